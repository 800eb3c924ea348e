/* The quieter parts of the board page: tabs and periods, the period's card, the feed. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { ago, date, daysLeft, lastDay, now, number, period, standing as shown, until } from "../core/format.js";
import { dot, icon } from "../widgets/icon.js";
import { personButton } from "../people/person.js";
import { avatar, breakable } from "../widgets/avatar.js";
import { skeletonRows } from "../widgets/states.js";
import { feedText } from "../live/feed-text.js";
import { entrantName, teamName } from "./board-row.js";

export const boardSkeleton = () => html`
  <div class="page-head only-desktop"><h1>${t("nav.board")}</h1></div>
  <div class="stack tight">
    <div class="tabs"><span class="skeleton">某某某某某某</span></div>
    <div class="switch"><div class="segments"><span class="skeleton">某某</span></div></div>
  </div>
  <div class="columns">
    <div class="stack"><section class="stage podium-blank"></section><section class="card flush">${skeletonRows(7)}</section></div>
  </div>
`;

export const periods = ["day", "week", "month", "quarter", "year", "all"];

/** How long the board of a campaign that is over still stands among the others. */
const afterwards = 14 * 86_400_000;

/** Whether a board is shown among others: that of a campaign from its first day until a while after its last. */
export const stands = (board) => (
  !board.span || Date.parse(board.span.from) <= now() && now() < Date.parse(board.span.until) + afterwards
);

/**
 * Boards of one value, entrants and scope are one tab; their periods are the switch. Those of campaigns, and those that are not for
 * everybody, have their own.
 */
export function groups(boards) {
  const found = new Map();
  for (const board of boards) {
    const key = [board.value, board.entrants, board.scope, board.where ?? "", board.span ? board.id : ""].join("|");
    if (!found.has(key)) found.set(key, { key, boards: [] });
    found.get(key).boards.push(board);
  }
  for (const group of found.values()) {
    group.boards.sort((a, b) => periods.indexOf(a.period) - periods.indexOf(b.period));
    group.label = label(group.boards);
  }
  return [...found.values()];
}

function label([board]) {
  if (board.span || board.where) return text(board.title);
  const own = board.scope === "own-team" ? t("board.own-team") : "";
  if (board.entrants === "teams") {
    return board.value === "points" ? t("board.teams") : t("board.teams-by", { title: text(board.metric?.title ?? board.title) });
  }
  if (board.value === "points" || board.value === "attainment" || board.value === "growth") return t(`board.${board.value}`) + own;
  return (text(board.metric?.title) || text(board.title)) + own;
}

export const boardTitle = (board) => (
  board.value === "points" && board.entrants === "members" && !board.span && !board.where ? t("board.points.title") : text(board.title)
);

export function chooser(all, board, standing) {
  const group = all.find((one) => one.boards.includes(board));
  return html`<div class="stack tight">
    <div class="tabs" role="tablist" aria-label="${t("board.boards")}">
      ${all.map((one) => html`<button type="button" role="tab" data-group="${one.key}" aria-selected="${one === group}">
        ${one.label}
      </button>`)}
    </div>
    <div class="switch">
      ${group.boards.length > 1
        ? html`<div class="segments" role="radiogroup" aria-label="${t("board.period")}">
          ${group.boards.map((one) => html`<button type="button" role="radio" data-board="${one.id}" aria-checked="${one === board}">
            ${t(`period.${one.period}`)}
          </button>`)}
        </div>`
        : html`<span></span>`}
      ${board.period === "all" ? null : stepper(standing, board)}
    </div>
  </div>`;
}

const stepper = (standing, board) => html`<div class="stepper">
  <button
    class="icon-button"
    type="button"
    data-period="${standing.previous ?? ""}"
    aria-label="${t("board.previous")}"${standing.previous ? null : html` disabled`}>
    ${icon("left")}
  </button>
  <span>
    <strong class="tabular">${stretch(standing)}</strong> <span class="muted small">${remaining(standing)}${perHead(board)}</span>
  </span>
  <button
    class="icon-button"
    type="button"
    data-period="${standing.following ?? ""}"
    aria-label="${t("board.next")}"${standing.following ? null : html` disabled`}>
    ${icon("right")}
  </button>
</div>`;

