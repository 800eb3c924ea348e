/* A certificate for an honour: A4 landscape, in the reader's language, with the wreath and the seal. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, lastDay, number, period } from "../core/format.js";
import { session } from "../core/session.js";
import { backgroundWreath, wreath } from "../widgets/wreath.js";
import { companyMark, icon } from "../widgets/icon.js";

/** The period of an honour as people say it. */
export const stretch = (honour) => (
  honour.period.startsWith("from-") ? `${date(honour.from)} – ${lastDay(honour.until)}` : period(honour.period)
);

/** What was won: the title, or the place. */
export const won = (honour) => text(honour.title) || t("campaign.place", { rank: honour.rank });

export const certificate = (honour) => html`
  <div class="between no-print">
    <a class="link" href="/honours">${t("nav.honours")}</a>
    <button class="button primary small" type="button" data-print>${icon("download")}${t("honours.print")}</button>
  </div>
  <article class="certificate" aria-labelledby="certificate-title">
    ${backgroundWreath()}
    <header>
      ${session.company.logo ? companyMark(session.company) : null}
      <p>${text(session.company.name)}</p>
      <h1 id="certificate-title">${t("honours.certificate")}</h1>
    </header>
    <div class="certificate-wreath">${wreath({ share: 1, look: "gold" })}<strong>${honour.rank}</strong></div>
    <p class="certificate-name">${honour.name}</p>
    <p class="certificate-words">${t("honours.words", { board: text(honour.board_title), period: stretch(honour) })}</p>
    <p class="certificate-won">${won(honour)}</p>
    ${honour.points
      ? html`<p class="certificate-points">${t("points.gained", { points: `+${number(honour.points)}`, n: honour.points })}</p>`
      : null}
    <footer>
      <p>${date(honour.at)}</p>
      <p class="certificate-seal">
        <span class="seal" role="img" aria-label="${t("honours.seal")}">${seal()}</span>
        <small>No. ${honour.number}.${honour.place}</small>
      </p>
    </footer>
  </article>`;

function seal() {
  const words = t("brand");
  return words.length > 2 ? words : html`${words[0]}<br>${words[1]}`;
}
