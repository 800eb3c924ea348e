/* What is said of a customer in a word: its class, its trend, its next visit. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { percent, period } from "../core/format.js";
import { today } from "../core/local-time.js";
import { icon } from "../widgets/icon.js";

export const className = (customer) => text(customer.class_title) || customer.class || t("customers.class.none");

export const classBadge = (customer) => html`<span class="badge">${customer.class ? html`${customer.class} ` : null}${
  customer.class_title ? text(customer.class_title) : customer.class ? null : t("customers.class.none")}</span>`;

/** A date as it stands in an answer, for people. */
export const day = (date) => (date ? period(date) : "–");

/** How much more than in as long a time before, as a share of that; null: nothing to compare with. */
export const trend = ({ volume, volume_before: before }) => (before > 0 && volume !== null ? (volume - before) / before : null);

export function trendCell(customer) {
  const change = trend(customer);
  if (change === null) return customer.volume > 0 ? html`<span class="trend up">${t("customers.trend.new")}</span>` : "–";
  const look = change > 0 ? "up" : change < 0 ? "down" : "";
  return html`<span class="trend ${look}">${change > 0 ? "+" : ""}${percent(change).replace("-", "−")}</span>`;
}

export function dueBadge(customer) {
  if (customer.visit_missed) {
    return html`<span class="badge danger">${icon("clock")}${t("customers.due.overdue", { day: day(customer.visit_missed) })}</span>`;
  }
  if (!customer.visit_due) return null;
  if (customer.visit_due === today()) return html`<span class="badge warn">${icon("clock")}${t("customers.due.today")}</span>`;
  return html`<span class="badge">${icon("clock")}${t("customers.due.day", { day: day(customer.visit_due) })}</span>`;
}

export const address = (id) => `/customers?id=${encodeURIComponent(id)}`;

/** The path of a customer's calls. What cannot stand in a path is written in base64 behind a tilde. */
export function path(id) {
  if (!/^~|[/\\\x7f]|^\.{1,2}$/.test(id)) return `/customers/${encodeURIComponent(id)}`;
  const bytes = String.fromCharCode(...new TextEncoder().encode(id));
  return `/customers/~${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}
