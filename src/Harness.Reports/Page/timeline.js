let stopReplay = () => {};

/** The session of a case along its time, with controls that step through it. */
function timeline(lines) {
  let now = lines.length - 1, timer = null;
  const last = lines.at(-1).t, rows = [], marks = [];
  const status = h("span", { class: "shown", role: "status" });
  const speed = h("select", { "aria-label": "Speed" }, [0.5, 1, 2, 8].map((s) => h("option", { value: s, selected: s === 1 }, `${s}×`)));
  const jump = h("select", { "aria-label": "Jump to" }, lines.map((line, i) => h("option", { value: i }, `${i + 1}: ${line.m} ${line.s.slice(0, 40)}`)));
  const play = h("button", { type: "button", onclick: toggle }, "Play");

  function at(i) {
    now = Math.max(0, Math.min(lines.length - 1, i));
    rows.forEach((row, k) => { row.className = k === now ? "now" : k > now ? "later" : ""; });
    marks.forEach((mark, k) => { if (k === now) mark.setAttribute("aria-current", "step"); else mark.removeAttribute("aria-current"); });
    jump.value = String(now);
    status.textContent = `${now + 1} of ${lines.length}`;
  }

  function stop() { clearTimeout(timer); timer = null; play.textContent = "Play"; }

  /** Pauses between lines are those of the session, but never shorter than the eye nor longer than patience. */
  function next() {
    if (now >= lines.length - 1) return stop();
    const pause = Math.min(1500, Math.max(350, (lines[now + 1].t - lines[now].t) / 1000)) / Number(speed.value);
    timer = setTimeout(() => { at(now + 1); next(); }, pause);
  }

  function toggle() {
    if (timer) return stop();
    if (now >= lines.length - 1) at(0);
    play.textContent = "Pause";
    next();
  }

  const step = (by) => () => { stop(); at(now + by); };
  jump.addEventListener("change", () => { stop(); at(Number(jump.value)); });
  for (const [i, line] of lines.entries()) {
    const share = last > 0 ? (line.t / last + i / Math.max(1, lines.length - 1)) / 2 : i / Math.max(1, lines.length - 1);
    marks.push(h("button", { type: "button", style: `left:calc(16px + (100% - 32px) * ${share})`, "aria-label": `Line ${i + 1}, ${duration(line.t)}`, title: `${duration(line.t)} ${line.m}`, onclick: () => { stop(); at(i); } }, line.m === "->" ? "→" : line.m === "<-" ? "←" : line.m === "!" ? "!" : "–"));
    rows.push(h("li", {}, h("span", { class: "at" }, duration(line.t)), h("code", { title: `connection ${line.c}` }, line.m), h("div", {}, h("code", { class: "text" }, line.c > 0 ? `[${line.c}] ` : "", line.s), line.m !== "--" && bytesOf(line.s))));
  }
  at(now);
  stopReplay();
  stopReplay = stop;
  return h("div", {},
    h("div", { class: "replay", role: "group", "aria-label": "Replay" }, h("button", { type: "button", onclick: step(-1e9) }, "First"), h("button", { type: "button", onclick: step(-1) }, "Back"), play, h("button", { type: "button", onclick: step(1) }, "Step"), h("label", {}, "Speed ", speed), h("label", {}, "Jump to ", jump), status),
    lines.length <= 40 && h("div", { class: "track", role: "group", "aria-label": "Timeline" }, marks),
    h("ol", { class: "exchange" }, rows));
}

function bytesOf(text) {
  const details = h("details", {}, h("summary", { class: "shown" }, "bytes"));
  details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(h("pre", { tabindex: "0", "aria-label": "Bytes" }, dump(text))); });
  return details;
}
