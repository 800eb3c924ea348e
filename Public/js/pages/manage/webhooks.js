/* Who outside is told what happens here: programs and group chats, how they fare, what was sent, and sending again. */
import { html, render } from "../../core/html.js";
import { t } from "../../core/i18n.js";
import { get, post, put, remove } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { busy } from "../../widgets/dialog.js";
import { confirmFirst } from "../../widgets/confirm-dialog.js";
import { banner, empty, explain, skeletonCard } from "../../widgets/states.js";
import { View } from "../../core/view.js";
import { webhookCard } from "../../webhooks/cards.js";
import { openWebhook } from "../../webhooks/webhook-dialog.js";
import { openAttempts } from "../../webhooks/attempts-dialog.js";
import { showSecret } from "../../webhooks/secret-dialog.js";

/** What was sent by hand is looked for again after so many milliseconds. */
const again = 1500;

class WebhooksPage extends View {
  role = "admin";

  async load(signal) { return get("/webhooks", { signal }); }
  skeleton() { return html`<div class="page-head"><h1>${t("nav.webhooks")}</h1></div>${skeletonCard(10, 20)}${skeletonCard(10, 20)}`; }

  view({ items }) {
    const add = html`<button class="button primary" type="button" data-new>${icon("plus")}${t("webhooks.add")}</button>`;
    return html`<div class="page-head"><div><h1 class="only-desktop">${t("nav.webhooks")}</h1><p>${t("webhooks.intro")}</p></div>
        ${items.length ? add : null}</div>
      <div class="view" data-says aria-live="polite"></div>
      ${items.length
        ? html`<div class="columns halves">${[0, 1].map((side) => html`<div class="stack">
          ${items.filter((_, index) => index % 2 === side).map(webhookCard)}</div>`)}</div>`
        : empty(t("webhooks.none"), t("webhooks.none.words"), add)}`;
  }

  ready(data) {
    const reload = () => this.reload({ quiet: true });
    const one = (button) => data.items.find((item) => item.id === button.closest("[data-webhook]").dataset.webhook);
    this.on("click", "[data-new]", () => openWebhook(null, data, reload));
    this.on("click", "[data-edit]", (_, button) => openWebhook(one(button), data, reload));
    this.on("click", "[data-attempts]", (_, button) => openAttempts(one(button), reload));
    this.on("click", "[data-test]", (_, button) => this.#do(button, `${path(one(button))}/test`, "webhooks.test.sent"));
    this.on("click", "[data-send]", (_, button) => this.#do(button, `${path(one(button))}/send`, "webhooks.send.begun"));
    this.on("click", "[data-rotate]", (_, button) => this.#rotate(one(button)));
    this.on("click", "[data-switch]", (_, button) => this.#switch(button, one(button)));
    this.on("click", "[data-drop]", (_, button) => this.#drop(one(button)));
  }

  #do(button, address, words) {
    return busy(button, async () => {
      try {
        await post(address, {});
        this.#say("neutral", "check", t(words));
        const timer = setTimeout(() => this.reload({ quiet: true }), again);
        this.own(() => clearTimeout(timer));
      } catch (problem) { this.#say("danger", "alert", explain(problem)); }
    });
  }

  #switch(button, webhook) {
    return busy(button, async () => {
      try {
        await put(path(webhook), { on: !webhook.on }, webhook.etag);
        await this.reload({ quiet: true });
      } catch (problem) { this.#say("danger", "alert", explain(problem)); }
    });
  }

  #rotate(webhook) {
    const words = { title: t("webhooks.rotate.sure"), words: t("webhooks.rotate.words"), yes: t("webhooks.rotate"), look: "primary" };
    confirmFirst(words, async () => {
      const { secret } = await post(`${path(webhook)}/secret`, {});
      await this.reload({ quiet: true });
      showSecret(secret);
    });
  }

  #drop(webhook) {
    const words = { title: t("webhooks.drop.sure", { title: webhook.title }), words: t("webhooks.drop.words"), yes: t("action.remove") };
    confirmFirst(words, async () => {
      await remove(path(webhook), webhook.etag);
      await this.reload({ quiet: true });
    });
  }

  #say(look, picture, words) { render(this.querySelector("[data-says]"), banner(look, picture, html`<p>${words}</p>`)); }
}

const path = ({ id }) => `/webhooks/${encodeURIComponent(id)}`;

customElements.define("webhooks-page", WebhooksPage);
