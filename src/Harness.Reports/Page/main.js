let list = null, pane = null, shownView = null;

function head() {
  const word = run.trouble ? "incomplete" : total.fail + run.stale.length > 0 ? "failed" : total.error > 0 ? "could not be measured" : "passed";
  const fact = (name, value) => value && h("span", {}, `${name} `, h("b", {}, value));
  document.title = `QMP conformance: ${word}`;
  by("head").append(
    h("div", { class: "top" }, h("h1", {}, "QMP conformance: ", h("span", { class: word === "passed" ? "pass" : "fail" }, word)),
      h("div", { class: "counts", role: "group", "aria-label": "Verdicts" }, verdicts.map((v) => h("button", { type: "button", class: `chip ${v}`, "data-verdict": v, "aria-pressed": "false", onclick: () => toggleVerdict(v) }, `${count(total[v])} ${v}`))),
      h("span", { class: "grow" }), h("button", { type: "button", id: "theme", onclick: theme }, "Dark / light"), h("button", { type: "button", onclick: help, "aria-label": "Keys" }, "?")),
    h("div", { class: "facts" }, fact("Target", run.target), fact("Spec", run.spec), fact("Digest", run.digest?.slice(0, 19)), fact("Seed", run.seed), fact("Shard", run.shard), fact("Began", run.at), fact("Took", duration(run.elapsed)), h("span", {}, run.tool)),
    run.reproduce ? h("div", { class: "reproduce" }, commandLine(run.reproduce)) : "",
    ...(run.stale.length > 0 ? [h("p", { class: "fail" }, `Stale baseline entries, these cases pass or are gone: ${run.stale.join(", ")}`)] : []),
    ...(run.trouble ? [h("div", { class: "banner", role: "alert" }, run.trouble)] : []));
}

function toggleVerdict(v) {
  const wanted = new Set(state.verdict.split(",").filter(Boolean));
  if (!wanted.delete(v)) wanted.add(v);
  go({ view: "cases", verdict: verdicts.filter((x) => wanted.has(x)).join(",") });
}

function theme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
}

function help() {
  const keys = [["/", "search"], ["j k ↑ ↓", "next, previous case"], ["Enter", "into the case"], ["Esc", "back, clear search"], [`1 – ${views.length}`, "views"], ["c", "copy the command of the case"], ["?", "this list"]];
  by("help").replaceChildren(h("h2", { id: "help-title" }, "Keys"), h("dl", {}, keys.map(([k, what]) => [h("dt", {}, h("code", {}, k)), h("dd", {}, what)])), h("form", { method: "dialog" }, h("button", {}, "Close")));
  by("help").showModal();
}

function casesView() {
  const field = (id, label, element) => [h("label", { class: "hidden-text", for: id }, label), element];
  const select = (id, label, all, options) => field(id, label, h("select", { id, onchange: (e) => go({ [id]: e.target.value }) }, h("option", { value: "" }, all), options.map((o) => h("option", { value: o }, o))));
  list = new CaseList((c, replace) => go({ case: c.i }, replace));
  pane = h("section", { class: "detail", tabindex: "-1", "aria-label": "Case" });
  return h("div", { class: "cases" },
    h("section", { class: "pane", "aria-label": "Cases and filters" }, h("div", { class: "filters" },
      h("div", { class: "wide" }, field("q", "Search", h("input", { id: "q", type: "search", placeholder: "Search id, reason, text  ( / )", autocomplete: "off", spellcheck: "false", oninput: (e) => go({ q: e.target.value }, true) }))),
      h("div", {}, select("kind", "Kind", "All kinds", kinds)), h("div", {}, select("command", "Command", "All commands", commands)),
      h("div", { class: "wide" }, h("button", { type: "button", class: "chip", id: "changed", "aria-pressed": "false", onclick: () => go({ changed: state.changed ? "" : "1" }) }, before ? "Changed since the earlier run" : "Changed since baseline"), h("button", { type: "button", id: "clear", onclick: () => go({ verdict: "", kind: "", command: "", q: "", changed: "" }) }, "Clear"), h("span", { class: "shown", id: "shown", role: "status" }))), list.element), pane);
}

