const rowHeight = 46;

/** A list of which only the rows in sight are elements: 20,000 cases scroll as 20 do. */
class CaseList {
  constructor(open) {
    this.open = open;
    this.cases = [];
    this.space = h("div", { class: "space", role: "presentation" });
    this.element = h("div", { class: "list", id: "list", role: "listbox", tabindex: "0", "aria-label": "Cases", onscroll: () => this.draw(), onkeydown: (e) => this.key(e) }, this.space);
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  set(cases) {
    this.cases = cases;
    this.space.style.height = `${cases.length * rowHeight}px`;
    this.draw();
  }

  index() { return this.cases.findIndex((c) => c.i === state.case); }

  draw(all) {
    const first = all ? 0 : Math.max(0, Math.floor(this.element.scrollTop / rowHeight) - 5);
    const last = all ? Math.min(this.cases.length, 3000) : Math.min(this.cases.length, first + Math.ceil((this.element.clientHeight || 600) / rowHeight) + 10);
    const rows = [];
    for (let i = first; i < last; i++) rows.push(this.row(i));
    this.space.replaceChildren(...rows);
    const selected = this.index();
    if (selected >= first && selected < last) this.element.setAttribute("aria-activedescendant", `row-${selected}`);
    else this.element.removeAttribute("aria-activedescendant");
  }

  row(i) {
    const c = this.cases[i];
    const isSelected = c.i === state.case;
    return h("div", { class: `row${isSelected ? " selected" : ""}`, id: `row-${i}`, role: "option", "aria-selected": String(isSelected), "aria-posinset": i + 1, "aria-setsize": this.cases.length, style: `top:${i * rowHeight}px`, onclick: () => this.open(c, false) },
      h("div", { class: "id" }, h("span", { class: `verdict ${c.v}` }, c.v), h("code", {}, c.i)),
      h("div", { class: "why" }, c.r ?? c.s ?? ""));
  }

  move(to) {
    if (this.cases.length === 0) return;
    const i = Math.max(0, Math.min(this.cases.length - 1, to));
    this.reveal(i);
    this.open(this.cases[i], true);
  }

  reveal(i) {
    if (i * rowHeight < this.element.scrollTop) this.element.scrollTop = i * rowHeight;
    else if ((i + 1) * rowHeight > this.element.scrollTop + this.element.clientHeight) this.element.scrollTop = (i + 1) * rowHeight - this.element.clientHeight;
  }

  key(e) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / rowHeight) - 1);
    const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 };
    if (e.key in steps && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      e.stopPropagation();
      this.move(this.index() < 0 ? (steps[e.key] > 1e8 ? 1e9 : 0) : this.index() + steps[e.key]);
    } else if (e.key === "Enter") {
      document.querySelector(".detail")?.focus();
    }
  }
}
