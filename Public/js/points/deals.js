/* The statement by deal: what each gave in all, and when it can be spent; its lines open their receipts. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { date, number, signed } from "../core/format.js";
import { typeName } from "../rules/rule-words.js";
import { icon } from "../widgets/icon.js";
import { byDeal } from "./by-deal.js";
import { statement } from "./statement.js";

export const deals = (items) => html`<ol class="statement deals">${byDeal(items).map(deal)}</ol>`;

const deal = (one) => html`<li class="entry-item">
  <details class="entry deal">
    <summary>
      <span class="what">
        ${one.title || one.id}
        <small><span>${typeName(one.type)}</span><span class="dot"></span><span>${date(one.at)}</span>${state(one)}</small>
      </span>
      <span class="amount${one.points > 0 ? " plus" : ""}">
        ${signed(one.points)}
        <small>${t("deal.lines", { n: one.items.length })}</small>
      </span>
      ${icon("down", "chevron")}
    </summary>
    ${statement(one.items, { asks: true })}
  </details>
</li>`;

/** What of it waits, and until when. */
function state({ waiting, held, usable }) {
  return [
    waiting ? html`<span class="badge info">
      ${icon("clock")}
      ${t(usable ? "deal.waiting" : "deal.waiting.some", { points: number(waiting), date: usable ? date(usable) : "" })}
    </span>` : null,
    held ? html`<span class="badge warn">${icon("pause")}${t("deal.held", { points: number(held) })}</span>` : null,
  ];
}
