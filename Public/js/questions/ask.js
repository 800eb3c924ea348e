/* "This is not right, because …": asks about something of one's own. Buttons with [data-ask] (a kind) and [data-about] (an id) open it. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { idempotencyKey, post } from "../core/api.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { banner } from "../widgets/states.js";

export const askButton = (kind, id) => html`<button class="link small" type="button" data-ask="${kind}" data-about="${id}">
  ${t("question.ask")}
</button>`;

/** Listens within `element`; the answer takes the listener away again. */
export function askQuestions(element) {
  const pressed = (event) => {
    const button = event.target.closest?.("[data-ask]");
    if (button) openAsk({ kind: button.dataset.ask, id: button.dataset.about }, () => element.querySelector("my-questions")?.reload());
  };
  element.addEventListener("click", pressed);
  return () => element.removeEventListener("click", pressed);
}

function openAsk(about, done) {
  const dialog = openDialog(t("question.ask.title"), html`<form class="stack" data-form novalidate>
    <p class="muted">${t("question.ask.words")}</p>
    <div class="field">
      <label for="question-text">${t("question.why")}</label>
      <textarea class="input" id="question-text" name="text" rows="4" required maxlength="2000"></textarea>
    </div>
    <div data-says></div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary" type="submit">${t("question.send")}</button>
    </div>
  </form>`);
  const form = dialog.querySelector("form"), key = idempotencyKey();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.checkValidity()) busy(form.querySelector("[type=submit]"), () => send(dialog, form, about, key, done));
  });
}

async function send(dialog, form, about, key, done) {
  try {
    await post("/questions", { about, text: form.elements.text.value.trim() }, { key });
    render(dialog.querySelector(".dialog-body"), html`<div class="stack" role="status">
      ${banner("neutral", "check", t("question.sent"))}
      <div class="actions"><button class="button primary" type="button" data-close>${t("action.close")}</button></div>
    </div>`);
    done();
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    tellProblem(form, problem);
  }
}
