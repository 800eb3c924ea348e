/*
 * The list below the podium. Set `board = {items, unit, mine, of}` (items of standings.compose); rows travel to their new places.
 * `of`, {board, period}, is what the sheet of a person begins with; without it names open nothing.
 * Fires "expand" with the gap that was opened. While a pointer rests on the list or text is selected, changes wait:
 * at most `longest`, so that a mouse left lying does not make the board late.
 */
import { create, html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { number } from "../core/format.js";
import { flip } from "../widgets/flip.js";
import { entrant, keyOf } from "./standings.js";
import { createRow, updateRow } from "./board-row.js";

const longest = 10_000;

class BoardList extends HTMLElement {
  #waiting = null;
  #rested = 0;
  #timer = null;
  #released = () => this.#release();

  connectedCallback() {
    this.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") this.#rested = Date.now(); });
    this.addEventListener("pointerleave", () => { this.#rested = 0; this.#release(); });
    this.addEventListener("click", (event) => {
      const gap = event.target.closest("[data-expand]");
      if (gap) { this.#rested = 0; this.dispatchEvent(new CustomEvent("expand", { bubbles: true, detail: gap.dataset.expand })); }
    });
    document.addEventListener("selectionchange", this.#released);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.#released);
    clearTimeout(this.#timer);
  }

  set board(board) {
    this.#waiting = board;
    this.#release();
  }

  #release() {
    clearTimeout(this.#timer);
    if (!this.#waiting || !this.isConnected) return;
    if (this.#held()) { this.#timer = setTimeout(this.#released, 1000); return; }
    const board = this.#waiting;
    this.#waiting = null;
    this.#draw(board);
  }

  #held() {
    const drawn = this.querySelector(".row");
    const selection = getSelection();
    const selecting = selection && !selection.isCollapsed && this.contains(selection.anchorNode);
    return drawn && (selecting || Date.now() - this.#rested < longest);
  }

  #draw({ items, unit, mine, of }) {
    const list = this.querySelector("ol") ?? render(this, html`<ol class="board"></ol>`).firstElementChild;
    const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
    const change = () => {
      const wanted = items.map((item) => (
        item.gap ? gapRow(item, known) : row(item, known, { unit, of, mine: mine !== null && entrant(item.row) === mine })
      ));
      for (const child of [...list.children]) if (!wanted.includes(child)) child.remove();
      wanted.forEach((child, index) => { if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null); });
    };
    if (known.size) flip([list], change);
    else change();
  }
}

function row(item, known, options) {
  const element = known.get(keyOf(item.row));
  if (!element) return createRow(item, options);
  updateRow(element, item, options);
  return element;
}

function gapRow({ gap: [from, to], expand, closed = false }, known) {
  const key = `gap-${expand}`;
  const element = known.get(key)
    ?? create(html`<li class="skip-row" data-key="${key}">
      <span></span>
      <button class="link" type="button" data-expand="${expand}">${t("board.expand")}</button>
    </li>`);
  element.firstElementChild.textContent = t(from === to ? "board.gap-one" : "board.gap", { from: number(from), to: number(to) });
  element.querySelector("button").hidden = closed;
  return element;
}

customElements.define("board-list", BoardList);
