/* A campaign in a few lines: what it is about, how long it goes on, how far it is. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, lastDay, number, quantity } from "../core/format.js";
import { bar } from "../widgets/bar.js";
import { icon } from "../widgets/icon.js";

export const days = (campaign) => `${date(campaign.from)} – ${lastDay(campaign.until)}`;

/** 还有 3 天, 11 月 9 日开始, 已结束. */
export function when(campaign) {
  if (campaign.state === "planned") return t("campaign.begins", { day: date(campaign.from) });
  if (campaign.state === "over") return t("campaign.over");
  return campaign.days_left <= 1 ? t("campaign.last-day") : t("campaign.left", { n: campaign.days_left });
}

/** What one plays for, in a sentence. */
export function contestWords(contest) {
  if (!contest) return t("campaign.no-contest");
  return t(`campaign.kind.${contest.kind}.words`, { goal: contest.goal === null ? "" : quantity(contest.goal, contest.unit) });
}

const shown = (contest, what) => quantity(contest[what], contest.unit);

/** How far all are together. */
export function progress({ contest }) {
  if (contest?.kind !== "shared" || contest.together === null) return null;
  return html`<div class="campaign-goal">
    ${bar(Math.max(0, Math.min(1, contest.together / contest.goal)))}
    <small>${contest.reached
      ? t("campaign.reached")
      : t("campaign.together", { now: shown(contest, "together"), goal: shown(contest, "goal") })}</small>
  </div>`;
}

/** The cards of campaigns that run, for the board page. */
export const campaignCards = (running) => html`<section class="card" aria-labelledby="campaigns-now">
  <div class="card-head">
    <h2 id="campaigns-now">${t("campaign.now")}</h2>
    <a class="link small" href="/campaigns">${t("campaign.all")}</a>
  </div>
  <ul class="running">
    ${running.map((campaign) => html`<li>
      <span class="between">
        <a href="${campaign.contest ? `/?board=${encodeURIComponent(campaign.contest.board)}` : "/campaigns"}">
          ${icon("medal")}<strong>${text(campaign.title)}</strong>
        </a>
        <small>${when(campaign)}</small>
      </span>
      ${progress(campaign)}
    </li>`)}
  </ul>
</section>`;

export const cost = ({ cost: { points } }) => t("points", { points: number(points), n: points });
