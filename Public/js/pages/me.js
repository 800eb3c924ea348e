/* My points: what I have, my tier, my targets, and every line of the ledger with its explanation. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { address, get } from "../core/api.js";
import { myself } from "../core/session.js";
import { View } from "../core/view.js";
import { live } from "../live/live.js";
import { notice, noticeLine } from "../live/notices.js";
import { lotsCard, lotsChart, stage, targetsCard, tierCard } from "../points/balance-cards.js";
import { openFigure } from "../points/balance-dialogs.js";
import { explainEntries } from "../points/entry-explanations.js";
import { deals } from "../points/deals.js";
import { wishesCard } from "../points/wish.js";
import { statement } from "../points/statement.js";
import { manualTypes, openRecord, recordButton } from "../record/record.js";
import { askQuestions } from "../questions/ask.js";
import "../questions/my-questions.js";
import "../insights/insight-list.js";
import { icon } from "../widgets/icon.js";
import { rovingFocus } from "../widgets/roving-focus.js";
import { empty, skeletonCard } from "../widgets/states.js";
import "../widgets/bar-chart.js";

const lately = 3;             // notices shown
const orders = ["time", "deal"];
const kinds = ["award", "redemption", "expiry", "adjustment"];

class MePage extends View {
  #kind = "";
  #by = "time";
  #more = [];
  #next = null;
  #told = [];

  async load(signal) {
    if (myself() === null) return { balance: null };
    const [balance, entries, targets, rewards, manual, told] = await Promise.all([
      get(`/members/me/balance`, { signal }),
      get(`/members/me/statement`, { query: { limit: 50, kind: this.#kind }, signal }),
      get("/targets/attainment", { query: { period: "current", of: "me" }, signal }).catch(() => ({ items: [] })),
      get("/rewards", { signal }).then((answer) => answer.items, () => []),
      manualTypes("self", signal),
      // With the page, because what comes later pushes down what is being read.
      get("/notices", { query: { limit: 20 }, signal }).then((answer) => answer.items, () => this.#told),
    ]);
    this.#told = told.filter(notice).slice(0, lately);
    this.#more = entries.items;
    this.#next = entries.next;
    return { balance, targets: targets.items, rewards, manual };
  }

  skeleton() {
    return html`
      <div class="page-head only-desktop"><h1>${t("nav.me")}</h1></div>
      <section class="stage balance-blank"></section>
      <div class="columns halves">${skeletonCard(8, 16, 12)}${skeletonCard(8, 16, 12)}</div>
      ${skeletonCard(8, 20, 20, 20)}
    `;
  }

  view({ balance, targets, rewards, manual }) {
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
      ${manual.length ? html`<p>${recordButton(manual)}</p>` : null}
      <section class="card" aria-labelledby="notices" hidden>
        <h2 id="notices">${t("notices.title")}</h2>
        <ul class="notices" data-notices></ul>
      </section>
      <div class="columns halves">
        <div class="stack">${tierCard(balance.tier)}${lotsCard(balance)}</div>
        <div class="stack">${targetsCard(targets)}${wishesCard(rewards, balance.available)}</div>
      </div>
      <section class="card flush" id="statement" aria-labelledby="st">
        <div class="card-head">
          <h2 id="st">${t("me.statement")}</h2>
          <div class="segments" role="radiogroup" aria-label="${t("deal.by")}">${orders.map((one) => this.#order(one))}</div>
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
      <my-questions></my-questions>
      <insight-list for="me"></insight-list>
    `;
  }

  #order(one) {
    return html`<button type="button" role="radio" data-order="${one}" aria-checked="${one === this.#by}">${t(`deal.by.${one}`)}</button>`;
  }

  ready({ balance, manual }) {
    if (!balance) return;
    this.on("click", "[data-record]", () => openRecord(manual, null, () => this.reload({ quiet: true })));
    const chart = this.querySelector("bar-chart");
    if (chart) chart.chart = lotsChart(balance.expiring);
    this.#entries();
    this.on("change", "#kind", (_, select) => { this.#kind = select.value; this.#filter(); });
    this.on("click", "[data-order]", (_, button) => {
      this.#by = button.dataset.order;
      for (const one of this.querySelectorAll("[data-order]")) one.setAttribute("aria-checked", String(one === button));
      this.#entries();
    });
    rovingFocus(this.querySelector("#statement .segments"));
    this.on("click", "[data-more-entries]", () => this.#extend());
    this.own(explainEntries(this, myself()));
    this.own(askQuestions(this));
    this.on("click", "[data-figure]", (_, button) => openFigure(button.dataset.figure, this.data.balance));
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
          ${this.#by === "deal" ? deals(this.#more) : statement(this.#more, { asks: true })}
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
}

customElements.define("me-page", MePage);
