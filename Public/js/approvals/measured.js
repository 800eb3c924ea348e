/*
 * What a request is measured against beyond what comes with it: of a target what was reached, of a redemption what is left in
 * stock, and what was decided before for the same person. Read when somebody looks at the request.
 */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { ago, number, percent, quantity } from "../core/format.js";
import { all, get } from "../core/api.js";
import { amount } from "./request-detail.js";

const shown = 3;              // earlier decisions
let rewards = null;

/** Markup for the detail of `item`; nothing where nothing is known. */
export async function measured(item) {
  const [known, past] = await Promise.all([facts(item).catch(() => []), earlier(item).catch(() => [])]);
  return html`
    ${known.length
      ? html`<dl class="pairs wide">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
      : null}
    ${past.length ? html`<h3>${t("approvals.earlier")}</h3><ul class="earlier">${past.map(decision)}</ul>` : null}
  `;
}

async function facts(item) {
  if (item.target) return reached(item.target);
  if (item.kind !== "redemption") return [];
  rewards ??= all("/rewards").catch((problem) => { rewards = null; throw problem; });
  const reward = (await rewards).find((one) => one.id === item.redemption?.reward?.id);
  return reward && Number.isInteger(reward.stock) ? [[t("approvals.stock"), number(reward.stock)]] : [];
}

/** What was reached of the target that is to change, and what that would be of the new one. */
async function reached({ owner, metric, period, to, unit }) {
  const { items } = await get("/targets/attainment", { query: { period, of: `${owner.kind}:${owner.id}` } });
  const found = items.find((one) => one.owner.id === owner.id && one.metric.id === metric.id);
  if (!found) return [];
  const share = to > 0 ? percent(found.reached / to) : "–";
  return [
    [t("approvals.reached"), quantity(found.reached, unit)],
    [t("approvals.reached.now"), percent(found.attainment)],
    [t("approvals.reached.then"), share],
  ];
}

async function earlier(item) {
  const { items } = await get("/approvals", { query: { state: "decided", kind: item.kind, limit: 200 } });
  const about = (one) => one.target?.owner.id ?? one.member?.id;
  return items.filter((one) => one.id !== item.id && about(one) && about(one) === about(item)).slice(0, shown);
}

const decision = (one) => html`<li>
  <span>${t(`approvals.was.${one.state}`)} <small class="muted">${ago(one.decided.at)}</small></span>
  <span class="num">${amount(one)}</span>
</li>`;
