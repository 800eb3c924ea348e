/* What points buy: the catalogue by tier, and my redemptions with where they stand. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { ago, date, number } from "../core/format.js";
import { all as everything, get, post } from "../core/api.js";
import { dot, icon } from "../widgets/icon.js";
import { live } from "../live/live.js";
import { myself } from "../core/session.js";
import { rovingFocus } from "../widgets/roving-focus.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { openAnswers } from "../points/reward-fields.js";
import { wishesCard } from "../points/wish.js";
import { openRedeem } from "../points/redeem-dialog.js";
import { picture, rewardState } from "../points/reward-card.js";
import { empty, skeletonCard } from "../widgets/states.js";
import { tellProblem } from "../widgets/form-errors.js";
import { askButton, askQuestions } from "../questions/ask.js";
import { View } from "../core/view.js";

const kinds = ["gift", "gift-card", "cash", "travel", "training", "honour"];

class RewardsPage extends View {
  #filter = "all";

  async load(signal) {
    const mine = myself() !== null;
    const [rewards, balance, redemptions, tiers] = await Promise.all([
      everything("/rewards", { signal }),
      mine ? get("/members/me/balance", { signal }) : null,
      mine ? get("/redemptions", { query: { member: "me", limit: 20 }, signal }).then((answer) => answer.items, () => []) : [],
      get("/tiers", { signal }).then((answer) => answer.items, () => []),
    ]);
    return { rewards: rewards.filter((reward) => !reward.archived), balance, redemptions, tiers };
  }

  skeleton() {
    return html`
      <div class="page-head"><h1>${t("nav.rewards")}</h1></div>
      <ul class="catalogue">${Array.from({ length: 4 }, () => html`<li>${skeletonCard(8, 4, 6)}</li>`)}</ul>
    `;
  }

  view({ rewards, balance, redemptions, tiers }) {
    const waiting = redemptions.filter((one) => one.state === "requested" || one.state === "approved").length;
    const used = kinds.filter((kind) => rewards.some((reward) => reward.kind === kind));
    return html`
      <div class="page-head">
        <div class="only-desktop"><h1>${t("nav.rewards")}</h1></div>
        ${balance
          ? html`
            <div class="wallet">
              <span class="muted small">${t("me.available")}</span>
              <span class="num">${number(balance.available)}</span>
              ${balance.tier?.id ? html`<span class="badge good">${text(balance.tier.title)}</span>` : null}
            </div>
            <a class="link small" href="#mine">${waiting ? t("rewards.mine.waiting", { n: waiting }) : t("rewards.mine")}</a>
          `
          : null}
      </div>
      ${rewards.length
        ? html`<div class="tabs" role="tablist" aria-label="${t("rewards.filter")}">
          ${["all", ...(balance ? ["can"] : []), ...used].map((name) => html`<button
            type="button"
            role="tab"
            data-filter="${name}"
            aria-selected="${name === this.#filter}">
            ${t(name === "all" || name === "can" ? `rewards.${name}` : `reward.kind.${name}`)}
          </button>`)}
        </div>`
        : null}
      ${rewards.length
        ? this.#shelves(rewards, balance, tiers)
        : html`<section class="card">${empty(t("rewards.empty.title"), t("rewards.empty.words"))}</section>`}
      ${balance ? wishesCard(rewards, balance.available) : null}
      ${balance
        ? html`<section class="card flush" id="mine" aria-labelledby="mine-title">
          <div class="card-head"><h2 id="mine-title">${t("rewards.mine")}</h2></div>
          ${redemptions.length
            ? html`<ul class="queue">${redemptions.map(redemptionLine)}</ul>`
            : empty(t("rewards.none.title"), t("rewards.none.words"))}
        </section>`
        : null}
    `;
  }

  /** What I may have now, then one shelf for each tier that is still locked. */
  #shelves(rewards, balance, tiers) {
    const shown = rewards.filter((reward) =>
      this.#filter === "all" || (this.#filter === "can" ? reward.me?.can : reward.kind === this.#filter));
    const reached = balance?.tier?.id ? tiers.findIndex((tier) => tier.id === balance.tier.id) : -1;
    const locked = tiers.filter((_, index) => balance && index > reached);
    const open = shown.filter((reward) => !locked.some((tier) => tier.id === reward.tier));
    if (!shown.length) return html`<section class="card">${empty(t("rewards.nothing.title"), t("rewards.nothing.words"))}</section>`;
    return html`
      ${open.length
        ? html`<section class="stack">
          <h2 class="tier-head">
            ${reached >= 0
              ? tiers.slice(0, reached + 1).map((tier) => text(tier.title)).join(t("list.comma"))
              : t("rewards.open")} <span class="muted small">${balance ? t("rewards.unlocked") : null}</span>
          </h2>
          <ul class="catalogue">${open.map((reward) => card(reward))}</ul>
        </section>`
        : null}
      ${locked.map((tier) => shelf(tier, shown.filter((reward) => reward.tier === tier.id), balance))}
    `;
  }

  ready({ rewards, balance }) {
    this.own(askQuestions(this));
    const tabs = this.querySelector(".tabs");
    if (tabs) rovingFocus(tabs);
    this.on("click", "[data-filter]", (_, button) => {
      this.#filter = button.dataset.filter;
      this.draw();
      this.querySelector("[aria-selected=true]").focus();
    });
    const open = (id) => {
      const reward = rewards.find((one) => one.id === id);
      if (balance && reward) openRedeem(reward, balance, () => this.reload({ quiet: true }));
    };
    this.on("click", "[data-reward]", (_, button) => open(button.dataset.reward));
    this.#asked(open);
    this.on("click", "[data-answers-of]", (_, button) => (
      openAnswers(this.data.redemptions.find((one) => one.id === button.dataset.answersOf))
    ));
    this.on("click", "[data-cancel]", (_, button) => this.#cancel(button.dataset.cancel));
    if (balance) this.own(live.subscribe({ feed: "me" }, { item: () => this.reload({ quiet: true }) }));
  }

  /** The address may name a reward, as the search does; it is opened once. */
  #asked(open) {
    const url = new URL(location.href);
    const wanted = url.searchParams.get("reward");
    if (!wanted) return;
    url.searchParams.delete("reward");
    history.replaceState(null, "", url);
    open(wanted);
  }

  #cancel(id) {
    const redemption = this.data.redemptions.find((one) => one.id === id);
    const dialog = openDialog(t("redemption.cancel.title"), html`
      <p>${t("redemption.cancel.words", { title: text(redemption.reward.title), points: number(redemption.points) })}</p>
      <div data-says></div>
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.back")}</button>
        <button class="button danger" type="button" data-sure>${t("redemption.cancel.sure")}</button>
      </div>
    `);
    const sure = dialog.querySelector("[data-sure]");
    sure.addEventListener("click", () => busy(sure, async () => {
      try { await post(`/redemptions/${encodeURIComponent(id)}/cancel`, {}); dialog.close(); await this.reload({ quiet: true }); }
      catch (problem) { tellProblem(dialog, problem); }
    }));
  }
}

