/* Visits that are due: who first, and one tap to say that it was made, with a note if there is one. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { now } from "../core/format.js";
import { get, idempotencyKey, post } from "../core/api.js";
import { myself, session } from "../core/session.js";
import { icon } from "../widgets/icon.js";
import { address, classBadge, day, dueBadge } from "./words.js";

/** The signed-in person's customers with a visit overdue, due today, due this week, in this order and each once. */
export async function dueVisits(signal) {
  if (!myself()) return [];
  const lists = await Promise.all(["overdue", "today", "week"].map((due) => (
    get("/customers", { query: { owner: "me", due, sort: "due", limit: 100 }, signal })
  )));
  const seen = new Map();
  for (const customer of lists.flatMap((list) => list.items)) if (!seen.has(customer.id)) seen.set(customer.id, customer);
  return [...seen.values()];
}

export const visitList = (customers) => html`<ul class="visits">
  ${customers.map((customer) => html`<li>
    <div class="between">
      <a class="name" href="${address(customer.id)}">${customer.name}</a>
      ${dueBadge(customer)}
    </div>
    <p class="facts">
      ${classBadge(customer)} ${t("customers.last-visit", { day: customer.last_visit ? day(customer.last_visit) : t("customers.never") })}
    </p>
    ${visitForm(customer)}
  </li>`)}
</ul>`;

export const visitForm = (customer) => html`<form data-visit="${customer.id}">
  <label>
    <span class="visually-hidden">${t("customers.note.of", { name: customer.name })}</span>
    <input class="input" name="note" maxlength="500" placeholder="${t("customers.note")}" autocomplete="off">
  </label>
  <button class="button primary">${icon("check")}${t("customers.visited")}</button>
</form>`;

/** Reports a visit of the signed-in person, at this moment. */
export function recordVisit(id, note) {
  const { visit, from } = session.company.customers;
  const data = note ? { note } : {};
  let place = data;
  for (const part of from.slice(0, -1)) place = place[part] = {};
  place[from.at(-1)] = id;
  return post("/activities", {
    id: idempotencyKey(), source: "/manual", type: visit, time: new Date(now()).toISOString(), subject: myself(), data,
  });
}

/** What came of it, in a sentence: a held award waits, a refusal says why. */
export const visitWords = (answer) => {
  const points = (answer?.awards ?? []).reduce((sum, award) => sum + (award.state === "held" ? 0 : award.points), 0);
  return points > 0 ? t("customers.recorded.points", { n: points, points }) : t("customers.recorded");
};
