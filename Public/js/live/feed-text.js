/* What people did, in words: the feed, toasts and the wall speak alike. */
import { html } from "../core/html.js";
import { has, t, text } from "../core/i18n.js";
import { number } from "../core/format.js";

/** Kinds that deserve a celebration; the rest only stands in the feed. */
export const celebratedKinds = new Set(["first", "top-three", "tier", "target", "honour", "recognition", "badge"]);
/** Kinds for which leaves may fall. */
export const kindsWithLeaves = new Set(["first", "honour"]);

/** Kinds that are told with a customer, a course …: of one that names nothing the title is that of its rule, in all languages. */
const named = new Set(["sale", "customer", "training", "visit"]);
const isUnnamed = ({ kind, title }) => named.has(kind) && typeof title === "object";

/** 签下 华东精密仪器有限公司 */
export function feedText(item) {
  const key = isUnnamed(item) ? "feed.award" : `feed.${item.kind}`;
  return t(has(key) ? key : "feed.award", { title: text(item.title), rank: item.rank ?? 1, from: item.from ?? "", mark: item.mark ?? 100 });
}

/** The line of a celebration: 升至第 1 名. */
export const celebrationTitle = (item) => t(`celebrate.${item.kind}`, {
  title: text(item.title),
  rank: item.rank ?? 1,
  mark: item.mark ?? 100,
  from: item.from ?? "",
});
/** The line in ceremony type on the wall: 登上榜首. */
export const wallTitle = (item) => t(`ceremony.${item.kind}`, { title: text(item.title), rank: item.rank ?? 1, mark: item.mark ?? 100 });
/** What led to it, or nothing where the headline has said it. */
export function celebrationCause(item) {
  const said = (item.kind === "first" || item.kind === "top-three") && typeof item.title === "string" ? item.title : "";
  return said ? t("feed.sale", { title: said }) : item.kind === "recognition" && item.from ? t("celebrate.from", { from: item.from }) : "";
}
export const pointsGained = (item) => (
  Number.isInteger(item.points) && item.points !== 0
    ? html`<span class="gain">
      ${t("points.gained", { points: `${item.points > 0 ? "+" : ""}${number(item.points)}`, n: item.points })}
    </span>`
    : null
);
