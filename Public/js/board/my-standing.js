/* My standing: where I am, how far it is to the next place, and what would take me there. */
import { html } from "../core/html.js";
import { has, ordinal, t } from "../core/i18n.js";
import { money, number, standing as shown } from "../core/format.js";
import { icon } from "../widgets/icon.js";
import { breakable, rowAvatar } from "../widgets/avatar.js";
import { bar } from "../widgets/bar.js";
import { entrant, gapAbove } from "./standings.js";
import { entrantName, moved, movement } from "./board-row.js";

/**
 * {row, above: {row, gap} | null, below, lead} of `mine` within `around`, or null when not on the board.
 * `next` is said on quiet boards.
 */
export function myStanding(around, mine, next = null) {
  const index = around.findIndex((row) => entrant(row) === mine);
  if (index < 0) return null;
  const row = around[index];
  const below = around.slice(index + 1).find((other) => other.value !== row.value) ?? null;
  const shared = around.filter((other) => other.rank === row.rank).length - 1;
  const above = gapAbove(around, index) ?? (next ? { row: next, gap: next.value - row.value } : null);
  return { row, above, below, shared, lead: below ? row.value - below.value : null };
}

/** How far I have come from the one behind to the one ahead, 0…1. */
function progress({ row, above, below }) {
  if (!above) return 1;
  const floor = below ? below.value : 0;
  const span = above.row.value - floor;
  return span > 0 ? (row.value - floor) / span : 0;
}

/** 约等于 1 笔 ¥12,000 的订单, from the first rule that gives points per amount of money. */
export function equivalent(gap, rules) {
  const rule = rules?.find((one) => one.award?.per && one.award.unit === "money" && !one.campaign);
  if (!rule || gap <= 0) return null;
  return t("standing.equivalent", { amount: money(Math.ceil(gap / rule.award.points) * rule.award.per) });
}

const amount = (value, unit) => (unit === "points" ? t("points", { points: number(value), n: value }) : shown(value, unit));

/** The card at a desk. */
export function standingCard(state, { unit, total, rules, teams, open }) {
  if (!state) {
    return html`
      <h2 id="my">${t(teams ? "standing.team" : "standing.title")}</h2>
      <p class="muted small">${t("standing.none")}</p>
      <p><a class="link small" href="/rules">${t("standing.how")}</a></p>
    `;
  }
  const { row, above } = state;
  const move = open ? movement(row) : null;
  const today = move && move.direction !== "same"
    ? html`<span class="badge${move.direction === "up" ? " good" : ""}">
      ${icon(`tri-${move.direction}`, "solid")}
      ${t(`standing.today.${move.direction}`, { n: move.by })}
    </span>`
    : null;
  return html`
    <div class="card-head"><h2 id="my">${t(teams ? "standing.team" : "standing.title")}</h2>${today}</div>
    <p class="my-rank">
      <span class="ord">${t("rank.before")}</span>
      <span class="num">${number(row.rank)}</span>
      <span class="ord">${ordinal(row.rank)}</span>
      <span class="of">${t(teams ? "standing.of.teams" : "standing.of", { total: number(total), n: total })}</span>
    </p>
    <div class="way">
      ${above
        ? html`
          <span class="between">
            <span>
              ${above.row.name
                ? html`${t("standing.to.named", { rank: number(above.row.rank) })} <strong>${breakable(entrantName(above.row))}</strong>`
                : t("standing.to", { rank: number(above.row.rank) })}
            </span>
            <strong class="num">${amount(above.gap, unit)}</strong>
          </span>
          ${bar(progress(state))}
          <span class="muted">${open && unit === "points" ? equivalent(above.gap, rules) : null}</span>
        `
        : html`<span>${leading(state, unit)}</span>${bar(1, { look: "gold" })}`}
    </div>
  `;
}

/** The row pinned above the tab bar of a phone. */
export function pinnedRow(state, { unit }) {
  const { row, above } = state;
  return html`<div class="row me">
    <span class="place"><span class="rank${row.rank > 9999 ? " long" : ""}">${number(row.rank)}</span>${moved(row)}</span>
    ${rowAvatar(row)}
    <span class="who">
      <span class="way"><span>${above ? way(above, unit) : leading(state, unit)}</span>${bar(progress(state), { size: "thin" })}</span>
    </span>
    <data class="value" value="${row.value}">${shown(row.value, unit)}</data>
  </div>`;
}

/** For readers: 你现在第 23 名，距第 22 名 120 分。 */
export function announcement(state, before, unit) {
  if (!state) return "";
  const { row, above } = state;
  const verb = before === null || before === row.rank ? "stand" : before > row.rank ? "rise" : "fall";
  const place = (rank) => ({ rank, place: `${number(rank)}${ordinal(rank)}` });
  const rest = above ? t("standing.news.way", { ...place(above.row.rank), amount: amount(above.gap, unit) }) : "";
  return t(`standing.news.${verb}`, place(row.rank)) + rest;
}

function way(above, unit) {
  const [before, after = ""] = t("standing.way", { rank: number(above.row.rank) }).split("{amount}");
  return html`
    ${before}
    <strong class="num">${shown(above.gap, unit)}</strong>
    ${after.replace("{unit}", unit === "points" && has("points.unit") ? t("points.unit") : "")}
  `;
}

function leading({ lead, shared }, unit) {
  if (shared > 0) return t("standing.shared", { n: shared });
  return lead === null ? t("standing.first") : t("standing.lead", { amount: amount(lead, unit) });
}
