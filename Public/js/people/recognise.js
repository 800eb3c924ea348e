/*
 * A word of recognition, with points or without. It shows what one may still give this member without asking anybody, before and after
 * what is typed; points are asked about once more, for they are worth money.
 */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { lastDay, number } from "../core/format.js";
import { get, idempotencyKey, post } from "../core/api.js";
import { previewApproval } from "../approvals/approval-preview.js";
import { confirmFirst } from "../widgets/confirm-dialog.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";

/** `done` hears when it is said. */
export async function recognise(member, done) {
  const key = idempotencyKey();
  // Without it the words can be said all the same.
  const budget = await get(`/members/${encodeURIComponent(member.id)}/authority`).catch(() => null);
  const dialog = openDialog(t("recognise.title", { name: member.name }), html`<form class="stack">
    <p class="muted small">${t("recognise.words")}</p>
    <div data-says></div>
    <div class="field">
      <label for="deed">${t("recognise.deed")}</label>
      <textarea class="input" id="deed" name="title" rows="2" maxlength="200" required placeholder="${t("recognise.example")}"></textarea>
    </div>
    <div class="field">
      <label for="gift">${t("recognise.points")}</label>
      <span class="affix">
        <input class="input number" id="gift" name="points" type="number" min="0" step="1" value="0"
          aria-describedby="gift-left gift-needs">
        <span class="unit">${t("points.name")}</span>
      </span>
      <p class="hint" id="gift-left" data-left aria-live="polite">${budgetWords(budget, member, 0)}</p>
      <p class="hint" id="gift-needs" data-needs aria-live="polite">${t("recognise.points.hint")}</p>
    </div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t("recognise.send")}</button>
    </div>
  </form>`);
  const form = dialog.querySelector("form");
  const typed = () => Math.max(0, Math.floor(Number(form.points.value)) || 0);
  form.points.addEventListener("input", () => {
    render(form.querySelector("[data-left]"), html`${budgetWords(budget, member, typed())}`);
  });
  previewApproval(form, dialog.querySelector("[data-needs]"), () => (
    typed() > 0 ? ["POST", "/recognitions", { member: member.id, title: form.title.value || "–", points: typed() }] : null
  ));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { title, points } = Object.fromEntries(new FormData(event.target));
    const send = async () => {
      await post("/recognitions", { member: member.id, title, points: Number(points) }, { key });
      dialog.close();
      await done();
    };
    if (typed() > 0) {
      const values = { name: member.name, points: number(typed()), n: typed() };
      const after = budgetWords(budget, member, typed());
      const words = html`<span>${title}</span>${after ? html`<br><span class="muted">${after}</span>` : null}`;
      confirmFirst({ title: t("recognise.sure", values), words, yes: t("recognise.send.points", values), look: "primary" }, send);
      return;
    }
    busy(form.querySelector(".primary"), () => send().catch((problem) => tellProblem(dialog, problem)));
  });
}

/** What is left to give somebody this month, now or after `points` more. */
export function budgetWords(budget, member, points) {
  if (!budget || budget.left === null) return null;
  const left = budget.left - points;
  const values = {
    name: member.name,
    given: number(budget.given),
    left: number(Math.max(0, left)),
    over: number(-left),
    day: lastDay(budget.until),
    n: Math.max(0, left),
  };
  if (left < 0) return t("recognise.left.over", values);
  return t(points > 0 ? "recognise.left.after" : "recognise.left", values);
}
