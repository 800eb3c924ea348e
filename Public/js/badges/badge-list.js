/* Badges: what was earned, and what is missing for the next. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, money, percent, period as periodName, quantity } from "../core/format.js";
import { bar } from "../widgets/bar.js";
import { icon } from "../widgets/icon.js";

const drawn = new Set([
  "medal", "chart", "book", "target", "gift", "team", "clock", "headset", "coins", "card", "cap", "laurel", "key", "watch", "plane",
  "umbrella",
]);
const streaks = new Set(["workday", "week", "month"]);

/** The symbol of a badge; one that the sheet does not have is a medal. */
export const badgeIcon = (name) => icon(drawn.has(name) ? name : "medal");

/** How much of it: 50 orders, ¥300,000, 20 working days in a row. */
export function amount(value, unit, look = "streak") {
  if (streaks.has(unit)) return t(`badge.${look}.${unit}`, { n: value });
  if (unit === "money") return money(value);
  return unit === "ratio" ? percent(value) : quantity(value, unit);
}

const within = (key) => (key === "all" ? null : periodName(key));

/** One badge for all its levels: the highest earned stands. */
export function highest(earned) {
  const found = new Map();
  for (const one of earned) {
    const key = `${one.badge} ${one.period}`;
    if (!found.has(key) || found.get(key).level < one.level) found.set(key, one);
  }
  return [...found.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
}

export const earnedBadge = (one) => html`<li class="badge-card${one.withdrawn ? " gone" : ""}">
  <span class="emblem">${badgeIcon(one.icon)}</span>
  <span>
    <strong>${text(one.title)}</strong>
    <small>
      ${one.of > 1 ? t("badge.level", { place: one.place, of: one.of }) : null}
      ${within(one.period) ? html` <span>${within(one.period)}</span>` : null}
    </small>
    ${one.text ? html`<span class="words">${text(one.text)}</span>` : null}
    <small class="muted">${t("badge.earned", { date: date(one.at) })}</small>
    ${one.taken_back && !one.withdrawn ? html`<small class="muted">${t("badge.taken-back")}</small>` : null}
    ${one.withdrawn ? html`<small class="muted">${t("badge.withdrawn", { reason: one.withdrawn.reason })}</small>` : null}
  </span>
</li>`;

export const nextBadge = (one) => html`<li class="badge-card next">
  <span class="emblem">${badgeIcon(one.icon)}</span>
  <span>
    <strong>${text(one.title)}</strong>
    ${one.text ? html`<span class="words">${text(one.text)}</span>` : null}
    <span class="between">
      <small class="num">${streaks.has(one.unit) ? one.value : amount(one.value, one.unit)} / ${amount(one.level, one.unit)}</small>
      <small>${one.missing > 0 ? t("badge.missing", { amount: amount(one.missing, one.unit, "span") }) : t("badge.soon")}</small>
    </span>
    ${bar(one.level ? one.value / one.level : 0)}
  </span>
</li>`;
