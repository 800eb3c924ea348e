/*
 * A table that sorts, filters and exports. Set
 *   table = {caption, columns: [{id, label, number, look, cell(item), value(item)}], items, none, file, filter: true}
 * `cell` gives Markup (default: the value); `value` what sorts, filters and is exported. Clicks on [data-row] bubble.
 */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { number } from "../core/format.js";
import { icon } from "./icon.js";

const page = 100;

class DataTable extends HTMLElement {
  #table = null;
  #sort = null;                 // {id, down}
  #words = "";
  #shown = page;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("input", (event) => {
      if (event.target.matches("[data-words]")) { this.#words = event.target.value.trim().toLowerCase(); this.#shown = page; this.#rows(); }
    });
  }

  set table(table) {
    this.#table = table;
    this.#frame();
    this.#rows();
  }

  #frame() {
    const { caption, columns, file, filter } = this.#table;
    const id = `table-${this.id || "words"}`;
    render(this, html`
      ${filter || file
        ? html`<div class="table-tools">
          ${filter
            ? html`<label class="search">
              <span class="visually-hidden">${t("table.filter")}</span>
              ${icon("search")}
              <input class="input compact" type="search" id="${id}" data-words placeholder="${t("table.filter")}" value="${this.#words}">
            </label>`
            : html`<span></span>`}
          ${file
            ? html`<button class="button quiet small" type="button" data-export>${icon("download")}${t("action.export")}</button>`
            : null}
        </div>`
        : null}
      <div class="scroll-x" tabindex="0" role="region" aria-label="${t("table.region", { caption })}">
        <table class="table sticky" role="table">
          <caption class="visually-hidden">${caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              ${columns.map((column) => html`<th
                scope="col" role="columnheader" class="${classes(column)}" data-column="${column.id}">
                ${column.value
                  ? html`<button type="button" class="sorter" data-sort="${column.id}">
                    ${column.label}
                    <span class="arrow" aria-hidden="true"></span>
                  </button>`
                  : column.label}
              </th>`)}
            </tr>
          </thead>
          <tbody role="rowgroup"></tbody>
        </table>
      </div>
      <p class="table-foot" aria-live="polite"></p>
    `);
  }

  #rows() {
    const { columns, none } = this.#table;
    const items = this.#wanted();
    // On a phone a row is a card, and each value has the name of its column beside it.
    const named = (column) => (typeof column.label === "string" ? column.label : "");
    const cell = (column, item) => html`<td role="cell" class="${classes(column)}" data-label="${named(column)}">
      ${column.cell ? column.cell(item) : plain(column.value(item))}
    </td>`;
    render(
      this.querySelector("tbody"),
      items.length
        ? items.slice(0, this.#shown).map((item) => html`<tr role="row">${columns.map((column) => cell(column, item))}</tr>`)
        : html`<tr role="row">
          <td role="cell" class="nothing" colspan="${columns.length}">${this.#words ? t("table.nothing") : none}</td>
        </tr>`
    );
    for (const head of this.querySelectorAll("th")) {
      const sorted = this.#sort?.id === head.dataset.column;
      if (sorted) head.setAttribute("aria-sort", this.#sort.down ? "descending" : "ascending"); else head.removeAttribute("aria-sort");
    }
    const foot = this.querySelector(".table-foot");
    render(
      foot,
      items.length > this.#shown
        ? html`
          ${t("table.shown", {
            shown: number(this.#shown),
            total: number(items.length),
          })} <button class="button small" type="button" data-more>${t("action.more")}</button>
        `
        : null
    );
  }

  #wanted() {
    const { columns, items } = this.#table;
    const kept = this.#words
      ? items.filter((item) => columns.some((column) =>
        column.value && String(column.value(item) ?? "").toLowerCase().includes(this.#words)))
      : items;
    if (!this.#sort) return kept;
    const { value } = columns.find((column) => column.id === this.#sort.id);
    return [...kept].sort((a, b) => compare(value(a), value(b)) * (this.#sort.down ? -1 : 1));
  }

  #clicked(event) {
    const sorter = event.target.closest("[data-sort]");
    if (sorter) {
      const first = this.#table.columns.find((column) => column.id === sorter.dataset.sort).number === true;
      this.#sort = this.#sort?.id === sorter.dataset.sort
        ? { id: this.#sort.id, down: !this.#sort.down }
        : { id: sorter.dataset.sort, down: first };
      this.#rows();
    }
    if (event.target.closest("[data-more]")) { this.#shown += page; this.#rows(); }
    if (event.target.closest("[data-export]")) this.#export();
  }

  #export() {
    const columns = this.#table.columns.filter((column) => column.value);
    const lines = [
      columns.map((column) => column.label),
      ...this.#wanted().map((item) => columns.map((column) => column.value(item) ?? "")),
    ];
    const file = new Blob(["\uFEFF", lines.map((line) => line.map(field).join(",")).join("\r\n"), "\r\n"], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${this.#table.file}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

const plain = (value) => (typeof value === "number" ? number(value) : value ?? "–");
const compare = (a, b) => (
  a === null || a === undefined
    ? -1
    : b === null || b === undefined ? 1 : typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b))
);

/** A CSV field. A text that a spreadsheet would take for a formula gets a quote before it. */
function field(value) {
  const words = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(words) ? `"${words.replace(/"/g, '""')}"` : words;
}

const classes = (column) => `${column.number ? "num" : ""} ${column.look ?? ""}`.trim();

customElements.define("data-table", DataTable);
