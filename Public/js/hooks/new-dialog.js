/* A new hook: its name, the map that it begins with, and a secret where the other side gave one. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { post } from "../core/api.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { tellProblem } from "../widgets/form-errors.js";

/** `done(made)` is called when it is there. */
export function openNew(templates, done) {
  const dialog = openDialog(t("hooks.add"), html`<form class="stack">
    <div data-says></div>
    <div class="field"><label for="hn-template">${t("hooks.template")}</label>
      <span class="select-box"><select class="input select" id="hn-template" name="template">
        ${templates.map(({ id }) => html`<option value="${id}">${id}</option>`)}</select>${icon("down")}</span></div>
    <div class="field"><label for="hn-id">${t("hooks.name")}</label>
      <input class="input" id="hn-id" name="id" maxlength="64" pattern="[a-z0-9_][a-z0-9_.\\-]*" autocomplete="off" required>
      <p class="hint">${t("hooks.name.hint")}</p></div>
    <div class="field"><label for="hn-secret">${t("hooks.secret.given")}</label>
      <input class="input" id="hn-secret" name="secret" maxlength="500" autocomplete="off">
      <p class="hint">${t("hooks.secret.given.hint")}</p></div>
    <div class="actions"><button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t("action.save")}</button></div>
  </form>`);
  const form = dialog.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(form.querySelector(".primary"), async () => {
      try {
        const data = new FormData(form);
        const made = await post("/hooks", { id: data.get("id"), template: data.get("template"), secret: data.get("secret") || null });
        dialog.close();
        await done(made);
      } catch (problem) { tellProblem(dialog, problem); }
    });
  });
}
