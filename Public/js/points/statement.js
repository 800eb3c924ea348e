/* Lines of the ledger as people read them, by day; each opens its explanation. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, day, lastDay, number, period, sameDay, signed } from "../core/format.js";
import { askButton } from "../questions/ask.js";
import { dot, icon } from "../widgets/icon.js";
import { typeName } from "../rules/rule-words.js";
import { reasonWords } from "./receipt.js";

/** `items` of GET …/statement, newest first; `asks`: whether they are the reader's own, who may ask about each. */
export const statement = (items, { asks = false } = {}) => html`<ol class="statement">
  ${items.map((item, index) => html`
    ${index && sameDay(items[index - 1].at, item.at) ? null : html`<li class="day">${day(item.at)}</li>`}
    ${line(item, asks)}
  `)}
</ol>`;

const line = (item, asks) => html`<li class="entry-item">
  <details
    class="entry"
    data-source="${item.activity?.source ?? ""}"
    data-id="${item.activity?.id ?? ""}"
    data-number="${item.number ?? ""}">
    <summary>
      <span class="what">${title(item)}<small>${details(item)}${state(item)}</small></span>
      <span class="amount${item.state === "posted" ? (item.points > 0 ? " plus" : "") : " waiting"}">
        ${signed(item.points)}
        <small>${balance(item)}</small>
      </span>
      ${icon("down", "chevron")}
    </summary>
    <div data-receipt>${item.activity ? null : own(item)}</div>
    ${asks ? html`<p class="ask">${askButton(item.number ? "entry" : "held", item.number ?? item.id)}</p>` : null}
  </details>
</li>`;

function title(item) {
  const what = item.activity?.title || item.activity?.id || "";
  if (item.kind === "reversal") return t("entry.reversal", { what: item.activity?.title || item.activity?.id || text(item.rule?.title) });
  if (item.kind === "correction") return t("entry.correction", { what });
  if (item.kind === "redemption") return t("entry.redemption", { what: text(item.redemption?.title) });
  if (item.kind === "refund") return t("entry.refund", { what: text(item.redemption?.title) });
  if (item.kind === "bonus" && item.reason === "honour") {
    return t("entry.honour", { period: item.period ? period(item.period) : "", what: text(item.title) });
  }
  if (item.kind === "award") return what ? t("entry.award", { type: typeName(item.activity.type), what }) : text(item.rule?.title);
  return t(`entry.${item.kind}`, { what: text(item.title) });
}

function details(item) {
  const found = [];
  if (item.kind === "correction") found.push(t("entry.corrected", { was: number(item.correction.was), now: number(item.correction.now) }));
  else if (item.kind === "reversal") found.push(t("entry.reversed", { rule: text(item.rule?.title) }));
  else if (item.rule) found.push(t("entry.rule", { rule: text(item.rule.title) }));
  if (item.credits?.length) found.push(t("entry.shared", { names: item.credits.map((credit) => credit.name).join(t("list.comma")) }));
  if (item.entered_by) found.push(t("entered.by", { name: item.entered_by.name }));
  if (item.state === "held") found.push(reasonWords(item.reason));
  else if (item.actor) found.push(t("entry.by", { name: item.actor.name }), item.reason);
  if (item.redemption) {
    found.push(
      item.redemption.at
        ? t(`redemption.${item.redemption.state}.on`, { date: date(item.redemption.at) })
        : t(`redemption.${item.redemption.state}`)
    );
  }
  if (item.kind === "expiry") found.push(t("entry.expired"));
  return found.filter(Boolean).map((words, index) => html`${index ? dot : null}${words}`);
}

function state(item) {
  if (item.state === "pending") return html`<span class="badge info">${icon("clock")}${t("state.pending")}</span>`;
  if (item.state === "held") return html`<span class="badge warn">${icon("pause")}${t("state.held")}</span>`;
  return null;
}

function balance(item) {
  if (item.state === "held") return t("entry.waiting");
  const after = t(
    item.waiting ? "entry.balance.waiting" : "entry.balance",
    { points: number(item.balance), waiting: number(item.waiting) }
  );
  if (item.state !== "pending") return after;
  return html`${item.usable ? t("entry.usable", { date: date(item.usable) }) : t("state.pending")}${dot}${after}`;
}

/** The explanation of a line that no activity made. */
function own(item) {
  const rows = [
    [t("entry.kind"), t(`kind.${item.kind}`)],
    item.actor ? [t("entry.actor"), item.actor.name] : null,
    item.reason && item.reason !== "honour" ? [t("entry.reason"), item.reason] : null,
    item.redemption ? [t("entry.redemption.state"), t(`redemption.${item.redemption.state}`)] : null,
    item.expires ? [t("receipt.expires"), lastDay(item.expires)] : null,
    item.number ? [t("receipt.entry"), html`<code>#${number(item.number)}</code>`] : null,
  ].filter(Boolean);
  return html`<div class="receipt">
    <h3>${t("entry.what", { points: signed(item.points) })}</h3>
    <dl class="proof">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
  </div>`;
}
