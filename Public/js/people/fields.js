/* Fields of the dialogs about people. */
import { html } from "../core/html.js";
import { icon } from "../widgets/icon.js";

export const field = (name, label, value, { type = "text", required = false, hint = null } = {}) => html`<div class="field">
  <label for="f-${name}">${label}</label>
  <input
    class="input"
    id="f-${name}"
    name="${name}"
    type="${type}"
    value="${value ?? ""}"
    maxlength="128"
    autocomplete="off"${required ? html` required` : null}${hint ? html` aria-describedby="h-${name}"` : null}>
  ${hint ? html`<p class="hint" id="h-${name}">${hint}</p>` : null}
</div>`;
export const select = (name, label, options, value) => html`<div class="field">
  <label for="f-${name}">${label}</label>
  <span class="select-box">
    <select class="input select" id="f-${name}" name="${name}">
      ${options.map(([key, words]) => html`<option value="${key}"${key === value ? html` selected` : null}>${words}</option>`)}
    </select>
    ${icon("down")}
  </span>
</div>`;