let lastFilter = null, lastCase = null;

function show() {
  const view = views.find((v) => v.id === state.view);
  for (const a of by("tabs").children) if (a.dataset.view === state.view) a.setAttribute("aria-current", "page"); else a.removeAttribute("aria-current");
  const wanted = new Set(state.verdict.split(","));
  for (const chip of document.querySelectorAll("[data-verdict]")) chip.setAttribute("aria-pressed", String(wanted.has(chip.dataset.verdict)));
  if (shownView !== state.view) {
    stopReplay();
    by("main").replaceChildren(view.show());
    by("main").scrollTop = 0;
    [shownView, lastFilter, lastCase] = [state.view, null, null];
  }
  if (state.view === "cases") showCases();
}

function showCases() {
  const key = [state.verdict, state.kind, state.command, state.q, state.changed].join("\u0000");
  for (const id of ["q", "kind", "command"]) if (by(id).value !== state[id]) by(id).value = state[id];
  by("changed").setAttribute("aria-pressed", String(state.changed !== ""));
  if (key !== lastFilter) {
    const cases = filtered();
    if (lastFilter !== null) list.element.scrollTop = 0;
    list.set(cases);
    by("shown").textContent = `${count(cases.length)} of ${count(run.cases.length)}`;
    lastFilter = key;
  }
  const c = byId.get(state.case);
  document.querySelector(".cases").classList.toggle("open", c !== undefined);
  if (lastCase !== state.case) {
    stopReplay();
    pane.replaceChildren(...(c ? caseView(c).flat(Infinity).filter(Boolean) : [h("p", { class: "empty" }, run.cases.length === 0 ? "The run has no cases." : state.case ? `There is no case ${state.case} in this run.` : "Choose a case to see what went over the wire.")]));
    pane.scrollTop = 0;
    lastCase = state.case;
    if (c && list.index() >= 0) list.reveal(list.index());
    list.draw();
  }
}

function key(e) {
  if (by("help").open || e.ctrlKey || e.metaKey || e.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
  if (e.key === "Escape") {
    if (typing && state.q) go({ q: "" }, true); else if (state.case) go({ case: "" });
    list?.element.focus();
  } else if (typing) {
    return;
  } else if (e.key === "/") {
    e.preventDefault();
    if (state.view !== "cases") go({ view: "cases" });
    by("q").focus();
  } else if (e.key === "?") {
    help();
  } else if ((e.key === "j" || e.key === "k") && state.view === "cases") {
    list.element.focus();
    list.key(e);
  } else if (e.key === "c" && state.view === "cases") {
    pane.querySelector(".copy")?.click();
  } else if (/^[1-9]$/.test(e.key) && views[e.key - 1]) {
    go({ view: views[e.key - 1].id });
  }
}

head();
by("tabs").append(...views.map((v) => h("a", { href: `#view=${v.id}`, "data-view": v.id, onclick: (e) => { e.preventDefault(); go({ view: v.id }); } }, v.title)));
by("skip").addEventListener("click", (e) => { e.preventDefault(); by("main").focus(); });
addEventListener("hashchange", () => { readHash(); show(); });
addEventListener("popstate", () => { readHash(); show(); });
addEventListener("keydown", key);
addEventListener("beforeprint", () => { if (state.view === "cases") list.draw(true); });
addEventListener("afterprint", () => { if (state.view === "cases") list.draw(); });
matchMedia("print").addEventListener("change", (e) => { if (state.view === "cases") list.draw(e.matches); });
readHash();
if (!location.hash && total.fail + total.error > 0) state.verdict = ["fail", "error"].filter((v) => total[v] > 0).join(",");
show();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
