/* My points: what I have, my tier, my targets, and every line of the ledger with its explanation. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, daysLeft, lastDay, money, number, parts, monthName, percent, period, quantity } from "../core/format.js";
import { address, get } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { live } from "../live/live.js";
import { myself } from "../core/session.js";
import { paced } from "../widgets/bar.js";
import { paceBadge, paceLook } from "../targets/pace.js";
import { backgroundWreath, wreath } from "../widgets/wreath.js";
import { notice, noticeLine } from "../live/notices.js";
import { receipt } from "../points/receipt.js";
import { statement } from "../points/statement.js";
import { empty, explain, skeletonCard, skeletonLines } from "../widgets/states.js";
import { View } from "../core/view.js";
import "../widgets/bar-chart.js";

const soon = 60;              // days: what expires within is a warning
const months = 7;             // bars before "later"
const lately = 3;             // notices shown
const kinds = ["award", "redemption", "expiry", "adjustment"];

class MePage extends View {
  #kind = "";
  #more = [];
  #next = null;
  #told = [];

  async load(signal) {
    if (myself() === null) return { balance: null };
    const [balance, entries, targets] = await Promise.all([
      get(`/members/me/balance`, { signal }),
      get(`/members/me/statement`, { query: { limit: 50, kind: this.#kind }, signal }),
      get("/targets/attainment", { query: { period: "current", of: "me" }, signal }).catch(() => ({ items: [] })),
    ]);
    this.#more = entries.items;
    this.#next = entries.next;
    return { balance, targets: targets.items };
  }

  skeleton() {
    return html`
      <div class="page-head only-desktop"><h1>${t("nav.me")}</h1></div>
      <section class="stage balance-blank"></section>
      <div class="columns halves">${skeletonCard(8, 16, 12)}${skeletonCard(8, 16, 12)}</div>
      ${skeletonCard(8, 20, 20, 20)}
    `;
  }

  view({ balance, targets }) {
    if (!balance) {
      return html`<section class="card">
        ${empty(t("me.none.title"), t("me.none.words"), html`<a class="button small" href="/">${t("forbidden.way")}</a>`)}
      </section>`;
    }
    return html`
      <div class="page-head only-desktop">
        <h1>${t("nav.me")}</h1>
        <a class="button small" href="${address("/members/me/statement", { format: "csv" })}" download>
          ${icon("download")}
          ${t("me.export")}
        </a>
      </div>
      ${stage(balance)}
      <section class="card" aria-labelledby="notices" hidden>
        <h2 id="notices">${t("notices.title")}</h2>
        <ul class="notices" data-notices></ul>
      </section>
      <div class="columns halves"><div class="stack">${tierCard(balance.tier)}${lotsCard(balance)}</div>${targetsCard(targets)}</div>
      <section class="card flush" id="statement" aria-labelledby="st">
        <div class="card-head">
          <h2 id="st">${t("me.statement")}</h2>
          <label class="visually-hidden" for="kind">${t("me.filter")}</label>
          <span class="select-box">
            <select class="input select compact" id="kind">
              <option value="">${t("me.filter.all")}</option>
              ${kinds.map((kind) => html`<option value="${kind}"${kind === this.#kind ? html` selected` : null}>
                ${t(`kind.${kind}`)}
              </option>`)}
            </select>
            ${icon("down")}
          </span>
        </div>
        <div data-statement></div>
      </section>
    `;
  }

  ready({ balance }) {
    if (!balance) return;
    const chart = this.querySelector("bar-chart");
    if (chart) chart.chart = lotsChart(balance.expiring);
    this.#entries();
    this.on("change", "#kind", (_, select) => { this.#kind = select.value; this.#filter(); });
    this.on("click", "[data-more-entries]", () => this.#extend());
    const opened = (event) => { if (event.target.matches?.("details.entry") && event.target.open) this.#explain(event.target); };
    this.addEventListener("toggle", opened, true);
    this.own(() => this.removeEventListener("toggle", opened, true));
    this.#drawTold();
    this.own(live.subscribe({ feed: "me" }, {
      snapshot: ({ items }) => this.#hear(items ?? []),
      item: (item) => { this.#hear([item, ...this.#told]); this.#refresh(); },
    }));
  }

  #hear(items) {
    this.#told = items.filter(notice).slice(0, lately);
    this.#drawTold();
  }

  #drawTold() {
    const list = this.querySelector("[data-notices]");
    list.closest("section").hidden = this.#told.length === 0;
    render(list, this.#told.map(noticeLine));
  }

  /** Something of mine changed: read again, unless a receipt is being read. */
  #refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (!this.querySelector("details.entry[open]")) this.reload({ quiet: true }); }, 400);
  }

  #entries() {
    render(
      this.querySelector("[data-statement]"),
      this.#more.length
        ? html`
          ${statement(this.#more)}
          ${this.#next
            ? html`<p class="more"><button class="button small" type="button" data-more-entries>${t("action.more")}</button></p>`
            : null}
        `
        : empty(t("me.empty.title"), t("me.empty.words"), html`<a class="button small" href="/rules">${t("board.empty.way")}</a>`)
    );
  }

  async #filter() {
    const answer = await get("/members/me/statement", { query: { limit: 50, kind: this.#kind } }).catch(() => null);
    if (!answer) return;
    this.#more = answer.items;
    this.#next = answer.next;
    this.#entries();
  }

  async #extend() {
    const answer = await get("/members/me/statement", { query: { limit: 50, kind: this.#kind, after: this.#next } }).catch(() => null);
    if (!answer) return;
    this.#more.push(...answer.items);
    this.#next = answer.next;
    this.#entries();
  }

  async #explain(details) {
    const place = details.querySelector("[data-receipt]");
    const { source, id } = details.dataset;
    if (!id || place.dataset.read) return;
    place.dataset.read = "yes";
    render(place, html`<div class="receipt" aria-busy="true">${skeletonLines(10, 24)}</div>`);
    try { render(place, receipt(await get("/activities/one", { query: { source, id } }), myself())); }
    catch (problem) { delete place.dataset.read; render(place, html`<div class="receipt"><p class="lead">${explain(problem)}</p></div>`); }
  }
}

function stage(balance) {
  const first = balance.expiring.find((lot) => lot.at);
  const left = first ? daysLeft(first.at) : null;
  const figure = (name, label, value, small, look = "") => html`<div class="figure ${look}">
    <dt>${icon(name)}${label}</dt>
    <dd>${value}</dd>
    ${small ? html`<small>${small}</small>` : null}
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
        t("state.pending"),
        number(balance.pending),
        balance.maturing?.length ? t("me.earliest", { date: date(balance.maturing[0].at) }) : null
      )}
      ${figure("pause", t("state.held"), number(balance.held), balance.held ? t("me.held.words") : null)}
      ${balance.debt
        ? figure("undo", t("me.debt"), number(balance.debt), t("me.debt.words"), "soon")
        : figure(
          "hourglass",
          t("me.expiring"),
          number(first?.points ?? 0),
          first ? t("board.left", { n: left }) : t("me.expiring.none"),
          first && left <= soon ? "soon" : ""
        )}
    </dl>
  </section>`;
}

/** How much room a name takes, in Latin letters. */
const wide = (name) => [...name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0);

function tierCard(tier) {
  if (!tier) return null;
  const { next } = tier;
  const share = next ? tier.qualifying / next.threshold : 1;
  const name = tier.id ? text(tier.title) : t("tier.none");
  return html`<section class="card" aria-labelledby="tier">
    <div class="card-head">
      <h2 id="tier">${t("tier.title")}</h2>
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

function lotsCard({ expiring }) {
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
function lotsChart(expiring) {
  const dated = expiring.filter((lot) => lot.at).map((lot) => ({ ...lot, ...parts(new Date(lot.at).getTime() - 1) }));
  const { year, month } = dated[0] ?? parts(Date.now());
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

function targetsCard(items) {
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
        <strong>${t("targets.name", { period: period(item.period), metric: text(item.metric.title) })}</strong> ${paceBadge(item.state)}
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
  </li>`;
}

customElements.define("me-page", MePage);
