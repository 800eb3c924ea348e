/* Reports: what was earned and spent, what is owed, by rule, team, member; a chart with its table, and a file to take away. */
import { html } from "../../core/html.js";
import { has, t, text } from "../../core/i18n.js";
import { period, quantity } from "../../core/format.js";
import { address, get } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { bar } from "../../widgets/bar.js";
import { monthStart } from "../../core/period-keys.js";
import { rovingFocus } from "../../widgets/roving-focus.js";
import { empty, skeletonCard } from "../../widgets/states.js";
import { View } from "../../core/view.js";
import { personButton } from "../../people/person.js";
import "../../widgets/bar-chart.js";
import "../../widgets/data-table.js";

const reports = {
  earned: ["rule", "team", "member", "month"],
  spent: ["reward", "team", "member", "month"],
  liability: ["team", "member", "month"],
  boards: ["member", "team"],
  targets: ["team", "member"],
  questions: ["rule", "team", "member"],
};
const charted = 12;          // bars; the table has the rest

class ReportsPage extends View {
  role = "manager";
  #report = "earned";
  #by = "rule";
  #from = monthStart(0);
  #to = monthStart(1);

  get #query() { return { from: this.#from, to: this.#to, by: this.#by }; }
  async load(signal) { return get(`/reports/${this.#report}`, { query: { ...this.#query, limit: 500 }, signal }); }
  skeleton() {
    return html`<div class="page-head"><h1>${t("nav.reports")}</h1></div>${skeletonCard(10, 20)}${skeletonCard(10, 20, 20, 20)}`;
  }

  view({ columns, totals, items }) {
    const figure = (column, index) => (
      totals?.[index] === undefined || totals[index] === null
        ? null
        : html`<div class="figure"><dt>${heading(column.id)}</dt><dd>${quantity(totals[index], column.unit)}</dd></div>`
    );
    return html`
      <div class="page-head">
        <h1 class="only-desktop">${t("nav.reports")}</h1>
        <a class="button small" href="${address(`/reports/${this.#report}`, { ...this.#query, format: "csv" })}" download>
          ${icon("download")}
          ${t("action.export")}
        </a>
      </div>
      <div class="tabs" role="tablist" aria-label="${t("nav.reports")}">
        ${Object.keys(reports)
          .map((name) => html`<button type="button" role="tab" data-report="${name}" aria-selected="${name === this.#report}">
            ${t(`report.${name}`)}
          </button>`)}
      </div>
      <form class="filters">
        <div class="field">
          <label for="from">${t("report.from")}</label>
          <input class="input compact" id="from" name="from" type="date" value="${this.#from}">
        </div>
        <div class="field">
          <label for="to">${t("report.to")}</label>
          <input class="input compact" id="to" name="to" type="date" value="${this.#to}">
        </div>
        <div class="field">
          <label for="by">${t("report.by")}</label>
          <span class="select-box">
            <select class="input select compact" id="by" name="by">
              ${reports[this.#report].map((one) => html`<option value="${one}"${one === this.#by ? html` selected` : null}>
                ${t(`report.by.${one}`)}
              </option>`)}
            </select>
            ${icon("down")}
          </span>
        </div>
      </form>
      <section class="card"><dl class="wide-figures">${columns.map(figure)}</dl></section>
      ${items.length
        ? html`
          <section class="card" aria-labelledby="chart">
            <div class="card-head">
              <h2 id="chart">${t(`report.${this.#report}`)}${t("report.by.title", { by: t(`report.by.${this.#by}`) })}</h2>
              <span class="hint">${heading(columns[0].id)}</span>
            </div>
            <p class="hint">${this.#sentence()}</p>
            ${this.#by === "month" ? html`<bar-chart></bar-chart>` : this.#bars()}
          </section>
          <section class="card"><data-table></data-table></section>
        `
        : html`<section class="card">${empty(t("report.empty.title"), t("report.empty.words"))}</section>`}
    `;
  }

  /** What the chart shows, in a sentence: the largest, and how much of the whole it is. */
  #sentence() {
    const { items, columns, totals } = this.data;
    const largest = items.reduce((most, item) => (item.values[0] > most.values[0] ? item : most));
    const share = totals?.[0] > 0 && columns[0].unit !== "ratio" ? quantity(largest.values[0] / totals[0], "ratio") : null;
    return t(
      share ? "report.sentence.share" : "report.sentence",
      { name: name(largest), value: quantity(largest.values[0], columns[0].unit), share: share ?? "" }
    );
  }

  /** One bar a line, so that no name is cut. */
  #bars() {
    const { items, columns } = this.data;
    const top = [...items].sort((a, b) => b.values[0] - a.values[0]).slice(0, charted);
    const most = Math.max(1e-9, ...top.map((item) => item.values[0]));
    return html`<ol class="hbars">
      ${top.map((item) => html`<li>
        <span>${this.#named(item)}</span>
        ${bar(item.values[0] / most)}
        <span class="num">${quantity(item.values[0], columns[0].unit)}</span>
      </li>`)}
    </ol>`;
  }

  ready({ items, columns }) {
    rovingFocus(this.querySelector(".tabs"));
    this.on("click", "[data-report]", (_, button) => {
      this.#report = button.dataset.report;
      if (!reports[this.#report].includes(this.#by)) [this.#by] = reports[this.#report];
      this.#again("[data-report][aria-selected=true]");
    });
    this.on("change", ".filters input, .filters select", (_, input) => {
      if (!input.value) return;
      if (input.name === "from") this.#from = input.value;
      if (input.name === "to") this.#to = input.value;
      if (input.name === "by") this.#by = input.value;
      this.#again(`#${input.id}`);
    });
    if (!items.length) return;
    const chart = this.querySelector("bar-chart");
    if (chart) {
      chart.chart = {
        title: this.#sentence(),
        items: items.map((item) => ({ label: name(item), value: Math.max(0, item.values[0]), look: "b3" })),
        unit: columns[0].unit,
      };
    }
    this.querySelector("data-table").table = {
      caption: t(`report.${this.#report}`),
      filter: items.length > 8,
      items,
      none: t("report.empty.title"),
      columns: [
        { id: "name", label: t(`report.by.${this.#by}`), value: name, cell: (item) => this.#named(item) },
        ...columns.map((column, index) => ({
          id: column.id,
          label: heading(column.id),
          number: true,
          value: (item) => item.values[index],
          cell: (item) => (item.values[index] === null ? "–" : quantity(item.values[index], column.unit)),
        })),
      ],
    };
  }

  /** A line's name; of members it opens who they are. */
  #named(item) { return this.#by === "member" && item.key ? personButton(item.key, name(item)) : name(item); }

  async #again(focus) {
    await this.reload({ quiet: true });
    this.querySelector(focus)?.focus();
  }
}

/** A month by its name; else what the server calls it. What no rule gave is a bonus or an adjustment. */
const name = (item) => (
  /^\d{4}-\d\d$/.test(item.key)
    ? period(item.key)
    : text(item.name) || item.key || [t("kind.bonus"), t("kind.adjustment")].join(t("list.comma"))
);
const heading = (id) => (has(`column.${id}`) ? t(`column.${id}`) : id);
customElements.define("reports-page", ReportsPage);
