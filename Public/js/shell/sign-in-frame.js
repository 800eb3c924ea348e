/* What the pages before signing in share: the stage with the wreath, the form beside it, the languages below. */
import { html } from "../core/html.js";
import { choose, language, languageNames, languages, t, text } from "../core/i18n.js";
import { dot, icon, publicLogo } from "../widgets/icon.js";
import { backgroundWreath, wreath } from "../widgets/wreath.js";

/** The whole page around `form` Markup. `company` may be unknown. */
export function signInFrame(form, company) {
  const what = html`${company ? html`${text(company.name)}${dot}` : null}${t("login.what")}`;
  return html`<main class="login">
    <section class="stage login-stage">
      ${backgroundWreath()}
      <div class="login-brand">
        ${wreath({ pairs: 9, share: 1, size: 1.27, look: "gold" })}
        <p class="login-name">${t("brand")}</p>
        <p class="login-line">${t("tagline")}</p>
      </div>
      <p class="login-foot only-desktop">${what}</p>
    </section>
    <section class="login-form">
      ${company?.logo ? html`<p class="login-company">${publicLogo(company)}<strong>${text(company.name)}</strong></p>` : null}
      ${form(what)}
      <nav class="languages" aria-label="${t("preferences.language")}">
        ${languages.map((one) => html`<button
          type="button"
          data-language="${one}"
          lang="${one}"${one === language() ? html` aria-current="true"` : null}>
          ${languageNames[one]}
        </button>`)}
      </nav>
    </section>
  </main>`;
}

export function languageButtons(element) {
  for (const button of element.querySelectorAll("[data-language]")) button.addEventListener("click", () => choose(button.dataset.language));
}

export const fieldError = (id, words) => html`<p class="error" id="${id}" role="alert">${icon("alert")}<span>${words}</span></p>`;

/** A password field; with `again` the browser offers to make one. */
export const passwordField = (id, label, again) => html`<div class="field">
  <label for="${id}">${label}</label>
  <input class="input" id="${id}" name="${id}" type="password" autocomplete="${again ? "new-password" : "current-password"}" required>
</div>`;
