/* "I save for this": a wish, its way, and the button that makes it. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { number } from "../core/format.js";
import { put } from "../core/api.js";
import { bar } from "../widgets/bar.js";
import { busy } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { banner, explain } from "../widgets/states.js";

/** For who does not have it yet; null where nobody saves. */
export function wishButton(reward) {
  if (!reward.me || reward.archived) return null;
  return html`<button class="button" type="button" data-wish="${reward.id}" aria-pressed="${reward.me.wish !== null}">
    ${icon("laurel")}${t(reward.me.wish ? "wish.end" : "wish.make")}
  </button>`;
}

/** Listens to the button inside a dialog; `done()` after it succeeded. */
export function wishing(dialog, done) {
  const button = dialog.querySelector("[data-wish]");
  button?.addEventListener("click", () => busy(button, async () => {
    try {
      const wanted = button.getAttribute("aria-pressed") !== "true";
      await put(`/rewards/${encodeURIComponent(button.dataset.wish)}/wish`, { wanted });
      dialog.close();
      done();
    } catch (problem) { render(dialog.querySelector("[data-says]"), banner("danger", "alert", explain(problem))); }
  }));
}

/** How far it is: 1,250 of 2,000, and what else stands in the way. */
export function wishProgress(reward, available) {
  const share = Math.max(0, Math.min(1, available / reward.cost));
  const words = reward.me.can
    ? t("wish.reached")
    : reward.me.reason === "points"
      ? t("wish.missing", { points: number(reward.me.missing), n: reward.me.missing })
      : t(reward.me.reason === "stock" ? "wish.stock" : "wish.waiting");
  return html`<li class="wish">
    <a href="/rewards?reward=${encodeURIComponent(reward.id)}">
      <span class="between">
        <strong>${text(reward.title)}</strong>
        <span class="num">${number(Math.min(available, reward.cost))} / ${number(reward.cost)}</span>
      </span>
      ${bar(share)}
      <small class="muted">${words}</small>
    </a>
  </li>`;
}

/** The card of all that is saved for; null where nothing is. */
export function wishesCard(rewards, available) {
  const wished = rewards.filter((reward) => reward.me?.wish && !reward.archived);
  if (!wished.length) return null;
  return html`<section class="card" aria-labelledby="wishes">
    <h2 id="wishes">${t("wish.title")}</h2>
    <ul class="wishes">${wished.map((reward) => wishProgress(reward, available))}</ul>
  </section>`;
}
