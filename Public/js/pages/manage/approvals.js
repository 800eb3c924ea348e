/*
 * The queue: everything that is needed to decide stands beside the request. J and K move, A approves, R rejects;
 * keys are off while typing.
 */
import { html, render } from "../../core/html.js";
import { has, t, text } from "../../core/i18n.js";
import { ago, clock, moment, number, period, quantity, sameDay, signed } from "../../core/format.js";
import { changes, differences, heaviest } from "../../rules/publication.js";
import { get, post } from "../../core/api.js";
import { dot, icon } from "../../widgets/icon.js";
import { live } from "../../live/live.js";
import { session } from "../../core/session.js";
import { avatar, breakable } from "../../widgets/avatar.js";
import { busy } from "../../widgets/dialog.js";
import { reasonWords, sum } from "../../points/receipt.js";
import { rovingFocus } from "../../widgets/roving-focus.js";
import { banner, empty, explain, skeletonCard, skeletonLines } from "../../widgets/states.js";
import { View } from "../../core/view.js";

const kinds = ["redemption", "held", "adjustment", "target", "publication"];
const symbols = { held: "pause", redemption: "gift", adjustment: "coins", target: "target", publication: "rules" };

class ApprovalsPage extends View {
  role = "manager";
  #kind = "all";
  #current = null;
  #reading = null;
  #says = null;                    // what was decided last stays until something else is looked at

  async load(signal) { return get("/approvals", { query: { limit: 200 }, signal }); }

  skeleton() {
    return html`
      <div class="page-head"><h1 class="only-desktop">${t("nav.approvals")}</h1></div>
      <div class="columns wide-right">${skeletonCard(8, 14, 14, 14)}${skeletonCard(10, 20, 20)}</div>
    `;
  }

  get #shown() { return this.data.items.filter((item) => this.#kind === "all" || item.kind === this.#kind); }

  view({ items }) {
    const oldest = items.reduce((least, item) => (least && least < item.requested ? least : item.requested), null);
    const tab = (name, count) => html`<button type="button" role="tab" data-kind="${name}" aria-selected="${name === this.#kind}">
      ${t(`approvals.kind.${name}`)} ${count}
    </button>`;
    const used = kinds.filter((kind) => items.some((item) => item.kind === kind));
    return html`
      <div class="page-head">
        <div>
          <h1 class="only-desktop">${t("nav.approvals")}</h1>
          <p>
            ${items.length
              ? html`${t("approvals.waiting", { n: items.length })}${dot}${t("approvals.oldest", { when: ago(oldest) })}`
              : null}
          </p>
        </div>
        ${items.length
          ? html`<p class="hint only-desktop keys">
            <kbd>J</kbd>
            <kbd>K</kbd>
            ${t("approvals.move")} <kbd>A</kbd>
            ${t("approvals.approve")} <kbd>R</kbd>
            ${t("approvals.reject")}
          </p>`
          : null}
      </div>
      <div class="view" data-says>${this.#says}</div>
      ${items.length
        ? html`
          <div class="tabs" role="tablist" aria-label="${t("approvals.kinds")}">
            ${tab("all", items.length)}
            ${used.map((kind) => tab(kind, items.filter((item) => item.kind === kind).length))}
          </div>
          <div class="columns wide-right">
            <section class="card flush queue-card" aria-label="${t("approvals.list")}">
              <ul class="queue">${this.#shown.map((item) => this.#line(item))}</ul>
            </section>
            <section class="card flush request-detail" aria-labelledby="dt" data-detail></section>
          </div>
        `
        : html`<section class="card">${empty(t("approvals.empty.title"), t("approvals.empty.words"))}</section>`}
    `;
  }

  #line(item) {
    return html`<li>
      <a
        class="request"
        href="#${encodeURIComponent(item.id)}"
        data-item="${item.id}"${item.id === this.#current ? html` aria-current="true"` : null}>
        <span class="kind ${item.kind === "held" ? "warn" : ""}">${icon(symbols[item.kind] ?? "inbox")}</span>
        <span class="grow">
          <span class="between">
            <strong class="name">${breakable(owner(item).name)}</strong>
            <span class="num amount">${amount(item)}</span>
          </span>
          <small>
            <span>${t(`approvals.kind.${item.kind}`)}${about(item) ? html`${dot}${about(item)}` : null}</span>
            <time datetime="${item.requested}">${ago(item.requested)}</time>
          </small>
        </span>
      </a>
    </li>`;
  }

