const views = [
  { id: "cases", title: "Cases", show: casesView },
  { id: "matrix", title: "Matrix", show: matrixView },
  { id: "coverage", title: "Spec coverage", show: coverageView },
  { id: "findings", title: "Documentation", show: findingsView },
  { id: "ledger", title: "Fidelity", show: ledgerView },
  { id: "latency", title: "Latency", show: latencyView },
  ...(before ? [{ id: "compare", title: "Comparison", show: compareView }] : []),
];

const table = (heads, rows, label) => h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, h("table", {}, h("thead", {}, h("tr", {}, heads.map(([text, n]) => h("th", { class: n ? "n" : null, scope: "col" }, text)))), h("tbody", {}, rows)));
const cell = (n, changes, verdict) => h("td", { class: "n" }, n === 0 ? h("span", { class: "shown" }, "·") : h("a", { href: link(changes), class: verdict }, count(n)));
const worst = (t) => ["fail", "error", "known", "pass", "skip"].find((v) => t[v] > 0) ?? "skip";

function matrixView() {
  const groups = new Map();
  for (const c of run.cases) {
    const key = c.c ?? "(protocol)";
    if (!groups.has(key)) groups.set(key, {});
    const row = groups.get(key);
    (row[c.k] ??= tally([]))[c.v]++;
  }
  const order = [...groups.entries()].sort(([a], [b]) => a.localeCompare(b, "en"));
  return h("div", { class: "pad" }, h("h2", {}, "Commands × kinds"), h("p", { class: "shown" }, "Passed of all cases. A number opens its cases."),
    table([["Command"], ...kinds.map((k) => [k, true])], order.map(([name, row]) => h("tr", {}, h("th", { scope: "row", class: "mono" }, name), kinds.map((k) => {
      const t = row[k];
      if (!t) return h("td", { class: "n" }, h("span", { class: "shown" }, "·"));
      const all = verdicts.reduce((sum, v) => sum + t[v], 0);
      return h("td", { class: "n" }, h("a", { href: link({ kind: k, ...(name === "(protocol)" ? {} : { command: name }) }), class: worst(t) }, t.pass === all ? count(all) : `${count(t.pass)}/${count(all)}`));
    }))), "Commands by kinds"));
}

function coverageView() {
  const groups = new Map();
  for (const e of run.elements) { if (!groups.has(e.o)) groups.set(e.o, []); groups.get(e.o).push(e); }
  const share = (list) => list.filter((e) => e.h > 0).length / list.length;
  const order = [...groups.entries()].sort(([, a], [, b]) => share(a) - share(b));
  const tile = (title, list) => list.length > 0 && h("div", { class: "tile" }, h("b", {}, `${Math.floor(100 * list.filter((e) => e.h > 0).length / list.length)} %`), h("span", {}, `${count(list.filter((e) => e.h > 0).length)} of ${count(list.length)} ${title} held`));
  const badge = (e) => (e.h > 0 && e.h === e.x ? ["pass", "✓"] : e.h > 0 ? ["known", "◐"] : e.x > 0 ? ["fail", "✗"] : ["skip", "○"]);
  return h("div", { class: "pad" }, h("h2", {}, "Coverage of the spec"), run.elements.length === 0 && h("p", {}, "The results have no outline of their spec."),
    h("div", { class: "tiles" }, tile("commands", run.elements.filter((e) => e.k === "command")), tile("arguments", run.elements.filter((e) => e.k === "argument")), tile("enum values", run.elements.filter((e) => e.k === "value")), tile("examples", run.elements.filter((e) => e.k === "example"))),
    h("p", { class: "shown" }, "✓ every case that exercises it held · ◐ some held · ✗ exercised, none held · ○ no case exercises it"),
    order.map(([owner, list]) => {
      const held = list.filter((e) => e.h > 0).length;
      return h("details", { class: "card", open: held < list.length && run.elements.length < 400 }, h("summary", {}, h("span", { class: "bar", "aria-hidden": "true" }, h("i", { style: `width:${100 * held / list.length}%` })), " ", h("code", {}, owner), h("span", { class: "shown" }, ` ${held} of ${list.length} held, ${list[0].f}`)),
        h("ul", { class: "elements" }, list.map((e) => { const [cls, sign] = badge(e); return h("li", { title: e.f }, h("span", { class: cls }, `${sign} `), h("code", {}, e.n), h("span", { class: "shown" }, ` ${e.k}${e.x > 0 ? `, ${e.h}/${e.x}` : ""}`)); })));
    }));
}

function findingsView() {
  return h("div", { class: "pad" }, h("h2", {}, "What is wrong in the documentation"), run.findings.length === 0 && h("p", {}, "Nothing was found."),
    run.findings.map((f) => h("div", { class: "card" }, h("div", {}, h("b", { class: { error: "fail", warning: "known", note: "skip" }[f.severity] }, f.severity), ` ${f.code} `, f.message), h("div", { class: "shown mono" }, f.place ?? ""), f.excerpt && h("pre", { tabindex: "0", "aria-label": "Source" }, f.excerpt))));
}

