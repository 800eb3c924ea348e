/*
 * The queue: everything that is needed to decide stands beside the request. J and K move, A approves, R rejects;
 * keys are off while typing.
 */
import { html, render } from "../../core/html.js";
import { t } from "../../core/i18n.js";
import { ago } from "../../core/format.js";
import { get, post } from "../../core/api.js";
import { dot, icon } from "../../widgets/icon.js";
import { live } from "../../live/live.js";
import { breakable } from "../../widgets/avatar.js";
import { busy } from "../../widgets/dialog.js";
import { BulkDecision } from "../../approvals/bulk-decision.js";
import { deputyLine, myDeputy, openDeputy } from "../../approvals/deputy.js";
import { measured } from "../../approvals/measured.js";
import { about, amount, basis, detail, owner } from "../../approvals/request-detail.js";
import { rovingFocus } from "../../widgets/roving-focus.js";
import { banner, empty, explain, skeletonCard } from "../../widgets/states.js";
import { readQuestions } from "../../questions/question-queue.js";
import { View } from "../../core/view.js";

const kinds = ["redemption", "held", "adjustment", "target", "customer-class", "publication"];
const phone = matchMedia("(max-width: 63.99rem)");
const symbols = { held: "pause", redemption: "gift", adjustment: "coins", target: "target", "customer-class": "tag", publication: "rules" };

class ApprovalsPage extends View {
  role = "manager";
  #kind = "all";
  #current = null;
  #reading = null;
  #says = null;                    // what was decided last stays until something else is looked at
  #state = "open";
  #mine = null;                    // who decides for me
  #bulk = new BulkDecision(this);

