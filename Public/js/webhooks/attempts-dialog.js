/* The last calls to a webhook: what was sent, what was answered, and sending it again. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { moment, number } from "../core/format.js";
import { get, post } from "../core/api.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { banner, explain, skeletonCard } from "../widgets/states.js";
import { eventName } from "./webhook-dialog.js";

/** All that are kept. */
const most = 500;

export function openAttempts(webhook, done) {
  const path = `/webhooks/${encodeURIComponent(webhook.id)}`;
  const dialog = openDialog(t("webhooks.attempts.of", { title: webhook.title }), html`
    <div data-says aria-live="polite"></div><div data-list>${skeletonCard(20, 20)}</div>`, { look: "wide" });
  const says = (problem) => render(dialog.querySelector("[data-says]"), banner("danger", "alert", html`<p>${explain(problem)}</p>`));
  const read = async () => {
    try {
      const { items } = await get(`${path}/attempts`, { query: { limit: most } });
      const none = html`<p class="hint">${t("webhooks.attempts.none")}</p>`;
      render(dialog.querySelector("[data-list]"), items.length ? list(items, webhook.on) : none);
    } catch (problem) { says(problem); }
  };
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-resend]");
    if (!button) return;
    busy(button, async () => {
      try {
        await post(`${path}/deliveries/${button.dataset.resend}/send`, {});
        render(dialog.querySelector("[data-says]"), banner("neutral", "check", html`<p>${t("webhooks.send.begun")}</p>`));
        setTimeout(read, 1000);
        await done();
      } catch (problem) { says(problem); }
    });
  });
  read();
}

const list = (items, isOn) => html`<ul class="feed">${items.map((one) => line(one, isOn))}</ul>`;

const line = (one, isOn) => html`<li>
  <span class="kind">${icon(one.taken ? "check" : "alert")}</span>
  <span>
    <strong>${one.type ? eventName(one.type) : t("webhooks.attempts.forgotten")}</strong>
    <small>${facts(one)}</small>
    ${one.reason ? html`<small>${one.reason}</small>` : null}
    ${one.next ? html`<small>${t("webhooks.next", { when: moment(one.next) })}</small>` : null}
    ${one.answer
      ? html`<details><summary class="small">${t("webhooks.answer")}</summary><pre class="small">${one.answer}</pre></details>` : null}
  </span>
  ${isOn && one.type
    ? html`<button class="link small" type="button" data-resend="${one.delivery}">${t("webhooks.resend")}</button>` : null}
</li>`;

const facts = (one) => [moment(one.at), t("webhooks.took", { n: number(one.milliseconds) }), one.status, one.subject]
  .filter(Boolean).join(" · ");
