/*
 * What one member is told, in words: the notices on their page, and a short toast on the board. Points that come need no
 * words of their own: they stand in the statement.
 */
import { html } from "../core/html.js";
import { has, ordinal, t, text } from "../core/i18n.js";
import { ago, date, lastDay, number, percent, signed } from "../core/format.js";
import { breakable } from "../widgets/avatar.js";
import { icon } from "../widgets/icon.js";

const looks = {
  overtaken: "rank", warning: "clock", redemption: "gift", decision: "check", tier: "tiers",
  target: "target", appraisal: "medal", badge: "medal",
  honour: "medal", kudos: "laurel", question: "info", digest: "inbox", wish: "gift", deputy: "inbox",
};

/** Where more of it stands. */
const own = { badge: "/members/me", kudos: "/members/me", digest: "/notices" };

/** `{look, title, detail, href}`; null for what is no notice. */
export function notice(item) {
  const title = words(item);
  return title
    && {
      look: looks[item.kind],
      title,
      detail: detail(item),
      href: (item.kind === "wish" ? `/rewards?reward=${encodeURIComponent(item.reward)}` : null)
        ?? (item.kind === "deputy" ? `/manage/approvals${item.request ? `#${encodeURIComponent(item.request)}` : ""}` : null)
        ?? own[item.kind] ?? (item.kind === "redemption" || item.kind === "warning"
        ? "/rewards"
        : item.kind === "appraisal" ? `/appraisals#${encodeURIComponent(item.sheet)}`
        : item.kind === "overtaken" ? `/?board=${encodeURIComponent(item.board)}` : null),
    };
}

/** 11th, or the number itself where a language has no such words. */
const nth = (rank) => (Number.isInteger(rank) ? `${number(rank)}${ordinal(rank)}` : "");

/** The key of what came of a request: `held.approved`. */
const outcome = ({ kind, about, state }) => `${kind === "redemption" ? kind : about}.${state === "done" ? "approved" : state}`;

function words(item) {
  const values = {
    title: text(item.title),
    points: number(Math.abs(item.points ?? 0)),
    n: Math.abs(item.points ?? 0),
    name: item.name ?? "",
    mark: percent((item.mark ?? 100) / 100),
    change: signed(item.points ?? 0),
  };
  switch (item.kind) {
    case "overtaken": return item.name ? html`${breakable(item.name)}${t("notice.overtaken")}` : t("notice.overtaken.somebody");
    case "kudos": return t("notice.kudos", { name: item.from_name ?? item.from });
    case "digest": return t("notice.digest", { n: item.count });
    case "warning": case "tier": case "target": case "badge": case "honour": return t(`notice.${item.kind}`, values);
    case "appraisal": return t(`notice.appraisal.${item.news}`, values);
    case "wish": return t(item.before === "out-of-stock" ? "notice.wish.back" : "notice.wish", values);
    case "deputy": return t(item.request ? "notice.deputy.request" : "notice.deputy", values);
    case "question": return t(`notice.question.${item.state}`, values);
    case "redemption": case "decision": return has(`notice.${outcome(item)}`) ? t(`notice.${outcome(item)}`, values) : null;
    default: return null;
  }
}

function detail(item) {
  switch (item.kind) {
    case "overtaken": return t(
      item.name ? "notice.overtaken.ranks" : "notice.overtaken.rank",
      { rank: item.rank, place: nth(item.rank), ahead: item.ahead, aheadPlace: nth(item.ahead), name: item.name }
    );
    case "wish": return t("points", { points: number(item.points), n: item.points });
    case "deputy": return item.request ? text(item.title) : `${date(item.from)} – ${lastDay(item.until)}`;
    case "warning": return t("notice.warning.day", { date: lastDay(item.expires) });
    case "tier": return t("tier.spending");
    case "kudos": return text(item.title) || null;
    case "digest": return (item.items ?? []).map((one) => notice(one)?.title).filter(Boolean)
      .map((title, index) => html`${index ? html`<br>` : null}${title}`);
    default: return gained(item);
  }
}

/** +400 分, or that they came back. */
function gained({ kind, about, state, points, title }) {
  if (kind === "redemption") {
    return state === "rejected" || state === "cancelled" ? t("notice.back", { points: number(points), n: points }) : null;
  }
  if (about === "adjustment") return text(title);
  return about === "held" && state !== "rejected" || (kind === "target" || kind === "badge" || kind === "honour") && points
    ? t("points.gained", { points: signed(points), n: points })
    : null;
}

/** A line of the list on /me. */
export function noticeLine(item) {
  const { look, title, detail: more, href } = notice(item);
  const words = html`<strong>${title}</strong>${more ? html`<span class="detail">${more}</span>` : null}<small>${ago(item.at)}</small>`;
  return html`<li class="${item.kind}${item.read === false ? " unread" : ""}">
    <span class="sign">${icon(look)}</span>
    ${href ? html`<a href="${href}">${words}</a>` : html`<span>${words}</span>`}
  </li>`;
}
