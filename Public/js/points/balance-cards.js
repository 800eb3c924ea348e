/* The cards of a balance: the stage with what can be spent, the tier with what is missing, what expires when, targets with their pace. */
import { askButton } from "../questions/ask.js";
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, daysLeft, lastDay, money, monthName, now, number, parts, percent, period, quantity } from "../core/format.js";
import { personButton } from "../people/person.js";
import { paceBadge, paceLook } from "../targets/pace.js";
import { paced } from "../widgets/bar.js";
import { icon } from "../widgets/icon.js";
import { backgroundWreath, wreath } from "../widgets/wreath.js";

const soon = 60;              // days: what expires within is a warning
const months = 7;             // bars before "later"

export function stage(balance) {
  const first = balance.expiring.find((lot) => lot.at);
  const left = first ? daysLeft(first.at) : null;
  const figure = (name, [label, opens], value, small, look = "") => html`<div class="figure opens ${look}">
    <dt>${icon(name)}<button class="opener" type="button" aria-haspopup="dialog" data-figure="${opens}">${label}</button></dt>
    <dd>${value}${small ? html`<small>${small}</small>` : null}</dd>
  </div>`;
  return html`<section class="stage balance" aria-label="${t("me.balance")}">
    ${backgroundWreath()}
    <div class="available">
      <p class="label">${t("me.available")}</p>
      <p class="hero-number${Math.abs(balance.available) >= 1_000_000 ? " long" : ""}">${number(balance.available)}</p>
      <p class="cluster"><a class="button primary" href="/rewards">${icon("gift")}${t("me.redeem")}</a></p>
    </div>
    <dl class="figures">
      ${figure(
        "clock",
        [t("state.pending"), "pending"],
        number(balance.pending),
        balance.maturing?.length ? t("me.earliest", { date: date(balance.maturing[0].at) }) : null
      )}
      ${figure("pause", [t("state.held"), "held"], number(balance.held), balance.held ? t("me.held.words") : null)}
      ${balance.debt
        ? figure("undo", [t("me.debt"), "debt"], number(balance.debt), t("me.debt.words"), "soon")
        : figure(
          "hourglass",
          [t("me.expiring"), "expiring"],
          number(first?.points ?? 0),
          first ? t("board.left", { n: left }) : t("me.expiring.none"),
          first && left <= soon ? "soon" : ""
        )}
    </dl>
  </section>`;
}

/** How much room a name takes, in Latin letters. */
const wide = (name) => [...name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0);

export function tierCard(tier) {
  if (!tier) return null;
  const { next } = tier;
  const share = next ? tier.qualifying / next.threshold : 1;
  const name = tier.id ? text(tier.title) : t("tier.none");
  return html`<section class="card" aria-labelledby="tier">
    <div class="card-head">
      <h2 id="tier"><button class="opener" type="button" aria-haspopup="dialog" data-figure="tier">${t("tier.title")}</button></h2>
      ${tier.until ? html`<span class="hint">${t("tier.until", { date: lastDay(tier.until) })}</span>` : null}
    </div>
    <div class="tier-card">
      <div class="wreath-box">
        ${wreath(next ? { share } : { share: 1, look: "gold" })}
        <div class="inside">
          <span class="hint">${t("tier.now")}</span>
          <span class="tier${wide(name) > 6 ? " long" : ""}">${name}</span>
          <span class="num small muted">${next ? `${Math.floor(share * 100)}%` : t("tier.top")}</span>
        </div>
      </div>
      <div class="stack tight">
        ${next
          ? html`
            <p class="next">${t("tier.to", { tier: text(next.title) })}</p>
            <p class="missing"><span class="num">${number(next.missing)}</span><span class="unit">${t("tier.unit")}</span></p>
            <p class="hint">
              ${t(`tier.so-far.${tier.window}`, {
                points: number(tier.qualifying),
                tier: text(next.title),
                threshold: number(next.threshold),
              })}
            </p>
          `
          : html`<p class="next">${t("tier.crowned")}</p><p class="hint">${t("tier.spending")}</p>`}
        <a class="link small" href="/rewards">${t("tier.benefits")}</a>
      </div>
    </div>
  </section>`;
}

