/** Makes an element. Text comes in as text nodes only, so nothing of a transcript becomes markup. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const by = (id) => document.getElementById(id);
const count = (n) => n.toLocaleString("en");

function duration(us) {
  if (us < 1000) return `${us} µs`;
  if (us < 1e6) return `${(us / 1000).toFixed(us < 1e4 ? 2 : 0)} ms`;
  return `${(us / 1e6).toFixed(2)} s`;
}

function say(text) { by("live").textContent = text; }

/** The clipboard interface is not there on a page from disk in every browser; a selected field is. */
async function copy(text, button) {
  let done = false;
  try { await navigator.clipboard.writeText(text); done = true; } catch {
    const field = h("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
    field.value = text;
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
  }
  button.focus();
  button.textContent = done ? "Copied" : "Cannot copy";
  say(done ? "Copied" : "Cannot copy");
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

function commandLine(text) {
  return h("div", { class: "command" }, h("code", {}, text), h("button", { class: "copy", type: "button", onclick: (e) => copy(text, e.currentTarget) }, "Copy"));
}
