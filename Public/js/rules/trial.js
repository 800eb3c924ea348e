/* A draft tried on past facts: who gains, who loses, and what a year of it costs, in points and in money. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, lastDay, money, number, percent, signed } from "../core/format.js";
import { session } from "../core/session.js";
import { personButton } from "../people/person.js";

const day = 86400000;

/** What the difference comes to in a year, by the days that were tried; null for a time too short to tell. */
export function inAYear({ now, then, from, to }) {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / day);
  return days >= 7 ? Math.round(((then - now) / days) * 365) : null;
}

/** Points as money, where the company says what a point is worth. */
export const worth = (points) => {
  const value = session.company.point_value;
  return value ? money(Math.round(points * value * 100) / 100) : null;
};

/** The outcome in figures; of a trial that is kept, or fresh from the server. */
export function figures(effect) {
  const by = effect.then - effect.now;
  const year = inAYear(effect);
  const figure = (label, value, small = null) => html`<div class="figure"><dt>${label}</dt>
    <dd>${value}${small ? html`<small>${small}</small>` : null}</dd></div>`;
  const share = effect.now ? t("rulebook.cost.share", { share: `${by > 0 ? "+" : ""}${percent(by / effect.now)}` }) : null;
  return html`<dl class="wide-figures">
    ${figure(t("rulebook.cost"), signed(by), share)}
    ${figure(t("rulebook.gain"), number(effect.gain))}
    ${figure(t("rulebook.lose"), number(effect.lose))}
    ${figure(t("rulebook.same"), number(effect.same))}
    ${year === null ? null : figure(t("rulebook.year"), signed(year), worth(year))}
  </dl>`;
}

export const span = ({ from, to }) => t("rulebook.effect", { from: date(from), to: lastDay(to) });

const line = (key, label, cell = null) => [
  { id: key, label, value: (one) => one.shown, cell },
  { id: "now", label: t("tiers.now"), number: true, value: (one) => one.now },
  { id: "then", label: t("rulebook.then"), number: true, value: (one) => one.then },
  {
    id: "delta", label: t("tiers.delta"), number: true, value: (one) => one.then - one.now,
    cell: (one) => html`<span class="delta${one.then === one.now ? "" : " changed"}">
      ${one.then === one.now ? "–" : signed(one.then - one.now)}</span>`,
  },
];

/** The tables below the figures: people, and rules. */
export function tables(effect) {
  const changed = (items) => [...items].sort((a, b) => Math.abs(b.then - b.now) - Math.abs(a.then - a.now));
  return {
    members: {
      caption: t("rulebook.try"), filter: true, file: "backtest", none: t("rulebook.effect.none"),
      items: changed(effect.members).map((one) => ({ ...one, shown: one.name })),
      columns: line("name", t("board.head.member"), (one) => personButton(one.id, one.name)),
    },
    rules: {
      caption: t("rulebook.by-rule"), file: "backtest-rules", none: t("rulebook.effect.none"),
      items: changed(effect.rules).map((one) => ({ ...one, shown: text(one.title) || one.rule })),
      columns: line("rule", t("report.by.rule")),
    },
  };
}
