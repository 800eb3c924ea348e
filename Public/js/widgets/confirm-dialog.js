/* Asking before something that is hard to take back: what will happen, one way out, one button that does it. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { busy, openDialog } from "./dialog.js";
import { tellProblem } from "./form-errors.js";

/** Does `work()` when it is confirmed; a refusal stands in the dialog, which stays. */
export function confirmFirst({ title, words = null, yes, look = "danger" }, work) {
  const dialog = openDialog(title, html`
    ${words ? html`<p class="muted">${words}</p>` : null}
    <div data-says></div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button ${look}" type="button" data-sure>${yes}</button>
    </div>
  `);
  const sure = dialog.querySelector("[data-sure]");
  sure.addEventListener("click", () => busy(sure, async () => {
    try {
      await work();
      dialog.close();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      tellProblem(dialog, problem);
    }
  }));
}