export function lotsCard({ expiring }) {
  const dated = expiring.filter((lot) => lot.at);
  const rows = expiring.map((lot) => html`<tr>
    <td>${lot.at ? lastDay(lot.at) : t("lots.never")}</td>
    <td class="num">${number(lot.points)}</td>
  </tr>`);
  return html`<section class="card" aria-labelledby="lots">
    <div class="card-head"><h2 id="lots">${t("lots.title")}</h2><span class="hint">${t("lots.order")}</span></div>
    ${dated.length
      ? html`
        <bar-chart></bar-chart>
        <details class="disclosure">
          <summary class="link small">${t("chart.table")}</summary>
          <table class="table">
            <thead><tr><th scope="col">${t("lots.day")}</th><th scope="col" class="num">${t("board.points")}</th></tr></thead>
            <tbody>${rows}</tbody>
          </table>
        </details>
      `
      : html`<p class="hint">${t("lots.none")}</p>`}
  </section>`;
}

/** The next months, one bar each; what comes later, or never expires, is the last. */
export function lotsChart(expiring) {
  const dated = expiring.filter((lot) => lot.at).map((lot) => ({ ...lot, ...parts(new Date(lot.at).getTime() - 1) }));
  const { year, month } = dated[0] ?? parts(now());
  const slots = Array.from({ length: months }, (_, index) => ({
    month: ((month - 1 + index) % 12) + 1,
    year: year + Math.floor((month - 1 + index) / 12),
    value: 0,
    hot: false,
  }));
  let later = 0;
  for (const lot of expiring) {
    const at = dated.find((one) => one.at === lot.at);
    const slot = at && slots.find((one) => one.month === at.month && one.year === at.year);
    if (!slot) { later += lot.points; continue; }
    slot.value += lot.points;
    slot.hot ||= daysLeft(lot.at) <= soon;
  }
  const items = slots.map((slot) => ({ label: monthName(slot.month, "short"), value: slot.value, look: slot.hot ? "hot" : "b2" }));
  const first = dated[0];
  return {
    title: first ? t("lots.chart", { points: number(first.points), date: lastDay(first.at) }) : t("lots.none"),
    items: [...items, { label: t("lots.later"), value: later }],
    unit: "points",
  };
}

export function targetsCard(items) {
  if (!items.length) {
    return html`<section class="card" aria-labelledby="targets">
      <h2 id="targets">${t("targets.title")}</h2>
      <p class="hint">${t("targets.none")}</p>
    </section>`;
  }
  return html`<section class="card" aria-labelledby="targets">
    <div class="card-head">
      <h2 id="targets">${t("targets.title")}</h2>
      <span class="hint"><svg class="tick" viewBox="0 0 8 14" aria-hidden="true"><path d="M4 0v14"/></svg>${t("targets.due")}</span>
    </div>
    <ul class="targets">${items.map(target)}</ul>
  </section>`;
}

function target(item) {
  const { unit } = item.metric;
  const lead = item.reached - item.value * item.pace;
  const amount = unit === "money" ? money(Math.round(Math.abs(lead))) : quantity(Math.ceil(Math.abs(lead)), unit);
  return html`<li>
    <div class="between">
      <span>
        <strong>
          ${personButton(
            "me",
            t("targets.name", { period: period(item.period), metric: text(item.metric.title) }),
            { period: item.period }
          )}
        </strong> ${paceBadge(item.state)}
      </span>
      <span class="rate">${percent(item.attainment)}</span>
    </div>
    ${paced(item.attainment, item.pace, paceLook(item.state))}
    <div class="facts">
      <span class="tabular">${quantity(item.reached, unit)} / ${quantity(item.value, unit)}</span>
      <span>
        ${t("wall.due", { share: percent(item.pace) })}
        ${t("list.comma.sentence")}
        ${t(lead >= 0 ? "targets.ahead" : "targets.catch-up", { amount })}
      </span>
    </div>
    ${item.owner?.kind === "member" ? askButton("target", `${item.metric.id}/${item.period}/${item.owner.id}`) : null}
  </li>`;
}
