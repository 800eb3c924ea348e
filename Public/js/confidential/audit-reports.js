/* Reports of abuse for audit: the passphrase opens them, for as long as the dialog is open; an answer goes to who has the receipt. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { get, post } from "../core/api.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { banner } from "../widgets/states.js";

const passphrase = (name, label) => html`<div class="field">
  <label for="audit-${name}">${label}</label>
  <input class="input" id="audit-${name}" name="${name}" type="password" autocomplete="off" required minlength="12">
</div>`;

export async function openReports() {
  const { open } = await get("/reports-of-abuse");
  const dialog = openDialog(t("report.audit"), open ? asking() : making());
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.checkValidity()) busy(form.querySelector("[type=submit]"), () => send(dialog, form));
  });
}

const making = () => html`<form class="stack" data-form="key" novalidate>
  <p>${t("report.key.words")}</p>
  ${passphrase("passphrase", t("report.passphrase.new"))}
  <div data-says></div>
  <div class="actions"><button class="button primary" type="submit">${t("report.key.make")}</button></div>
</form>`;

const asking = () => html`<form class="stack" data-form="open" novalidate>
  <p class="muted">${t("report.open.words")}</p>
  ${passphrase("passphrase", t("report.passphrase"))}
  <div data-says></div>
  <div class="actions"><button class="button primary" type="submit">${t("report.open")}</button></div>
</form>`;

async function send(dialog, form) {
  const body = dialog.querySelector(".dialog-body");
  try {
    if (form.dataset.form === "answer") {
      await post("/audit/reports/answer", { report: form.dataset.report, text: form.elements.text.value.trim() });
      render(form, banner("neutral", "check", t("report.answered")));
      return;
    }
    if (form.dataset.form === "key") {
      await post("/audit/key", { passphrase: form.elements.passphrase.value });
      render(body, asking());
      return;
    }
    const { items } = await post("/audit/reports/open", { passphrase: form.elements.passphrase.value });
    render(body, items.length ? html`<ul class="stack">${items.map(one)}</ul>` : html`<p>${t("report.none")}</p>`);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    tellProblem(form, problem);
  }
}

const one = ({ id, category, day, entries }) => html`<li class="card stack">
  <h3>${t(`report.category.${category}`)} · ${day}</h3>
  <ol class="question-steps">${entries.map((entry) => html`<li>
    <p class="hint">${t(`report.entry.${entry.kind}`)} · ${entry.day}</p>
    <p>${entry.text ?? t("report.other-key")}</p>
  </li>`)}</ol>
  <form class="stack tight" data-form="answer" data-report="${id}" novalidate>
    <div class="field">
      <label for="answer-${id}">${t("question.answer")}</label>
      <textarea class="input" id="answer-${id}" name="text" rows="2" required maxlength="8000"></textarea>
    </div>
    <div data-says></div>
    <p><button class="button small" type="submit">${t("question.answer.send")}</button></p>
  </form>
</li>`;
