/* Where the six digits of an app, or a recovery code, are typed. */
import { html } from "../core/html.js";

export const codeField = (name, label, hint = null) => html`<div class="field">
  <label for="${name}">${label}</label>
  <input
    class="input tabular"
    id="${name}"
    name="${name}"
    autocomplete="one-time-code"
    inputmode="text"
    autocapitalize="none"
    spellcheck="false"
    maxlength="24"
    required>
  ${hint ? html`<p class="hint">${hint}</p>` : null}
</div>`;
