/* One customer: what it is worth, who has it, when to visit it, and what was done. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { moment, money, number, quantity, signed } from "../core/format.js";
import { icon } from "../widgets/icon.js";
import { empty } from "../widgets/states.js";
import { personButton } from "../people/person.js";
import { typeName } from "../rules/rule-words.js";
import { classBadge, day, dueBadge, trendCell } from "./words.js";
import { visitForm } from "./visits.js";

export function customerPage({ customer, deeds, next }) {
  const may = (what) => customer.may.includes(what);
  const figure = (label, value) => html`<div class="figure"><dt>${label}</dt><dd>${value}</dd></div>`;
  const sum = (value, unit) => (value === null ? "–" : unit === "money" ? money(value) : quantity(value, unit));
  return html`
    <div class="page-head">
      <div>
        <a class="link small" href="/customers">${icon("left")}${t("nav.customers")}</a>
        <h1>${customer.name}</h1>
        <p class="cluster">
          ${classBadge(customer)}
          ${customer.state === "lost" ? html`<span class="badge warn">${t("customers.lost")}</span>` : null}
          ${dueBadge(customer)}
        </p>
      </div>
      ${may("change") ? html`<div class="cluster">
        <button class="button small" type="button" data-assign-one>${icon("team")}${t("customers.assign")}</button>
        <button class="button small" type="button" data-class>${icon("tiers")}${t("customers.class.change")}</button>
        <button class="button small quiet" type="button" data-merge>${t("customers.merge")}</button>
      </div>` : null}
    </div>
    <div class="view" data-says></div>
    ${may("visit") ? html`<section class="card stack tight"><h2>${t("customers.visit.record")}</h2>${visitForm(customer)}</section>` : null}
    <section class="card">
      <dl class="wide-figures">
        ${figure(t("customers.volume"), sum(customer.volume, "money"))}
        ${figure(t("customers.trend"), trendCell(customer))}
        ${figure(t("customers.orders"), customer.orders === null ? "–" : number(customer.orders))}
        ${figure(t("customers.potential"), sum(customer.potential, "money"))}
      </dl>
      <dl class="pairs wide">
        <div>
          <dt>${t("customers.owner")}</dt>
          <dd>${customer.owner ? personButton(customer.owner.id, customer.owner.name) : t("customers.nobody")}${
            customer.owner_left ? html` <span class="badge warn">${t("customers.owner.left")}</span>` : null}</dd>
        </div>
        <div><dt>${t("customers.last-order.label")}</dt><dd>${day(customer.last_order)}</dd></div>
        <div><dt>${t("customers.last-visit.label")}</dt><dd>${day(customer.last_visit)}</dd></div>
        <div><dt>${t("customers.due.label")}</dt><dd>${day(customer.visit_due)}</dd></div>
        ${customer.merged?.length
          ? html`<div><dt>${t("customers.merged.label")}</dt><dd>${customer.merged.join(t("list.comma"))}</dd></div>`
          : null}
      </dl>
    </section>
    <section class="card" aria-labelledby="deeds">
      <div class="card-head"><h2 id="deeds">${t("customers.deeds")}</h2></div>
      ${deeds.length
        ? html`<ul class="deeds">${deeds.map(deed)}</ul>`
        : empty(t("customers.deeds.empty.title"), t("customers.deeds.empty.words"))}
      ${next ? html`<p class="more"><button class="button small" type="button" data-more-deeds>${t("action.more")}</button></p>` : null}
    </section>
  `;
}

const deed = (item) => html`<li>
  <span class="what${item.state === "counted" ? "" : " undone"}">
    ${typeName(item.type)}${item.data?.note ? html`: ${text(item.data.note)}` : null}
    <small>${[
      moment(item.time), item.subject,
      item.entered_by ? t(item.entered_by.id === item.subject ? "customers.self" : "entered.by", { name: item.entered_by.name }) : null,
    ].filter(Boolean).join(" · ")}</small>
  </span>
  ${item.points ? html`<span class="num">${signed(item.points)}</span>` : null}
</li>`;