  async load(signal) {
    const [answer, mine] = await Promise.all([
      get("/approvals", { query: { limit: 200, ...this.#wanted }, signal }), myDeputy(signal), this.#isOpen ? readQuestions(signal) : null,
    ]);
    this.#mine = mine;
    return answer;
  }

  /** What has been decided is read by its kind; of what waits all is here. */
  get #wanted() {
    return this.#state === "open" ? {} : { state: "decided", kind: this.#kind === "all" ? null : this.#kind };
  }

  get #isOpen() { return this.#state === "open"; }

  skeleton() {
    return html`
      <div class="page-head"><h1 class="only-desktop">${t("nav.approvals")}</h1></div>
      <div class="columns wide-right">${skeletonCard(8, 14, 14, 14)}${skeletonCard(10, 20, 20)}</div>
    `;
  }

  get #shown() { return this.data.items.filter((item) => this.#kind === "all" || item.kind === this.#kind); }

  view({ items, next }) {
    const oldest = items.reduce((least, item) => (least && least < item.requested ? least : item.requested), null);
    const tab = (name, count) => html`<button type="button" role="tab" data-kind="${name}" aria-selected="${name === this.#kind}">
      ${t(`approvals.kind.${name}`)}${this.#isOpen ? html` ${count}` : null}
    </button>`;
    const used = kinds.filter((kind) => !this.#isOpen || items.some((item) => item.kind === kind));
    const state = (name) => html`<button type="button" role="radio" data-state="${name}" aria-checked="${name === this.#state}">
      ${t(`approvals.state.${name}`)}
    </button>`;
    const count = (kind) => items.filter((item) => item.kind === kind).length;
    return html`
      <div class="page-head">
        <div>
          <h1 class="only-desktop">${t("nav.approvals")}</h1>
          <p>
            ${items.length && this.#isOpen
              ? html`${t("approvals.waiting", { n: items.length })}${dot}${t("approvals.oldest", { when: ago(oldest) })}`
              : null}
          </p>
        </div>
        ${items.length && this.#isOpen ? keys() : null}
      </div>
      ${deputyLine(this.#mine)}
      <div class="segments approvals-state" role="radiogroup" aria-label="${t("approvals.states")}">
        ${state("open")}
        ${state("decided")}
      </div>
      <div class="view" data-says>${this.#says}</div>
      ${this.#isOpen ? html`<question-queue></question-queue>` : null}
      ${items.length || !this.#isOpen
        ? html`<div class="tabs" role="tablist" aria-label="${t("approvals.kinds")}">
          ${tab("all", items.length)}
          ${used.map((kind) => tab(kind, count(kind)))}
        </div>`
        : null}
      ${items.length
        ? html`
          <div data-bulk></div>
          <div class="columns wide-right">
            <section class="card flush queue-card" aria-label="${t("approvals.list")}">
              <ul class="queue">${this.#shown.map((item) => this.#line(item))}</ul>
              ${next ? html`<p class="more"><button class="button small" type="button" data-next>${t("action.more")}</button></p>` : null}
            </section>
            <section class="card flush request-detail" aria-labelledby="dt" data-detail></section>
          </div>
        `
        : html`<section class="card">${empty(t(`approvals.empty.${this.#state}`), t(`approvals.empty.${this.#state}.words`))}</section>`}
    `;
  }

  #line(item) {
    const many = this.#isOpen && !item.publication && this.#shown.length > 1;
    return html`<li class="queue-line">
      ${many ? this.#bulk.box(item) : null}
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
            ${item.decided
              ? html`<span class="badge ${item.state === "approved" ? "good" : ""}">${t(`approvals.was.${item.state}`)}</span>`
              : html`<time datetime="${item.requested}">${ago(item.requested)}</time>`}
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
    this.on("click", "[data-kind]", (_, button) => this.#filter({ kind: button.dataset.kind }, "[role=tab][aria-selected=true]"));
    this.on("click", "[data-state]", (_, button) => this.#filter({ state: button.dataset.state }, "[role=radio][aria-checked=true]"));
    this.on("click", "[data-deputy]", () => openDeputy(this.#mine, () => this.reload({ quiet: true })));
    this.on("click", "[data-next]", (_, button) => busy(button, () => this.#extend()));
    rovingFocus(this.querySelector(".approvals-state"));
    this.#bulk.ready(this.querySelector("[data-bulk]"), this.#shown);
    this.on("click", "[data-item]", (event, link) => { event.preventDefault(); this.#select(link.dataset.item, true); });
    this.on("click", "[data-back]", () => this.#back());
    this.on("click", "[data-approve]", (_, button) => this.#decide(true, button));
    this.on("click", "[data-reject]", (_, button) => this.#decide(false, button));
    const pressed = (event) => this.#key(event);
    document.addEventListener("keydown", pressed);
    this.own(() => document.removeEventListener("keydown", pressed));
    const returned = () => this.#shownBy(location.hash);
    addEventListener("popstate", returned);
    this.own(() => removeEventListener("popstate", returned));
    this.own(live.subscribe({ feed: "approvals" }, { item: () => this.#arrived() }));
    if (this.#current) this.#select(this.#current, false);
  }

  /** Reads again where the server has to choose, and keeps the focus. */
  async #filter({ kind = this.#kind, state = this.#state }, focus) {
    const reads = state !== this.#state || state === "decided";
    [this.#kind, this.#state, this.#says] = [kind, state, null];
    history.replaceState(null, "", location.pathname);
    if (reads) await this.reload({ quiet: true }); else this.draw();
    this.querySelector(focus)?.focus();
  }

  async #extend() {
    const more = await get("/approvals", { query: { limit: 200, ...this.#wanted, after: this.data.next } }).catch(() => null);
    if (!more) return;
    this.data = { ...more, items: [...this.data.items, ...more.items] };
    this.draw();
  }

  /** New ones join without taking away the words that are being typed. */
  async #arrived() {
    if (!this.#isOpen) return;
    const answer = await get("/approvals", { query: { limit: 200 } }).catch(() => null);
    if (!answer || !this.isConnected || !this.#isOpen) return;
    const typing = this.querySelector("#comment")?.value || this.#bulk.isChosen;
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
    if (!["j", "k", "a", "r"].includes(key)) return;
    event.preventDefault();          // the letter is a command, and must not be typed where the focus goes
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
    if (open) this.#open(id);
    const item = this.data.items.find((one) => one.id === id);
    render(this.querySelector("[data-detail]"), detail(item, null));
    this.#reading = id;
    const isWanted = () => this.#reading === id && this.#current === id && this.isConnected;
    measured(item).then((found) => { if (isWanted()) render(this.querySelector("[data-measured]"), found); });
    if (!item.activity) return;
    const explanation = await get("/activities/one", { query: item.activity }).catch(() => null);
    if (isWanted()) render(this.querySelector("[data-basis]"), basis(item, explanation));
  }

  /** On a phone the request is a screen of its own: the way back leads to the list. */
  #open(id) {
    this.setAttribute("data-detail-open", "");
    const address = `#${encodeURIComponent(id)}`;
    if (!phone.matches) { history.replaceState(null, "", address); return; }
    if (location.hash !== address) history.pushState({ fromList: true }, "", address);
    scrollTo(0, 0);
  }

  /** What the address says: a request, or the list. */
  #shownBy(hash) {
    const wanted = decodeURIComponent(hash.slice(1));
    if (wanted && this.data.items.some((item) => item.id === wanted)) { this.#select(wanted, true); return; }
    this.removeAttribute("data-detail-open");
    this.querySelector(`[data-item="${CSS.escape(this.#current ?? "")}"]`)?.focus();
  }

  #back() {
    if (history.state?.fromList) { history.back(); return; }
    history.replaceState(null, "", location.pathname);
    this.#shownBy("");
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

const keys = () => html`<p class="hint only-desktop keys">
  <kbd>J</kbd><kbd>K</kbd>${t("approvals.move")} <kbd>A</kbd>${t("approvals.approve")} <kbd>R</kbd>${t("approvals.reject")}
</p>`;

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
