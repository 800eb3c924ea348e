/* What an activity would bring: points with their rules, places, tier, targets, badges. */
import { html } from "../core/html.js";
import { has, t, text } from "../core/i18n.js";
import { number, percent, period, quantity, standing, until } from "../core/format.js";
import { reasonWords } from "../points/receipt.js";
import { icon } from "../widgets/icon.js";

const arrow = html`<span class="op" aria-hidden="true">→</span>`;
const place = (rank) => (rank === null ? t("estimate.no-place") : t("estimate.place", { n: rank }));

/** `titles`: of rules, by id. */
export function answer(estimate, titles) {
  const { points } = estimate;
  return html`
    <p class="hint">${t("estimate.gives")}</p>
    <p class="hero-number">${points > 0 ? "+" : ""}${number(points)} <span class="unit">${t("points.name")}</span></p>
    ${awards(estimate, titles)}
    ${estimate.boards.length ? section("boards", estimate.boards.map(board)) : null}
    ${estimate.tier ? section("tier", [tier(estimate.tier)]) : null}
    ${estimate.targets.length ? section("targets", estimate.targets.map(target)) : null}
    ${estimate.badges.length ? section("badges", estimate.badges.map(badge)) : null}
    <p class="hint">${icon("info")} ${t("estimate.promise")}</p>
  `;
}

const section = (name, rows) => html`<h3>${t(`estimate.${name}`)}</h3><ul class="estimate-list">${rows}</ul>`;

function awards({ awards: own, noticed, cut }, titles) {
  const title = (rule) => (titles.has(rule) ? text(titles.get(rule)) : rule);
  const all = [...own, ...noticed.flatMap((one) => one.awards)];
  if (!all.length) return html`<p>${t("estimate.nothing")}</p>`;
  return html`<dl class="sum">
    ${all.map((award) => html`<div>
      <dt>${title(award.rule)}<small>${state(award)}</small></dt>
      <dd>${number(award.points)}</dd>
    </div>`)}
    ${cut.map((one) => html`<div>
      <dt>${t("estimate.cut", { rule: title(one.rule) })}</dt>
      <dd class="op">− ${number(one.points)}</dd>
    </div>`)}
  </dl>`;
}

function state({ state: now, reason, refused, usable, expires }) {
  const parts = [
    refused && has(`refused.${refused}`) ? t(`refused.${refused}`) : refused,
    now === "held" ? t("receipt.held", { reason: reasonWords(reason) }) : null,
    now === "pending" && usable ? t("estimate.usable", { at: until(usable) }) : null,
    expires ? t("estimate.expires", { at: until(expires) }) : null,
  ];
  return parts.filter(Boolean).join(t("list.comma.sentence"));
}

const board = ({ title, period: key, unit, name, rank, value }) => html`<li>
  <span class="grow">${text(title)}<small>${name ? `${name} · ` : ""}${period(key)}</small></span>
  <span class="num">
    ${place(rank.before)} ${arrow} <strong>${place(rank.after)}</strong>
    <small>${standing(value.before ?? 0, unit)} ${arrow} ${standing(value.after ?? 0, unit)}</small>
  </span>
</li>`;

const tier = ({ before, after, title, qualifying, next }) => html`<li>
  <span class="grow">
    ${after === null ? t("estimate.no-tier") : text(title)}
    ${before === after ? null : html` <span class="badge gold">${t("estimate.risen")}</span>`}
    <small>${next ? t("estimate.missing", { tier: text(next.title), points: number(next.missing) }) : t("tier.top")}</small>
  </span>
  <span class="num">${number(qualifying.before)} ${arrow} <strong>${number(qualifying.after)}</strong></span>
</li>`;

const target = ({ metric, period: key, value, reached, attainment }) => html`<li>
  <span class="grow">
    ${text(metric.title)}
    <small>${period(key)} · ${quantity(reached.after, metric.unit)} / ${quantity(value, metric.unit)}</small>
  </span>
  <span class="num">${percent(attainment.before)} ${arrow} <strong>${percent(attainment.after)}</strong></span>
</li>`;

const badge = ({ badge: id, level }) => html`<li>
  <span class="grow">${icon("medal")} ${id}</span>
  <span class="num">${number(level)}</span>
</li>`;
