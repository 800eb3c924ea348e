/* Where CRMs send to: hooks are made, keyed, mended and switched off; what they received is looked at and taken in again. */
import { html, render } from "../../core/html.js";
import { t } from "../../core/i18n.js";
import { number } from "../../core/format.js";
import { get, post, put, remove } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { busy } from "../../widgets/dialog.js";
import { confirmFirst } from "../../widgets/confirm-dialog.js";
import { banner, empty, explain, skeletonCard } from "../../widgets/states.js";
import { View } from "../../core/view.js";
import { hookCard } from "../../hooks/cards.js";
import { openMap } from "../../hooks/map-dialog.js";
import { openNew } from "../../hooks/new-dialog.js";
import { openReceipts } from "../../hooks/receipts-dialog.js";
import { showSecret } from "../../webhooks/secret-dialog.js";

/** What was taken in again is looked for after so many milliseconds. */
const again = 1000;

class HooksPage extends View {
  role = "admin";

  async load(signal) { return get("/hooks", { signal }); }
  skeleton() { return html`<div class="page-head"><h1>${t("nav.hooks")}</h1></div>${skeletonCard(10, 20)}${skeletonCard(10, 20)}`; }

  view({ items, templates }) {
    const add = templates.length
      ? html`<button class="button primary" type="button" data-new>${icon("plus")}${t("hooks.add")}</button>` : null;
    return html`<div class="page-head"><div><h1 class="only-desktop">${t("nav.hooks")}</h1><p>${t("hooks.intro")}</p></div>
        ${items.length ? add : null}</div>
      <div class="view" data-says aria-live="polite"></div>
      ${items.length
        ? html`<div class="columns halves">${[0, 1].map((side) => html`<div class="stack">
          ${items.filter((_, index) => index % 2 === side).map(hookCard)}</div>`)}</div>`
        : empty(t("hooks.none"), t("hooks.none.words"), add)}`;
  }

  ready({ items, templates }) {
    const reload = () => this.reload({ quiet: true });
    const one = (button) => items.find((item) => item.id === button.closest("[data-hook]").dataset.hook);
    this.on("click", "[data-new]", () => openNew(templates, async ({ secret }) => { await reload(); showSecret(secret); }));
    this.on("click", "[data-show]", (_, button) => openReceipts(one(button), reload));
    this.on("click", "[data-map]", (_, button) => openMap(one(button), reload));
    this.on("click", "[data-rotate]", (_, button) => this.#rotate(one(button)));
    this.on("click", "[data-drop]", (_, button) => this.#drop(one(button)));
    this.on("click", "[data-replay]", (_, button) => this.#do(button, async () => {
      const { replayed } = await post(`${path(one(button))}/replay`, {});
      this.#say("neutral", "check", t("hooks.replayed", { n: number(replayed) }));
      const timer = setTimeout(reload, again);
      this.own(() => clearTimeout(timer));
    }));
    this.on("click", "[data-switch]", (_, button) => this.#do(button, async () => {
      await put(path(one(button)), { on: !one(button).on });
      await reload();
    }));
  }

  #do(button, work) {
    return busy(button, async () => {
      try { await work(); } catch (problem) { this.#say("danger", "alert", explain(problem)); }
    });
  }

  #rotate(hook) {
    const make = async () => {
      const { secret } = await post(`${path(hook)}/secret`, {});
      await this.reload({ quiet: true });
      showSecret(secret);
    };
    if (!hook.own_key) { make().catch((problem) => this.#say("danger", "alert", explain(problem))); return; }
    confirmFirst({ title: t("hooks.rotate.sure"), words: t("hooks.rotate.words"), yes: t("hooks.rotate"), look: "primary" }, make);
  }

  #drop(hook) {
    const words = { title: t("hooks.drop.sure", { name: hook.id }), words: t("hooks.drop.words"), yes: t("action.remove") };
    confirmFirst(words, async () => {
      await remove(path(hook));
      await this.reload({ quiet: true });
    });
  }

  #say(look, picture, words) { render(this.querySelector("[data-says]"), banner(look, picture, html`<p>${words}</p>`)); }
}

const path = ({ id }) => `/hooks/${encodeURIComponent(id)}`;

customElements.define("hooks-page", HooksPage);