/** The period of a standing as people say it; of a campaign its first and its last day. */
export const stretch = (standing) => (
  standing.period.startsWith("from-") ? `${date(standing.from)} – ${lastDay(standing.until)}` : period(standing.period)
);

/** That the numbers are means, also where three teams stand and no list has a head. */
const perHead = (board) => (board.per_head && board.unit === "points" ? html`${dot}${t("board.per-head")}` : null);

/** 分, or that it is a mean. */
const suffix = (board) => (board.unit === "points" ? t(board.per_head ? "points.suffix.per-head" : "points.suffix") : "");

/** 还有 9 天, 已结算, 已锁榜. */
export function remaining({ state, until: end }) {
  if (state !== "open") return t(`board.state.${state}`);
  if (!end) return "";
  const days = daysLeft(end);
  return days <= 1 ? t("board.last-day") : t("board.left", { n: days });
}

/** When the period closes and locks, what honour waits, who won the last one. */
export function periodCard(board, standing, champion) {
  const honour = board.honours?.find((one) => one.rank === 1);
  const rows = [
    standing.until && standing.state === "open" ? [t("period.closes"), until(standing.until), remaining(standing)] : null,
    standing.until && standing.state !== "open" ? [t("period.closed"), until(standing.until), null] : null,
    standing.locks
      ? [
        t(standing.state === "locked" ? "period.locked" : "period.locks"),
        until(standing.locks),
        standing.state === "locked" ? t("period.locked.words") : t("period.locks.words"),
      ]
      : null,
    honour
      ? [
        t("period.honour"),
        html`<span class="honour">${text(honour.title)}</span>`,
        honour.points ? t("points.gained", { points: `+${number(honour.points)}`.replace("++", "+"), n: honour.points }) : null,
      ]
      : null,
    champion
      ? [
        t(`period.champion.${board.period}`),
        breakable(champion.name),
        shown(champion.value, board.unit) + suffix(board),
      ]
      : null,
  ].filter(Boolean);
  if (!rows.length) return null;
  return html`<section class="card" aria-labelledby="per">
    <div class="card-head"><h2 id="per">${t("period.title")}</h2></div>
    <dl class="pairs">
      ${rows.map(([name, value, small]) => html`<div>
        <dt>${name}</dt>
        <dd>${value}${small ? html`<small>${small}</small>` : null}</dd>
      </div>`)}
    </dl>
  </section>`;
}

/** The seal and who was honoured, over a locked board. */
export function lockedCard(board, standing) {
  if (standing.state !== "locked") return null;
  const [first] = standing.honours ?? [];
  const winner = standing.rows[0];
  return html`<section class="card locked-board" aria-label="${t("board.locked")}">
    <div>
      <p class="hint">${stretch(standing)}${dot}${text(board.title)}</p>
      ${first?.title ? html`<p class="honour">${text(first.title)}</p>` : null}
      ${winner
        ? html`<p>
          <strong>
            ${breakable(entrantName(first ?? winner))}
          </strong> <span class="muted">
            ${winner.member ? html`${teamName(winner.team)}${dot}` : null}
            ${shown(winner.value, board.unit)}
            ${suffix(board)}
          </span>
        </p>`
        : null}
    </div>
    <span class="seal" role="img" aria-label="${t("board.locked")}">${sealText()}</span>
  </section>`;
}

function sealText() {
  const words = t("board.seal");
  return words.length > 2 ? words : html`${words[0]}<br>${words[1]}`;
}

export const feedLine = (item, size = "small") => html`<li data-seq="${item.seq}">
  ${avatar(item.name, item.team, size, item.picture)}
  <span>
    <strong>${item.member ? personButton(item.member, item.name) : breakable(item.name)}</strong> ${feedText(item)}
    <small>${ago(item.at)}</small>
  </span>
  ${Number.isInteger(item.points) ? html`<span class="points">${item.points > 0 ? "+" : ""}${number(item.points)}</span>` : null}
</li>`;
