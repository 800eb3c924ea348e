/*
 * Appraisals: one's own; those of whom one stands above, as a queue with J and K; and for directors how grades are spread over teams.
 */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { period } from "../core/format.js";
import { all, get, idempotencyKey, post } from "../core/api.js";
import { atLeast, myself } from "../core/session.js";
import { View } from "../core/view.js";
import { sheet, stateBadge } from "../appraisals/sheet.js";
import { spread } from "../appraisals/spread.js";
import { breakable } from "../widgets/avatar.js";
import { busy } from "../widgets/dialog.js";
import { dot, icon } from "../widgets/icon.js";
import { rovingFocus } from "../widgets/roving-focus.js";
import { tellProblem } from "../widgets/form-errors.js";
import { banner, empty, skeletonCard } from "../widgets/states.js";

const phone = matchMedia("(max-width: 63.99rem)");

class AppraisalsPage extends View {
  #part = null;                    // mine, turn, team, spread
  #current = null;
  #says = null;
  #period = null;

  get #parts() {
    return [
      ["mine", myself() !== null], ["turn", atLeast("manager")], ["team", atLeast("manager")], ["spread", atLeast("director")],
    ].filter(([, shown]) => shown).map(([name]) => name);
  }

  async load(signal) {
    this.#part ??= atLeast("manager") ? "turn" : this.#parts[0] ?? "mine";
    if (this.#part === "mine" && myself() === null) return { items: [], periods: [], spreads: [] };
    const query = { mine: { member: "me" }, turn: { turn: "me" }, team: { period: this.#period } }[this.#part];
    if (this.#part !== "spread") return { ...(await get("/appraisals", { query: { limit: 200, ...query }, signal })), spreads: [] };
    const known = await get("/appraisals", { query: { limit: 500 }, signal });
    const periods = [...new Set(known.items.map((item) => item.period))];
    this.#period = periods.includes(this.#period) ? this.#period : periods[0] ?? null;
    const spreads = this.#period ? await all("/appraisals/grades", { query: { period: this.#period }, signal }) : [];
    return { items: [], periods, spreads };
  }

  skeleton() { return html`<div class="columns wide-right">${skeletonCard(8, 14, 14, 14)}${skeletonCard(10, 20, 20)}</div>`; }

  view({ items, next, periods, spreads }) {
    const part = (name) => html`<button type="button" role="radio" data-part="${name}" aria-checked="${name === this.#part}">
      ${t(`appraisals.part.${name}`)}
    </button>`;
    const isQueue = this.#part === "turn" && items.length > 0;
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.appraisals")}</h1><p>${t(`appraisals.intro.${this.#part}`)}</p></div>
        ${isQueue ? html`<p class="keys hint"><kbd>J</kbd><kbd>K</kbd>${t("appraisals.keys")}</p>` : null}
      </div>
      ${this.#parts.length > 1
        ? html`<div class="segments approvals-state" role="radiogroup" aria-label="${t("appraisals.parts")}">${this.#parts.map(part)}</div>`
        : null}
      <div class="view" data-says>${this.#says}</div>
      ${this.#part === "spread"
        ? spread(spreads, periods, this.#period)
        : items.length
          ? html`<div class="columns wide-right">
            <section class="card flush queue-card" aria-label="${t("appraisals.list")}">
              <ul class="queue">${items.map((item) => this.#line(item))}</ul>
              ${next ? html`<p class="more"><button class="button small" type="button" data-next>${t("action.more")}</button></p>` : null}
            </section>
            <section class="card flush request-detail appraisal" aria-labelledby="sheet-title" data-detail></section>
          </div>`
          : html`<section class="card">
            ${empty(t(`appraisals.empty.${this.#part}`), t(`appraisals.empty.${this.#part}.words`))}
          </section>`}
    `;
  }

  #line(item) {
    const mine = this.#part === "mine";
    return html`<li class="queue-line">
      <a
        class="request"
        href="#${encodeURIComponent(item.id)}"
        data-item="${item.id}"${item.id === this.#current ? html` aria-current="true"` : null}>
        <span class="kind ${item.waits?.overdue ? "warn" : ""}">${icon(item.waits?.overdue ? "clock" : "medal")}</span>
        <span class="grow">
          <span class="between">
            <strong class="name">${mine ? period(item.period) : breakable(item.member.name)}</strong>
            <span class="num amount">${item.grade ?? ""}</span>
          </span>
          <small>
            <span>${text(item.title)}${mine ? null : html`${dot}${period(item.period)}`}</span>
            ${stateBadge(item)}
          </small>
        </span>
      </a>
    </li>`;
  }

  ready({ items }) {
    const parts = this.querySelector("[role=radiogroup]");
    if (parts) rovingFocus(parts);
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (!items.some((item) => item.id === this.#current)) {
      this.#current = items.find((item) => item.id === wanted)?.id ?? items[0]?.id ?? null;
    }
    this.toggleAttribute("data-detail-open", Boolean(wanted) && items.some((item) => item.id === wanted));
    this.on("click", "[data-part]", (_, button) => this.#turnTo(button.dataset.part));
    this.on("change", "[data-period]", async (_, select) => { this.#period = select.value; await this.reload({ quiet: true }); });
    this.on("click", "[data-team]", (_, button) => { this.#period = button.dataset.team; this.#turnTo("team"); });
    this.on("click", "[data-next]", (_, button) => busy(button, () => this.#extend()));
    this.on("click", "[data-item]", (event, link) => { event.preventDefault(); this.#select(link.dataset.item, true); });
    this.on("click", "[data-back]", () => { history.replaceState(null, "", location.pathname); this.removeAttribute("data-detail-open"); });
    this.on("click", "[data-print]", () => print());
    this.on("submit", "[data-step]", (event, form) => { event.preventDefault(); this.#take(form, event.submitter); });
    const pressed = (event) => this.#key(event);
    document.addEventListener("keydown", pressed);
    this.own(() => document.removeEventListener("keydown", pressed));
    const returned = () => this.toggleAttribute("data-detail-open", Boolean(location.hash));
    addEventListener("popstate", returned);
    this.own(() => removeEventListener("popstate", returned));
    if (this.#current) this.#select(this.#current, false);
  }

  async #turnTo(part) {
    [this.#part, this.#current, this.#says] = [part, null, null];
    history.replaceState(null, "", location.pathname);
    await this.reload({ quiet: true });
    this.querySelector("[role=radio][aria-checked=true]")?.focus();
  }

  async #extend() {
    const query = { mine: { member: "me" }, turn: { turn: "me" }, team: { period: this.#period } }[this.#part];
    const more = await get("/appraisals", { query: { limit: 200, ...query, after: this.data.next } }).catch(() => null);
    if (!more) return;
    this.data = { ...this.data, ...more, items: [...this.data.items, ...more.items] };
    this.draw();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const key = event.key.toLowerCase();
    if (key !== "j" && key !== "k" || this.#part === "spread") return;
    event.preventDefault();
    const { items } = this.data;
    const next = items[items.findIndex((item) => item.id === this.#current) + (key === "j" ? 1 : -1)];
    if (!next) return;
    this.#select(next.id, false);
    this.querySelector(`[data-item="${CSS.escape(next.id)}"]`)?.focus();
  }

  /** The whole sheet with its seal is read when it is looked at. */
  async #select(id, open) {
    this.#current = id;
    for (const link of this.querySelectorAll("[data-item]")) {
      if (link.dataset.item === id) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
    if (open) this.#open(id);
    const place = this.querySelector("[data-detail]");
    const item = this.data.items.find((one) => one.id === id);
    if (!place || !item) return;
    render(place, sheet(item));
    const whole = await get(`/appraisals/${encodeURIComponent(id)}`).catch(() => null);
    if (!whole || this.#current !== id || !this.isConnected) return;
    const typing = [...place.querySelectorAll("textarea, input[type=number]")].some((field) => field.value);
    if (!typing) render(place, sheet(whole));
  }

  #open(id) {
    this.setAttribute("data-detail-open", "");
    const address = `#${encodeURIComponent(id)}`;
    if (!phone.matches) { history.replaceState(null, "", address); return; }
    if (location.hash !== address) history.pushState({ fromList: true }, "", address);
    scrollTo(0, 0);
  }

  /** The button says which step it is: signing and objecting stand in one form. */
  #take(form, button) {
    const step = button?.value ?? form.dataset.step;
    const item = this.data.items.find((one) => one.id === this.#current);
    const comment = form.elements.comment.value.trim();
    const ratings = Object.fromEntries([...form.querySelectorAll("[data-rating]")].map((field) => [field.name, Number(field.value)]));
    if (!form.reportValidity()) return undefined;
    if (step === "object" && !comment) {
      form.elements.comment.setAttribute("aria-invalid", "true");
      form.elements.comment.focus();
      return undefined;
    }
    form.key ??= idempotencyKey();
    return busy(button, async () => {
      try {
        const body = { ...(comment ? { comment } : {}), ...(Object.keys(ratings).length ? { ratings } : {}) };
        const after = await post(`/appraisals/${encodeURIComponent(item.id)}/${step}`, body, { key: form.key });
        this.#says = banner("neutral", "check", t(`appraisals.done.${step}`, { name: after.member.name }));
        const index = this.data.items.indexOf(item);
        const left = this.#part === "turn" && !after.may.length;
        this.data.items.splice(index, 1, ...(left ? [] : [after]));
        if (left) this.#current = this.data.items[index]?.id ?? this.data.items.at(-1)?.id ?? null;
        if (left) history.replaceState(null, "", location.pathname);
        this.draw();
      } catch (problem) {
        form.key = null;
        tellProblem(form, problem);
      }
    });
  }
}

customElements.define("appraisals-page", AppraisalsPage);
