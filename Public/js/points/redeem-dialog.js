/* Redeeming: an equation, which points go first, who approves, how to undo. Two taps from the catalogue. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { lastDay, number } from "../core/format.js";
import { icon } from "../widgets/icon.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { banner, explain } from "../widgets/states.js";
import { markProblem } from "../widgets/form-errors.js";
import { askedFields, readAnswers } from "./reward-fields.js";
import { rewardState } from "./reward-card.js";
import { wishButton, wishing } from "./wish.js";
import { idempotencyKey, post } from "../core/api.js";

/** Opens the dialog for `reward`; `done(redemption)` after it succeeded. */
export function openRedeem(reward, balance, done) {
  const can = reward.me?.can === true;
  const dialog = openDialog(
    can ? t("redeem.title", { title: text(reward.title) }) : text(reward.title),
    can ? offer(reward, balance) : locked(reward, balance)
  );
  wishing(dialog, done);
  if (!can) return;
  const key = idempotencyKey();
  const form = dialog.querySelector("form");
  form?.addEventListener("submit", (event) => event.preventDefault());
  const confirm = dialog.querySelector("[data-confirm]");
  if (navigator.onLine === false) {
    confirm.disabled = true;
    render(dialog.querySelector("[data-says]"), banner("warn", "offline", t("redeem.offline")));
  }
  (form?.querySelector(".input") ?? confirm).focus();
  confirm.addEventListener("click", () => busy(confirm, async () => {
    if (form && !form.checkValidity()) return;
    try {
      const answers = form ? { answers: readAnswers(form) } : {};
      const redemption = await post("/redemptions", { reward: reward.id, count: 1, ...answers }, { key });
      dialog.querySelector("h2").textContent = text(reward.title);
      render(dialog.querySelector(".dialog-body"), thanks(redemption, reward));
      dialog.querySelector("[data-close].button")?.focus();
      done(redemption);
    } catch (problem) {
      render(dialog.querySelector("[data-says]"), banner("danger", "alert", t("redeem.failed", { why: explain(problem) })));
      if (form) markProblem(form, problem, explain(problem));
    }
  }));
}

function offer(reward, balance) {
  const lots = reward.me.takes
    .map((lot) => t(lot.at ? "redeem.lot" : "redeem.lot.never", { date: lot.at ? lastDay(lot.at) : "", points: number(lot.points) }))
    .join(t("list.comma.sentence"));
  const by = reward.me?.approval ?? "none";
  const figure = (name, value, look = "") => html`<dl class="figure ${look}"><dt>${name}</dt><dd>${number(value)}</dd></dl>`;
  return html`
    ${text(reward.text) ? html`<p class="muted small">${text(reward.text)}</p>` : null}
    <div class="equation">
      ${figure(t("redeem.now"), balance.available)}
      <span class="op">−</span>
      ${figure(t("redeem.cost"), reward.cost)}
      <span class="op">=</span>
      ${figure(t("redeem.left"), reward.me.after, "result")}
    </div>
    <ul class="notes">
      <li>${icon("hourglass")}<span>${t("redeem.lots", { lots })}</span></li>
      <li>${icon("inbox")}<span>${by === "none" ? t("redeem.at-once") : t("redeem.approver", { role: t(`role.${by}`) })}</span></li>
      <li>${icon("undo")}<span>${t("redeem.undo")}</span></li>
    </ul>
    ${reward.fields?.length ? askedFields(reward.fields) : null}
    <div data-says></div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary" type="button" data-confirm>${t("redeem.confirm")}</button>
    </div>
  `;
}

function locked(reward, balance) {
  const { reason, missing } = reward.me ?? {};
  const short = reason === "tier" ? "redeem.missing.tier" : "redeem.missing.points";
  const why = missing ? t(short, { points: number(missing) }) : rewardState(reward).words;
  return html`
    ${text(reward.text) ? html`<p class="muted small">${text(reward.text)}</p>` : null}
    <ul class="notes">
      <li>${icon("coins")}<span>${t("redeem.costs", { points: number(reward.cost), available: number(balance.available) })}</span></li>
      <li>
        ${icon(reason === "tier" ? "lock" : "hourglass")}
        <span>${why}</span>
      </li>
    </ul>
    <div data-says></div>
    <div class="actions">
      ${wishButton(reward)}
      <a class="button primary" href="/rules">${t("board.empty.way")}</a>
    </div>
  `;
}

const thanks = (redemption, reward) => html`<div class="stack" role="status">
  ${banner(
    "neutral",
    "check",
    t(`redeem.done.${redemption.state}`, {
      title: text(reward.title),
      left: redemption.available === undefined ? "" : number(redemption.available),
    })
  )}
  <div class="actions">
    <button class="button" type="button" data-close>${t("action.close")}</button>
    <a class="button primary" href="/rewards#mine" data-close>${t("rewards.mine")}</a>
  </div>
</div>`;
