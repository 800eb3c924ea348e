/*
 * The receipt behind a number: one line a step in the order of the engine. A factor of 1 and a limit that was not
 * reached are shown too: what did not change the number explains it as well.
 */
import { html } from "../core/html.js";
import { has, t, text } from "../core/i18n.js";
import { moment, money, number, percent, quantity, until } from "../core/format.js";
import { dot } from "../widgets/icon.js";
import { clause, limitWords, typeName } from "../rules/rule-words.js";

/** The whole explanation for `member` of an answer of GET /activities/one. */
export function receipt(explanation, member) {
  const judged = explanation.decision.rules.filter((rule) => rule.awards.some((award) => award.member === member));
  if (!judged.length) {
    return html`<div class="receipt">
      <h3>${t("receipt.none")}</h3>
      <p class="lead">${t("receipt.none.words")}</p>
      ${proof(explanation, null)}
    </div>`;
  }
  return html`<div class="receipt">
    ${judged.map((rule) => one(explanation, rule, rule.awards.find((award) => award.member === member), member))}
  </div>`;
}

function one(explanation, rule, award, member) {
  return html`
    <h3>${t("receipt.why", { points: number(award.points), n: award.points })}</h3>
    <p class="lead">${lead(explanation, rule, award, member)}</p>
    <div class="split">
      ${sum(explanation, rule, award, member)}
      <div>${proof(explanation, award)}<p class="links"><a class="link small" href="/rules#${rule.rule}">${t("receipt.rule")}</a></p></div>
    </div>
  `;
}

/** The steps as a sum; also shown to who decides. */
export function sum(explanation, rule, award, member, result = t("receipt.result")) {
  const { activity, credits } = explanation;
  const customer = explanation.decision?.customer;
  const others = credits.filter((credit) => credit.member !== member);
  const line = (name, small, value, op = true) => html`<div>
    <dt>${name}${small ? html`<small>${small}</small>` : null}</dt>
    <dd${op ? html` class="op"` : null}>${value}</dd>
  </div>`;
  return html`<dl class="sum">
    ${line(
      t("receipt.activity", { type: typeName(activity.type) }),
      html`${activity.id}${activity.title ? html`${dot}${activity.title}` : null}${dot}${moment(activity.time)}`,
      rule.quantity === null || rule.quantity === undefined ? "" : exact(rule.quantity, rule.unit)
    )}
    ${customer
      ? line(t("receipt.customer", { name: customer.name, class: text(customer.class?.title) || "–" }), null, "", false)
      : null}
    ${line(t("receipt.by-rule", { rule: text(rule.title) }), text(rule.text) || clause(rule.award), number(rule.amount), false)}
    ${line(t("receipt.factor"), rule.multiplier === 1 ? t("receipt.factor.none") : null, `× ${factor(rule.multiplier)}`)}
    ${activity.entered_by ? line(t("entered.by", { name: activity.entered_by.name }), moment(activity.recorded), "", false) : null}
    ${others.length
      ? line(
        t("receipt.split", { names: others.map((credit) => credit.name).join(t("list.comma")) }),
        t("receipt.split.small", { share: percent(award.share) }),
        `× ${percent(award.share)}`
      )
      : null}
    ${(award.limits ?? []).map((limit) => line(limitWords(limit), limitState(limit), `− ${number(limit.cut)}`))}
    ${award.refused
      ? line(t("receipt.refused"), has(`refused.${award.refused}`) ? t(`refused.${award.refused}`) : award.refused, "0")
      : null}
    <div class="total">
      <dt>${result}</dt>
      <dd>${t("points", { points: `${award.points > 0 ? "+" : ""}${number(award.points)}`, n: award.points })}</dd>
    </div>
  </dl>`;
}

function lead({ credits }, rule, award, member) {
  const others = credits.filter((credit) => credit.member !== member).map((credit) => credit.name).join(t("list.comma"));
  const values = {
    names: others,
    share: percent(award.share),
    rule: text(rule.title),
    words: clause(rule.award),
    total: number(rule.total),
    points: number(award.points),
  };
  return t(others ? "receipt.lead.split" : "receipt.lead", values);
}

function proof({ decision, entries }, award) {
  const row = (name, value) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : null);
  const state = award?.state === "held"
    ? t("receipt.held", { reason: reasonWords(award.reason) })
    : award?.state === "reversed"
      ? t("receipt.reversed")
      : award?.usable ? t("receipt.usable.from", { at: moment(award.usable) }) : award ? t("receipt.usable.now") : null;
  return html`<dl class="proof">
    ${row(t("receipt.usable"), state)}
    ${row(t("receipt.expires"), award ? (award.expires ? until(award.expires) : t("receipt.expires.never")) : null)}
    ${row(t("receipt.basis"), html`
      ${t("receipt.version")} <code title="${decision.version}">${decision.version.slice(0, 8)}</code>
      ${award?.entry ?? entries[0] ? html`${dot}${t("receipt.entry")} <code>#${number(award?.entry ?? entries[0])}</code>` : null}
    `)}
  </dl>`;
}

/** 超过 5,000 分 for a reason that a rule names; unknown ones as they are. */
export const reasonWords = (reason) => (reason && has(`reason.${reason}`) ? t(`reason.${reason}`) : reason ?? "");
const exact = (value, unit) => (unit === "money" ? money(value) : quantity(value, unit));
const factor = (value) => quantity(value, "count");

function limitState({ used, points, cut }) {
  if (cut > 0) return t("limit.cut", { used: number(used), cut: number(cut) });
  return t(points === undefined ? "limit.free" : "limit.free.used", { used: number(used), n: used });
}
