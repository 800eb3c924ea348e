/*
 * Celebrations: one at a time, at most one in `pause`; what comes meanwhile is gathered into one line.
 * A toast stays `stay`, stops its clock under pointer or focus, and can be closed. Call `celebrate(item)`; what is for the
 * reader alone is said at once, without gold, by `say({look, title, detail})`.
 */
import { create, html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { icon, mark } from "../widgets/icon.js";
import { breakable } from "../widgets/avatar.js";
import { celebrationCause, pointsGained, celebrationTitle } from "./feed-text.js";

const stay = 5000;
const pause = 20_000;

class CelebrationToasts extends HTMLElement {
  #queue = [];
  #next = 0;
  #timer = null;

  connectedCallback() {
    this.className = "toasts";
    this.setAttribute("role", "status");
    this.setAttribute("aria-live", "polite");
  }

  disconnectedCallback() { clearTimeout(this.#timer); }

  celebrate(item) {
    this.#queue = [...this.#queue.slice(-99), item];      // "and 99 more" is enough
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), Math.max(0, this.#next - Date.now()));
  }

  #show() {
    const [item, ...rest] = this.#queue.splice(0).reverse();
    if (!item || !this.isConnected) return;
    this.#next = Date.now() + pause;
    const more = rest.length ? html`<span class="nowrap">${t("celebrate.more", { n: rest.length })}</span>` : null;
    this.#toast(
      "",
      mark(),
      html`${breakable(item.name)} ${celebrationTitle(item)}`,
      html`${celebrationCause(item)} ${pointsGained(item)} ${more}`
    );
  }

  say({ look, title, detail }) { this.#toast(" plain", icon(look), title, detail); }

  #toast(look, emblem, title, detail) {
    const toast = create(html`<div class="toast${look}">
      <span class="emblem">${emblem}</span>
      <div><p class="title">${title}</p><p class="detail">${detail}</p></div>
      <button class="icon-button" type="button" aria-label="${t("action.close")}">${icon("x")}</button>
    </div>`);
    toast.querySelector("button").addEventListener("click", () => toast.remove());
    this.append(toast);
    this.#expire(toast);
  }

  #expire(toast) {
    let left = stay;
    const tick = setInterval(() => {
      if (!toast.isConnected) { clearInterval(tick); return; }
      if (toast.matches(":hover, :focus-within")) return;
      left -= 250;
      if (left <= 0) { clearInterval(tick); toast.remove(); }
    }, 250);
  }
}

customElements.define("celebration-toasts", CelebrationToasts);
