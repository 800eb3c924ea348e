/* A secret that is shown once. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { openDialog } from "../widgets/dialog.js";

export function showSecret(secret) {
  openDialog(t("webhooks.secret.made"), html`<div class="stack">
    <p>${t("settings.secret.words")}</p>
    <code class="secret">${secret}</code>
    <div class="actions"><button class="button" type="button" data-close>${t("action.close")}</button></div>
  </div>`);
}
