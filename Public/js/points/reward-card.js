/* A reward's picture and its one line of state. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { date, number } from "../core/format.js";
import { dot } from "../widgets/icon.js";

const symbols = { gift: "gift", "gift-card": "card", cash: "coins", travel: "plane", training: "cap", honour: "medal" };
const few = 5;                // pieces left that are worth saying

/** A photo, or the symbol it names, or the symbol of its kind. */
export function picture({ picture: named, kind }) {
  if (named?.startsWith("/")) return html`<span class="picture"><img src="${named}" alt="" loading="lazy" width="320" height="200"></span>`;
  return html`<span class="picture">
    <svg viewBox="0 0 24 24" aria-hidden="true"><use href="/icons.svg#i-${named ?? symbols[kind] ?? "gift"}"/></svg>
  </span>`;
}

/** 可兑换, 仅剩 3 件, 还差 120 分 …: {look, icon, words}. */
export function rewardState({ me, stock, limit, from, until }) {
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
  if (me.code === "tier-too-low") return { look: "", icon: "lock", words: t("reward.state.tier", { points: number(me.missing ?? 0) }) };
  if (me.code === "insufficient-points") {
    return { look: "", icon: "hourglass", words: t("reward.state.points", { points: number(me.missing ?? 0) }) };
  }
  if (me.code === "not-available"
    && from
    && new Date(from) > new Date()) return { look: "", icon: "clock", words: t("reward.state.from", { date: date(from) }) };
  if (me.code === "not-available"
    && until
    && new Date(until) < new Date()) return { look: "", icon: "clock", words: t("reward.state.over") };
  return { look: "", icon: "clock", words: t(`reward.state.${me.code ?? "not-available"}`) };
}