  ready({ items }) {
    const tabs = this.querySelector(".tabs");
    if (tabs) rovingFocus(tabs);
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (!this.#shown.some((item) => item.id === this.#current)) {
      this.#current = this.#shown.find((item) => item.id === wanted)?.id ?? this.#shown[0]?.id ?? null;
    }
    this.toggleAttribute("data-detail-open", Boolean(wanted) && items.some((item) => item.id === wanted));
    this.on("click", "[data-kind]", (_, button) => {
      this.#kind = button.dataset.kind;
      this.draw();
      this.querySelector("[role=tab][aria-selected=true]").focus();
    });
    this.on("click", "[data-item]", (event, link) => { event.preventDefault(); this.#select(link.dataset.item, true); });
    this.on("click", "[data-back]", () => this.#back());
    this.on("click", "[data-approve]", (_, button) => this.#decide(true, button));
    this.on("click", "[data-reject]", (_, button) => this.#decide(false, button));
    const pressed = (event) => this.#key(event);
    document.addEventListener("keydown", pressed);
    this.own(() => document.removeEventListener("keydown", pressed));
    this.own(live.subscribe({ feed: "approvals" }, { item: () => this.#arrived() }));
    if (this.#current) this.#select(this.#current, false);
  }

  /** New ones join without taking away the words that are being typed. */
  async #arrived() {
    const answer = await get("/approvals", { query: { limit: 200 } }).catch(() => null);
    if (!answer || !this.isConnected) return;
    const typing = this.querySelector("#comment")?.value;
    const still = answer.items.some((item) => item.id === this.#current);
    this.data = answer;
    if (typing && still) render(this.querySelector(".queue"), this.#shown.map((item) => this.#line(item)));
    else this.draw();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const items = this.#shown;
    const index = items.findIndex((item) => item.id === this.#current);
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      const next = items[index + (key === "j" ? 1 : -1)];
      if (next) { this.#select(next.id, false); this.querySelector(`[data-item="${CSS.escape(next.id)}"]`)?.focus(); }
    }
    if (key === "a") this.querySelector("[data-approve]")?.click();
    if (key === "r") this.querySelector("[data-reject]")?.click();
  }

  async #select(id, open) {
    if (id !== this.#current) { this.#says = null; render(this.querySelector("[data-says]"), null); }
    this.#current = id;
    for (const link of this.querySelectorAll("[data-item]")) {
      if (link.dataset.item === id) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
    if (open) {
      this.setAttribute("data-detail-open", "");
      history.replaceState(null, "", `#${encodeURIComponent(id)}`);
      if (matchMedia("(max-width: 63.99rem)").matches) scrollTo(0, 0);
    }
    const item = this.data.items.find((one) => one.id === id);
    render(this.querySelector("[data-detail]"), detail(item, null));
    if (!item.activity) return;
    this.#reading = id;
    const explanation = await get("/activities/one", { query: item.activity }).catch(() => null);
    if (this.#reading === id && this.#current === id) render(this.querySelector("[data-basis]"), basis(item, explanation));
  }

  #back() {
    this.removeAttribute("data-detail-open");
    history.replaceState(null, "", location.pathname);
    this.querySelector(`[data-item="${CSS.escape(this.#current)}"]`)?.focus();
  }

  #decide(approve, button) {
    const comment = this.querySelector("#comment");
    const words = comment.value.trim();
    if (!approve && !words) { needComment(comment); return undefined; }
    const id = this.#current;
    return busy(button, async () => {
      try {
        await post(`/approvals/${encodeURIComponent(id)}`, { approve, comment: words || null });
        const items = this.#shown;
        const index = items.findIndex((item) => item.id === id);
        const next = items[index + 1] ?? items[index - 1] ?? null;
        const done = this.data.items.find((item) => item.id === id);
        this.data = { ...this.data, items: this.data.items.filter((item) => item.id !== id) };
        this.#current = next?.id ?? null;
        history.replaceState(null, "", location.pathname);
        this.#says = banner(
          "neutral",
          "check",
          t(approve ? "approvals.done.approved" : "approvals.done.rejected", { name: owner(done).name })
        );
        this.draw();
        this.dispatchEvent(new CustomEvent("decided", { bubbles: true }));
      } catch (problem) {
        if (problem.code === "already-decided") await this.reload({ quiet: true });
        render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
      }
    });
  }
}

/** Whom it is about: of a publication, who drafted it. */
const owner = (item) => item.target?.owner ?? item.member ?? (item.publication ? item.by : null) ?? { name: "" };

function amount(item) {
  if (item.publication) return t(`publication.weight.${heaviest(item.publication.changes)}`);
  if (item.target) return `${quantity(item.target.from, item.target.unit)} → ${quantity(item.target.to, item.target.unit)}`;
  return t("points", { points: item.kind === "redemption" ? number(item.points) : signed(item.points), n: item.points });
}

function about(item) {
  if (item.kind === "held") return reasonWords(item.reason);
  if (item.kind === "redemption") return text(item.redemption?.reward?.title ?? item.title);
  if (item.target) return `${period(item.target.period)} ${text(item.target.metric.title)}`;
  return item.reason ?? text(item.title);
}

/** A draft by its version, anything else by its number. */
const called = (item) => (
  item.publication
    ? html`<code>${item.publication.version.slice(0, 8)}</code>`
    : t("approvals.number", { id: item.activity?.id ?? item.id })
);

/** What the button that says yes says. */
function yes({ publication, points, kind }) {
  if (publication) return t("approvals.second");
  if (points === null || points === undefined) return t("approvals.approve");
  return t("approvals.approve.points", { points: kind === "redemption" ? number(points) : signed(points) });
}

function detail(item, explanation) {
  const who = owner(item);
  const points = item.points ?? null;
  return html`
    <div class="detail-head">
      <div class="cluster">
        <button class="icon-button only-phone" type="button" data-back aria-label="${t("action.back")}">${icon("left")}</button>
        ${avatar(who.name, item.member?.team?.id ?? who.id)}
        <div class="grow">
          <h2 id="dt">${t(`approvals.title.${item.kind}`, { name: who.name })}</h2>
          <p class="hint">${item.member?.team ? html`${item.member.team.name}${dot}` : null}${ago(item.requested)}${dot}${called(item)}</p>
        </div>
      </div>
      ${points === null
        ? null
        : html`<p class="hero-number small-hero">
          ${item.kind === "redemption" ? number(points) : signed(points)}
          <span class="unit">${t("points.name")}</span>
        </p>`}
    </div>
    <div class="detail-body">
      ${item.kind === "held"
        ? banner("warn", "pause", t("approvals.held", { rule: text(item.rule?.title), reason: reasonWords(item.reason) }))
        : null}
      ${item.publication?.stale ? banner("warn", "alert", t("approvals.stale")) : null}
      <div class="columns halves inner">
        <div data-basis>${basis(item, explanation)}</div>
        <div>${facts(item)}<h3>${t("approvals.authority")}</h3>${steps(item)}</div>
      </div>
      ${item.publication?.files.length ? html`<div><h3>${t("publication.files")}</h3>${differences(item.publication.files)}</div>` : null}
      <div class="field">
        <label for="comment">${t("approvals.comment")} <span class="muted small">${t("approvals.comment.hint")}</span></label>
        <textarea class="input" id="comment" rows="2" maxlength="500" placeholder="${t("approvals.comment.example")}"></textarea>
      </div>
    </div>
    <div class="detail-actions">
      <button class="button danger" type="button" data-reject>${t("approvals.reject")}<kbd>R</kbd></button>
      <button class="button primary" type="button" data-approve${item.publication?.stale ? html` disabled` : null}>
        ${yes(item)}
        <kbd>A</kbd>
      </button>
    </div>
  `;
}

/** What the request rests on: the receipt of an activity, the equation of a redemption, the words of an adjustment. */
function basis(item, explanation) {
  const head = html`<h3>${t("approvals.basis")}</h3>`;
  if (item.activity && !explanation) return html`${head}<div aria-busy="true">${skeletonLines(12, 16, 10)}</div>`;
  if (explanation) {
    const rule = explanation.decision.rules.find((one) => one.rule === item.rule?.id) ?? explanation.decision.rules[0];
    const award = rule?.awards.find((one) => one.member === item.member?.id) ?? rule?.awards[0];
    return rule && award ? html`${head}${sum(explanation, rule, award, award.member, t("approvals.due"))}` : head;
  }
  const line = (name, value, small = null) => html`<div>
    <dt>${name}${small ? html`<small>${small}</small>` : null}</dt>
    <dd class="op">${value}</dd>
  </div>`;
  if (item.kind === "redemption") {
    const { available } = item.facts ?? {};
    return html`
      ${head}
      <dl class="sum">
        ${line(
          text(item.redemption?.reward?.title ?? item.title),
          `× ${item.redemption?.count ?? 1}`,
          t(`reward.kind.${item.redemption?.reward?.kind ?? "gift"}`)
        )}
        ${Number.isInteger(available) ? line(t("approvals.available"), number(available)) : null}
        <div class="total"><dt>${t("redeem.cost")}</dt><dd>${t("points", { points: number(item.points), n: item.points })}</dd></div>
      </dl>
    `;
  }
  if (item.publication) {
    const from = item.publication.effective ? t("approvals.from", { when: moment(item.publication.effective) }) : t("approvals.from.now");
    return html`<h3>${t("publication.changes")}</h3>${changes(item.publication.changes)}
      <dl class="sum">${line(t("entry.reason"), item.reason ?? "–")}
      <div class="total"><dt>${t("rulebook.effective")}</dt><dd>${from}</dd></div></dl>`;
  }
  if (item.target) {
    return html`
      ${head}
      <dl class="sum">
        ${line(t("approvals.target.from"), quantity(item.target.from, item.target.unit), about(item))}
        <div class="total"><dt>${t("approvals.target.to")}</dt><dd>${quantity(item.target.to, item.target.unit)}</dd></div>
      </dl>
    `;
  }
  return html`
    ${head}
    <dl class="sum">
      ${line(t("entry.reason"), item.reason ?? "–")}
      ${item.by ? line(t("approvals.asked"), item.by.name) : null}
      <div class="total"><dt>${t("kind.adjustment")}</dt><dd>${t("points", { points: signed(item.points), n: item.points })}</dd></div>
    </dl>
  `;
}

function facts({ facts: known = {}, points, kind }) {
  const rows = [
    Number.isInteger(known.largest_30d)
      ? [t("approvals.fact.largest"), t("points", { points: number(known.largest_30d), n: known.largest_30d })]
      : null,
    Number.isInteger(known.earned_30d)
      ? [t("approvals.fact.earned"), t("points", { points: number(known.earned_30d), n: known.earned_30d })]
      : null,
    known.rank ? [t("approvals.fact.rank"), t("approvals.fact.rank.moves", { now: known.rank.now, then: known.rank.then })] : null,
    kind === "held" || kind === "adjustment" ? [t("approvals.fact.liability"), t("points", { points: signed(points), n: points })] : null,
    Number.isInteger(known.available) ? [t("me.available"), t("points", { points: number(known.available), n: known.available })] : null,
  ].filter(Boolean);
  if (!rows.length) return null;
  return html`
    <h3>${t("approvals.facts")}</h3>
    <dl class="pairs wide">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  `;
}

/** Who asked, who decides now, what follows. */
function steps(item) {
  const when = sameDay(item.requested, Date.now()) ? clock(item.requested) : ago(item.requested);
  const words = t(item.publication ? "approvals.needs" : "approvals.level", { role: t(`role.${item.level}`) });
  const after = `approvals.after.${item.kind}`;
  return html`<ol class="steps">
    <li class="done">
      ${icon("check")}
      <span>
        ${item.by
          ? t("approvals.step.asked", { name: item.by.name })
          : t(`approvals.step.${item.kind === "redemption" ? "redeemed" : "system"}`)}
        <small>${when}</small>
      </span>
    </li>
    <li class="now">
      ${icon("me")}
      <span>${t("approvals.step.you", { role: t(`role.${session.person.role}`), name: session.person.name })}<small>${words}</small></span>
    </li>
    <li>${icon(item.kind === "redemption" ? "gift" : "coins")}<span>${t(has(after) ? after : "approvals.after.held")}</span></li>
  </ol>`;
}

function needComment(comment) {
  comment.setAttribute("aria-invalid", "true");
  comment.setAttribute("aria-describedby", "comment-error");
  if (!comment.parentElement.querySelector(".error")) {
    comment.insertAdjacentHTML("afterend", html`<p class="error" id="comment-error" role="alert">
      ${icon("alert")}
      <span>${t("approvals.comment.needed")}</span>
    </p>`);
  }
  comment.focus();
}

customElements.define("approvals-page", ApprovalsPage);
