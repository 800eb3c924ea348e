/*
 * Reports over time: what was earned and spent, what is owed and what moved it, what a rule moved; by rule, team, tier, member, month.
 * A chart that can be read off, with the table and the file behind it. The last day of a range belongs to it.
 */
import { html } from "../../core/html.js";
import { has, t, text } from "../../core/i18n.js";
import { money, monthName, period, quantity } from "../../core/format.js";
import { address, get } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { session } from "../../core/session.js";
import { bar } from "../../widgets/bar.js";
import { today } from "../../core/local-time.js";
import { monthStart } from "../../core/period-keys.js";
import { dayAfter } from "../../campaigns/campaign-draft.js";
import { rovingFocus } from "../../widgets/roving-focus.js";
import { empty, skeletonCard } from "../../widgets/states.js";
import { markField } from "../../widgets/form-errors.js";
import { View } from "../../core/view.js";
import { personButton } from "../../people/person.js";
import "../../widgets/bar-chart.js";
import "../../widgets/data-table.js";

const reports = {
  earned: ["rule", "team", "tier", "member", "month"],
  spent: ["reward", "team", "tier", "member", "month"],
  liability: ["team", "tier", "member", "month"],
  movement: ["month", "team", "tier", "member"],
  effects: ["rule"],
  boards: ["member", "team"],
  targets: ["team", "member"],
  questions: ["rule", "team", "member"],
};
const charted = 12;          // bars; the table has the rest
const firstDays = 5;         // of a month that has hardly begun

class ReportsPage extends View {
  role = "manager";
  #report = "earned";
  #by = "rule";
  #span = null;                // where the days come from; "": chosen one by one
  #from = null;
  #to = null;                  // its last day

  get #query() { return { from: this.#from, to: dayAfter(this.#to), by: this.#by }; }

