function caseView(c) {
  const old = before?.get(c.i);
  return [
    h("button", { type: "button", class: "back", onclick: () => go({ case: "" }) }, "‹ All cases"),
    h("h2", { class: "mono", id: "case-title" }, c.i),
    h("p", {}, h("span", { class: `verdict ${c.v}` }, c.v), c.r ?? "", old && old.v !== c.v && h("span", { class: "shown" }, ` (before: ${old.v})`)),
    h("div", { class: "facts" }, c.l && h("span", {}, "Level ", h("b", {}, c.l)), c.s && h("span", {}, "Statement ", h("b", {}, c.s)), c.m && h("span", {}, "Machine ", h("b", {}, c.m)), c.f && h("span", {}, "Source ", h("b", {}, c.f)), h("span", {}, "Took ", h("b", {}, duration(c.e)))),
    (c.x !== undefined || c.a !== undefined) && expectedActual(c.x ?? "", c.a ?? ""),
    h("h3", {}, "Session"),
    c.o ? timeline(c.o) : h("p", { class: "shown" }, c.v === "skip" ? "The case was not run." : "The exchange of a case that passes is kept only by a run with -v."),
    h("h3", {}, "Run this case again"),
    commandLine(rerun(c)),
    c.t && [h("h3", {}, "The case"), h("pre", { class: "mono", tabindex: "0", "aria-label": "The case as text" }, c.t)],
  ];
}

function expectedActual(expected, actual) {
  const [left, right] = compare(expected, actual);
  return h("div", { class: "two" },
    h("div", {}, h("h3", {}, "Expected"), h("pre", { class: "expected", tabindex: "0", "aria-label": "Expected" }, render(left))),
    h("div", {}, h("h3", {}, "Actual"), h("pre", { class: "actual", tabindex: "0", "aria-label": "Actual" }, actual === "" ? h("span", { class: "shown" }, "nothing came") : render(right))));
}
