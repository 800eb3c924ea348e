/* What I was told, and how I want to be told. */
import { html, render } from "../core/html.js";
import { more, t } from "../core/i18n.js";
import { get, post, put } from "../core/api.js";
import { myself } from "../core/session.js";
import { View } from "../core/view.js";
import { live } from "../live/live.js";
import { notice, noticeLine } from "../live/notices.js";
import { busy } from "../widgets/dialog.js";
import { empty, explain, skeletonCard } from "../widgets/states.js";

const modes = ["on", "digest", "off"];

class NoticesPage extends View {
  #items = [];
  #next = null;

  async load(signal) {
    await more();
    if (myself() === null) return { preferences: null, unread: 0 };
    const [page, preferences] = await Promise.all([get("/notices", { query: { limit: 30 }, signal }), get("/me/preferences", { signal })]);
    this.#items = page.items;
    this.#next = page.next;
    return { preferences, unread: page.unread };
  }

  skeleton() { return html`<div class="page-head only-desktop"><h1>${t("nav.notices")}</h1></div>${skeletonCard(10, 20, 20, 20)}`; }

  view({ preferences, unread }) {
    if (!preferences) return html`<section class="card">${empty(t("me.none.title"), t("me.none.words"))}</section>`;
    return html`
      <div class="page-head">
        <h1 class="only-desktop">${t("nav.notices")}</h1>
        <button class="button small" type="button" data-read${unread ? null : html` disabled`}>${t("notices.read-all")}</button>
      </div>
      <section class="card" aria-label="${t("nav.notices")}"><div data-list></div></section>
      <section class="card" aria-labelledby="wanted">
        <h2 id="wanted">${t("notices.wanted")}</h2>
        <p class="hint">${t("notices.wanted.words")}</p>
        <form class="stack" data-preferences>
          ${Object.keys(preferences.notices).map((kind) => choice(kind, preferences.notices[kind]))}
          <div class="field">
            <label for="digest">${t("notices.digest.when")}</label>
            <span class="select-box"><select class="input select" id="digest" name="digest">
              ${["daily", "weekly"].map((one) => html`<option value="${one}"${one === preferences.digest ? html` selected` : null}>
                ${t(`notices.digest.${one}`)}
              </option>`)}
            </select></span>
          </div>
          <p role="status" class="small" data-says></p>
          <div class="actions"><button class="button primary">${t("action.save")}</button></div>
        </form>
      </section>
    `;
  }

  ready({ preferences }) {
    if (!preferences) return;
    this.#draw();
    this.on("click", "[data-read]", (_, button) => busy(button, async () => {
      await post("/notices/read", {}).catch(() => null);
      await this.reload({ quiet: true });
    }));
    this.on("click", "[data-more-notices]", () => this.#extend());
    this.on("submit", "[data-preferences]", (event, form) => { event.preventDefault(); this.#save(form); });
    this.own(live.subscribe({ feed: "me" }, { item: (item) => { if (item.notice) this.reload({ quiet: true }); } }));
  }

  #draw() {
    const shown = this.#items.filter(notice);
    render(this.querySelector("[data-list]"), shown.length
      ? html`<ul class="notices all">${shown.map(noticeLine)}</ul>
        ${this.#next
          ? html`<p class="more"><button class="button small" type="button" data-more-notices>${t("action.more")}</button></p>`
          : null}`
      : empty(t("notices.none.title"), t("notices.none.words")));
  }

  async #extend() {
    const page = await get("/notices", { query: { limit: 30, after: this.#next } }).catch(() => null);
    if (!page) return;
    this.#items.push(...page.items);
    this.#next = page.next;
    this.#draw();
  }

  #save(form) {
    const says = form.querySelector("[data-says]");
    const data = new FormData(form);
    const notices = Object.fromEntries([...data].filter(([name]) => name !== "digest"));
    return busy(form.querySelector(".primary"), async () => {
      try {
        await put("/me/preferences", { notices, digest: data.get("digest") });
        says.textContent = t("notices.saved");
      } catch (problem) { says.textContent = explain(problem); }
    });
  }
}

const choice = (kind, mode) => html`<fieldset class="field wanted">
  <legend>${t(`notices.kind.${kind}`)}</legend>
  <span class="cluster">
    ${modes.map((one) => html`<label class="check">
      <input type="radio" name="${kind}" value="${one}"${one === mode ? html` checked` : null}>
      <span>${t(`notices.mode.${one}`)}</span>
    </label>`)}
  </span>
</fieldset>`;

customElements.define("notices-page", NoticesPage);