  async load(signal) {
    // Not before: only now it is known what day it is where the company is.
    if (this.#span === null) this.#take(usual());
    return get(`/reports/${this.#report}`, { query: { ...this.#query, limit: 500 }, signal });
  }

  /** The days of a stretch that has a name. */
  #take(span) {
    this.#span = span;
    [this.#from, this.#to] = spans[span]();
  }

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
      <form class="filters" novalidate>
        <div class="field">
          <label for="from">${t("report.from")}</label>
          <input class="input compact" id="from" name="from" type="date" value="${this.#from}">
        </div>
        <div class="field">
          <label for="to">${t("report.through")}</label>
          <input class="input compact" id="to" name="to" type="date" value="${this.#to}">
        </div>
        <div class="field">
          <label for="span">${t("report.span")}</label>
          <span class="select-box">
            <select class="input select compact" id="span" name="span">
              <option value="">${t("report.span.own")}</option>
              ${Object.keys(spans).map((one) => html`<option value="${one}"${one === this.#span ? html` selected` : null}>
                ${t(`report.span.${one}`)}
              </option>`)}
            </select>
            ${icon("down")}
          </span>
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
      <section class="card stack">
        ${this.#report === "liability" ? html`<p class="hint">${t("report.as-of", { date: period(this.#to) })}</p>` : null}
        <dl class="wide-figures">${columns.map(figure)}</dl>
        ${this.#report === "movement" ? html`<p>${this.#equation()}</p>` : null}
        ${this.#inMoney()}
      </section>
      ${items.length
        ? html`
          <section class="card" aria-labelledby="chart">
            <div class="card-head">
              <h2 id="chart">${t(`report.${this.#report}`)}${t("report.by.title", { by: t(`report.by.${this.#by}`) })}</h2>
              <span class="hint">${heading(columns[this.#shown].id)}</span>
            </div>
            <p class="hint">${this.#sentence()}</p>
            ${this.#by === "month" ? html`<bar-chart></bar-chart>` : this.#bars()}
          </section>
          <section class="card"><data-table></data-table></section>
        `
        : html`<section class="card">${empty(t("report.empty.title"), t("report.empty.words"))}</section>`}
    `;
  }

  /** The column that the chart draws: what is owed in the end, where it is rolled forward. */
  get #shown() { return Math.max(0, this.data.columns.findIndex((column) => column.id === shownFirst[this.#report])); }

  /** What the chart shows, in a sentence: the largest, and how much of the whole it is. */
  #sentence() {
    const { items, columns, totals } = this.data;
    const at = this.#shown;
    const largest = items.reduce((most, item) => (item.values[at] > most.values[at] ? item : most));
    const sums = totals?.[at] > 0 && columns[at].unit !== "ratio" && !shownFirst[this.#report];
    const share = sums ? quantity(largest.values[at] / totals[at], "ratio") : null;
    return t(
      share ? "report.sentence.share" : "report.sentence",
      { name: name(largest), value: quantity(largest.values[at], columns[at].unit), share: share ?? "" }
    );
  }

  /** Opening + earned − spent − lapsed − reversed = closing, in numbers; with what members owe more, where there is any. */
  #equation() {
    const { columns, totals } = this.data;
    const of = (id) => totals[columns.findIndex((column) => column.id === id)] ?? 0;
    const parts = Object.fromEntries(columns.map((column) => [column.id, quantity(of(column.id), column.unit)]));
    return t(of("owing") ? "report.equation.owing" : "report.equation", parts);
  }

  /** Points as money, where the company says what a point is worth. */
  #inMoney() {
    const { columns, totals } = this.data;
    const value = session.company.point_value;
    const column = columns.findIndex((one) => one.unit === "points");
    if (!value || !totals?.[column] || columns.some((one) => one.unit === "money") || this.#report === "boards") return null;
    const words = { what: heading(columns[column].id), value: money(Math.round(totals[column] * value * 100) / 100), each: money(value) };
    return html`<p class="hint">${t("report.in-money", words)}</p>`;
  }

  /** One bar a line, so that no name is cut. */
  #bars() {
    const { items, columns } = this.data;
    const at = this.#shown;
    const top = [...items].sort((a, b) => b.values[at] - a.values[at]).slice(0, charted);
    const most = Math.max(1e-9, ...top.map((item) => item.values[at]));
    return html`<ol class="hbars">
      ${top.map((item) => html`<li>
        <span>${this.#named(item)}</span>
        ${bar(Math.max(0, item.values[at] / most))}
        <span class="num">${quantity(item.values[at] ?? 0, columns[at].unit)}</span>
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
    this.on("change", ".filters input, .filters select", (_, input) => this.#chose(input));
    this.on("submit", ".filters", (event) => event.preventDefault());
    if (!items.length) return;
    const chart = this.querySelector("bar-chart");
    if (chart) {
      chart.chart = {
        title: this.#sentence(),
        items: items.map((item) => ({
          label: name(item),
          short: monthName(Number(item.key.slice(5)), "short"),
          value: item.values[this.#shown],
          before: item.values[columns.findIndex((column) => column.id === "year_before")],
          look: "b3",
        })),
        unit: columns[this.#shown].unit,
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

  /** A range that ends before it begins is said at the field, and nothing else is shown in its place. */
  #chose(input) {
    if (input.name === "span") {
      if (!input.value) return;
      this.#take(input.value);
    }
    if (["from", "to"].includes(input.name)) {
      if (!input.value) { markField(input, t("invalid.missing")); return; }
      const form = input.form.elements;
      if (form.from.value > form.to.value) { markField(input, t("report.range")); return; }
      [this.#span, this.#from, this.#to] = ["", form.from.value, form.to.value];
    }
    if (input.name === "by") this.#by = input.value;
    this.#again(`#${input.id}`);
  }

  async #again(focus) {
    await this.reload({ quiet: true });
    this.querySelector(focus)?.focus();
  }

  /** What the server refuses is said where it belongs; the numbers of another range do not stay. */
  async reload(options = {}) {
    const fine = await super.reload(options);
    if (!fine && options.quiet) await super.reload();
    return fine;
  }
}

/** The column that a chart draws, where it is not the first. */
const shownFirst = { movement: "closing", effects: "points" };
/** Stretches of time that people ask for: first and last day. */
const dayBefore = (day) => new Date(Date.parse(day) - 86400000).toISOString().slice(0, 10);
const spans = {
  month: () => [monthStart(0), today()],
  last: () => [monthStart(-1), dayBefore(monthStart(0))],
  quarter: () => [monthStart(-2), today()],
  year: () => [monthStart(-11), today()],
};

/** What is shown first: this month, and in its first days, of which there is little to tell, the one before it. */
const usual = () => (Number(today().slice(8)) > firstDays ? "month" : "last");

/** A month by its name; else what the server calls it. What no rule gave is a bonus or an adjustment. */
const name = (item) => (
  /^\d{4}-\d\d$/.test(item.key)
    ? period(item.key)
    : text(item.name) || item.key || [t("kind.bonus"), t("kind.adjustment")].join(t("list.comma"))
);
const heading = (id) => (has(`column.${id}`) ? t(`column.${id}`) : id);
customElements.define("reports-page", ReportsPage);
