/* A reward's picture and its one line of state. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { date, number } from "../core/format.js";
import { dot } from "../widgets/icon.js";
import { isSent, photograph } from "../widgets/photograph.js";

const symbols = { gift: "gift", "gift-card": "card", cash: "coins", travel: "plane", training: "cap", honour: "medal" };
const words = { over: "reward.state.over", limit: "reward.state.limit-reached", stock: "reward.state.out-of-stock" };
const few = 5;                // pieces left that are worth saying

/** A photo, or the symbol it names, or the symbol of its kind. */
export function picture({ picture: named, kind }) {
  if (isSent(named)) return html`<span class="picture">${photograph(named, "20rem")}</span>`;
  if (named?.startsWith("/")) return html`<span class="picture"><img src="${named}" alt="" loading="lazy" width="320" height="200"></span>`;
  return html`<span class="picture">
    <svg viewBox="0 0 24 24" aria-hidden="true"><use href="/icons.svg#i-${named ?? symbols[kind] ?? "gift"}"/></svg>
  </span>`;
}

/** 可兑换, 仅剩 3 件, 还差 120 分 …: {look, icon, words}. */
export function rewardState({ me, stock, limit }) {
  const limited = limit ? html`${dot}${t("reward.limit", { window: t(`window.${limit.window}`), n: limit.count })}` : null;
  if (!me) {
    return {
      look: "",
      icon: "info",
      words: stock === null || stock === undefined ? t("reward.state.open") : t("reward.stock", { n: stock }),
    };
  }
  if (me.can
    && stock !== null
    && stock !== undefined
    && stock <= few) return { look: "low", icon: "alert", words: t("reward.state.few", { n: stock }) };
  if (me.can) return { look: "can", icon: "check", words: html`${t("reward.state.can")}${limited}` };
  return { look: "", ...why(me) };
}

/** Why it cannot be had, as the server says. */
function why({ reason, missing, at }) {
  if (reason === "tier") return { icon: "lock", words: t("reward.state.tier", { points: number(missing) }) };
  if (reason === "points") return { icon: "hourglass", words: t("reward.state.points", { points: number(missing) }) };
  if (reason === "not-yet") return { icon: "clock", words: t("reward.state.from", { date: date(at) }) };
  return { icon: "clock", words: t(words[reason] ?? "reward.state.not-available") };
}