function shelf(tier, rewards, balance) {
  if (!rewards.length) return null;
  const missing = Math.max(0, tier.threshold - (balance?.tier?.qualifying ?? 0));
  return html`<section class="stack">
    <h2 class="tier-head">
      ${icon("lock")}
      ${text(tier.title)} <span class="muted small">${t("rewards.unlock", { points: number(missing) })}</span>
    </h2>
    <ul class="catalogue">${rewards.map((reward) => card(reward, text(tier.title)))}</ul>
  </section>`;
}

function card(reward, tier = null) {
  const state = rewardState(reward);
  const gone = reward.me?.reason === "stock" || reward.stock === 0;
  const locked = tier || gone || ["archived", "not-yet", "over"].includes(reward.me?.reason);
  return html`<li>
    <button class="reward${locked ? " locked" : ""}" type="button" data-kind="${reward.kind}" data-reward="${reward.id}">
      ${picture(reward)}
      ${tier
        ? html`<span class="badge tag">${icon("lock")}${tier}</span>`
        : gone ? html`<span class="badge tag">${t("reward.gone")}</span>` : null}
      <span class="text">
        <span><span class="title">${text(reward.title)}</span></span>
        <span>
          <span class="cost">${number(reward.cost)}<span class="unit">${t("points.name")}</span></span>
          <span class="state ${state.look}">${icon(state.icon)}<span>${state.words}</span></span>
        </span>
      </span>
    </button>
  </li>`;
}

const looks = { requested: "info", approved: "good", fulfilled: "", rejected: "", cancelled: "" };

function redemptionLine(one) {
  const last = one.steps?.at(-1);
  return html`<li class="request">
    <span class="kind">${icon("gift")}</span>
    <span class="grow">
      <span class="between">
        <strong>${text(one.reward.title)}${one.count > 1 ? ` × ${one.count}` : null}</strong>
        <span class="num amount">${t("points", { points: number(one.points), n: one.points })}</span>
      </span>
      <small>
        <span>
          <span class="badge ${looks[one.state]}">${t(`redemption.${one.state}`)}</span>
          ${last?.actor && one.state !== "requested" ? html`${dot}${last.actor.name}` : null}
          ${last?.comment ? html`${dot}${last.comment}` : null}
        </span>
        <time>${one.state === "fulfilled" ? date(last?.at ?? one.requested) : ago(one.requested)}</time>
      </small>
      ${one.may?.includes("cancel")
        ? html`<button class="link small" type="button" data-cancel="${one.id}">${t("redemption.cancel")}</button>`
        : null}
      ${one.answered
        ? html`<button class="link small" type="button" data-answers-of="${one.id}">${t("redeem.answers")}</button>`
        : null}
      ${askButton("redemption", one.id)}
    </span>
  </li>`;
}

customElements.define("rewards-page", RewardsPage);
