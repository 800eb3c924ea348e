/* Forgetting who somebody was. It cannot be taken back, so that the name is typed first; then where it still stands is said. */
import { post } from "../core/api.js";
import { date } from "../core/format.js";
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";

/** Asks for the name of `member`, has them forgotten, and calls `done`. */
export function forgetMember(member, done) {
  const dialog = openDialog(t("people.forget.sure", { name: member.name }), html`
    <form class="stack">
      <p class="muted">${t("people.forget.words", { id: member.id })}</p>
      <div data-says></div>
      <div class="field">
        <label for="f-forget">${t("people.forget.name")}</label>
        <input class="input" id="f-forget" name="name" autocomplete="off" required>
      </div>
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.cancel")}</button>
        <button class="button danger" type="submit" disabled>${t("people.forget")}</button>
      </div>
    </form>
  `);
  const form = dialog.querySelector("form"), sure = form.querySelector("[type=submit]");
  const isSame = () => form.elements.name.value.trim() === member.name;
  form.addEventListener("input", () => { sure.disabled = !isSame(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isSame()) return;
    busy(sure, async () => {
      try {
        const answer = await post(`/members/${encodeURIComponent(member.id)}/forget`, {});
        dialog.close();
        await done();
        tell(member.id, answer);
      } catch (problem) {
        if (problem.status === undefined) throw problem;
        tellProblem(dialog, problem);
      }
    });
  });
}

/** Where the name stands still: in backups that were made before. */
function tell(id, { backups, log_emptied }) {
  openDialog(t("people.forgotten", { id }), html`
    <p>${t(backups.length ? "people.forgotten.backups" : "people.forgotten.none")}</p>
    ${backups.length
      ? html`<ul>${backups.map((one) => html`<li>${one.name} <small class="muted">${date(one.made)}</small></li>`)}</ul>`
      : null}
    ${log_emptied ? null : html`<p>${t("people.forgotten.log")}</p>`}
    <div class="actions"><button class="button primary" type="button" data-close>${t("action.close")}</button></div>
  `);
}
