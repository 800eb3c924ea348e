/* Fields for a text in each of the company's languages. */
import { html } from "../core/html.js";
import { languageNames, t } from "../core/i18n.js";
import { session } from "../core/session.js";

/** Inputs named `name.<language>`; `kind` is input or textarea. */
export function textFields(id, name, label, value, { kind = "input", required = false } = {}) {
  return html`<div class="three">${(session.company.languages ?? ["zh-Hans"]).map((one, index) => {
    const common = html`
      class="input" id="${id}-${name}-${one}" name="${name}.${one}" lang="${one}" maxlength="200"${required && index === 0
        ? html` required`
        : null}
    `;
    return html`<div class="field">
      <label for="${id}-${name}-${one}">${t("field.in-language", { label, language: languageNames[one] ?? one })}</label>
      ${kind === "textarea"
        ? html`<textarea ${common} rows="2">${value?.[one] ?? ""}</textarea>`
        : html`<input ${common} value="${value?.[one] ?? ""}">`}
    </div>`;
  })}</div>`;
}

/** The text of fields named `name.<language>`, or null when all are empty. */
export function readTexts(form, name) {
  const found = {};
  for (const input of form.querySelectorAll(`[name^="${name}."]`)) {
    if (input.value.trim()) found[input.name.slice(name.length + 1)] = input.value.trim();
  }
  return Object.keys(found).length ? found : null;
}
