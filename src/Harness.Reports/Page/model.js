const run = JSON.parse(by("data").textContent);
const verdicts = ["pass", "fail", "error", "skip", "known"];
const kinds = ["protocol", "surface", "args", "returns", "example", "behaviour"].filter((k) => run.cases.some((c) => c.k === k));
const byId = new Map(run.cases.map((c) => [c.i, c]));
const before = run.before ? new Map(run.before.cases.map((c) => [c.i, c])) : null;
const stale = new Set(run.stale);
for (const c of run.cases) c.q = `${c.i}\n${c.r ?? ""}\n${c.s ?? ""}\n${c.x ?? ""}\n${c.a ?? ""}`.toLowerCase();

/** Filters, view and case, all in the address: a link shows what its sender saw. */
const initial = { view: "cases", verdict: "", kind: "", command: "", q: "", changed: "", case: "" };
const state = { ...initial };

function readHash() {
  Object.assign(state, initial);
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) if (name in state) state[name] = value;
  if (!views.some((v) => v.id === state.view)) state.view = "cases";
}

function go(changes, replace) {
  Object.assign(state, changes);
  const hash = new URLSearchParams(Object.entries(state).filter(([name, value]) => value !== initial[name])).toString();
  history[replace ? "replaceState" : "pushState"](null, "", `#${hash}`);
  show();
}

const link = (changes) => `#${new URLSearchParams(Object.entries({ ...initial, ...changes }).filter(([n, v]) => v !== initial[n]))}`;

/** Changed: judged otherwise than in the earlier run; without one, otherwise than the baseline says. */
function isChanged(c) {
  if (before) return before.get(c.i)?.v !== c.v;
  return c.v === "fail" || stale.has(c.i);
}

function filtered() {
  const wanted = state.verdict ? new Set(state.verdict.split(",")) : null;
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  return run.cases.filter((c) => (!wanted || wanted.has(c.v)) && (!state.kind || c.k === state.kind) && (!state.command || c.c === state.command)
    && (!state.changed || isChanged(c)) && words.every((w) => c.q.includes(w)));
}

function tally(cases) {
  const counts = Object.fromEntries(verdicts.map((v) => [v, 0]));
  for (const c of cases) counts[c.v]++;
  return counts;
}

const total = tally(run.cases);
const commands = [...new Set(run.cases.map((c) => c.c).filter(Boolean))].sort();

function shellWord(text) { return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`; }
const rerun = (c) => `${run.rerun ?? "qmp-harness run"} -v --run ${shellWord(c.i)}`;