function ledgerView() {
  const counts = new Map();
  for (const c of run.cases) if (c.c) { if (!counts.has(c.c)) counts.set(c.c, tally([])); counts.get(c.c)[c.v]++; }
  const stateful = run.commands.filter((c) => c.f === "stateful").length;
  return h("div", { class: "pad" }, h("h2", {}, "Fidelity of the reference emulator"), h("p", { class: "shown" }, `${stateful} of ${run.commands.length} commands have state behind them; the others answer from their return type.`),
    table([["Command"], ["Fidelity"], ["Safety"], ...verdicts.map((v) => [v, true])], run.commands.map((c) => { const t = counts.get(c.n) ?? tally([]); return h("tr", {}, h("th", { scope: "row", class: "mono" }, c.n), h("td", {}, c.f), h("td", {}, c.s), verdicts.map((v) => cell(t[v], { command: c.n, verdict: v }, v))); }), "Commands of the emulator"));
}

function latencyView() {
  const times = run.cases.filter((c) => c.v !== "skip").map((c) => c.e).sort((a, b) => a - b);
  if (times.length === 0) return h("div", { class: "pad" }, h("h2", {}, "Latency"), h("p", {}, "No case was run."));
  const at = (share) => duration(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
  const bucket = (us) => Math.max(0, Math.floor(Math.log2(Math.max(1, us)) * 2));
  const low = bucket(times[0]), high = bucket(times.at(-1)), buckets = Array(high - low + 1).fill(0);
  for (const t of times) buckets[bucket(t) - low]++;
  const top = Math.max(...buckets), width = 760, height = 220, step = width / buckets.length;
  const bars = buckets.map((n, i) => svg("rect", { x: i * step + 1, y: height - n / top * height, width: Math.max(1, step - 2), height: n / top * height }, svg("title", {}, `${duration(Math.round(2 ** ((i + low) / 2)))} and more: ${count(n)} cases`)));
  const labels = buckets.map((_, i) => i).filter((i) => i % Math.max(1, Math.ceil(buckets.length / 8)) === 0).map((i) => svg("text", { x: i * step, y: height + 18 }, duration(Math.round(2 ** ((i + low) / 2)))));
  const slow = [...run.cases].sort((a, b) => b.e - a.e).slice(0, 20);
  return h("div", { class: "pad" }, h("h2", {}, "How long cases took"),
    h("div", { class: "tiles" }, [["median", 0.5], ["95 %", 0.95], ["99 %", 0.99], ["longest", 1]].map(([name, share]) => h("div", { class: "tile" }, h("b", {}, at(share)), h("span", {}, name)))),
    h("div", { class: "card scroll", tabindex: "0", role: "region", "aria-label": "Histogram" }, svg("svg", { viewBox: `0 -10 ${width} ${height + 40}`, width: "100%", style: "max-width:900px;min-width:420px", role: "img", "aria-label": "Number of cases by duration" }, svg("line", { x1: 0, x2: width, y1: height, y2: height }), svg("line", { x1: 0, x2: width, y1: 0, y2: 0 }), svg("text", { x: width, y: 14, "text-anchor": "end" }, `${count(top)} cases`), ...bars, ...labels)),
    h("h3", {}, "The slowest"), table([["Case"], ["Verdict"], ["Took", true]], slow.map((c) => h("tr", {}, h("td", {}, h("a", { href: link({ case: c.i }), class: "mono" }, c.i)), h("td", { class: c.v }, c.v), h("td", { class: "n" }, duration(c.e)))), "Slowest cases"));
}

function compareView() {
  const bad = (v) => v === "fail" || v === "error";
  const groups = { "Newly failing": [], Fixed: [], "Still failing": [], "Otherwise changed": [], "New cases": [], "Gone or not run": [] };
  for (const c of run.cases) {
    const old = before.get(c.i);
    if (!old) groups["New cases"].push(c);
    else if (bad(c.v) && bad(old.v)) groups["Still failing"].push(c);
    else if (bad(c.v)) groups["Newly failing"].push(c);
    else if (bad(old.v) && c.v === "pass") groups.Fixed.push(c);
    else if (c.v !== old.v) groups["Otherwise changed"].push(c);
  }
  for (const old of run.before.cases) if (!byId.has(old.i)) groups["Gone or not run"].push(old);
  return h("div", { class: "pad" }, h("h2", {}, "Compared with an earlier run"), h("p", { class: "shown" }, `Before: ${run.before.target ?? ""} ${run.before.at ?? ""}${run.before.digest !== run.digest ? " · another schema" : ""}${run.before.trouble ? ` · ${run.before.trouble}` : ""}`),
    h("div", { class: "tiles" }, Object.entries(groups).map(([name, list]) => h("div", { class: "tile" }, h("b", {}, count(list.length)), h("span", {}, name)))),
    Object.entries(groups).filter(([, list]) => list.length > 0).map(([name, list]) => h("details", { class: "card", open: name === "Newly failing" || name === "Fixed" || list.length < 50 }, h("summary", {}, h("b", {}, name), ` ${count(list.length)}`),
      table([["Case"], ["Before"], ["Now"], ["Reason"]], list.slice(0, 500).map((c) => h("tr", {}, h("td", {}, byId.has(c.i) ? h("a", { href: link({ case: c.i }), class: "mono" }, c.i) : h("code", {}, c.i)), h("td", { class: before.get(c.i)?.v }, before.get(c.i)?.v ?? "–"), h("td", { class: byId.get(c.i)?.v }, byId.get(c.i)?.v ?? "–"), h("td", {}, c.r ?? ""))), name), list.length > 500 && h("p", {}, `… and ${count(list.length - 500)} more`))));
}
