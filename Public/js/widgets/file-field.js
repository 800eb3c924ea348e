/* A field for a file. Browsers would say "Choose File" in their own language: the words here are the page's. */
import { attribute, html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";

/** An input named `name`, below its label; what was chosen stands beside the button. */
export const fileField = (id, name, { accept = "", required = false } = {}) => html`<span class="file-field">
  <input class="visually-hidden" id="${id}" name="${name}" type="file" accept="${accept}"${attribute("required", required)}>
  <label class="button small" for="${id}">${icon("download")}${t("file.choose")}</label>
  <span class="muted small" data-chosen>${t("file.none")}</span>
</span>`;

document.addEventListener("change", ({ target }) => {
  if (target.type !== "file") return;
  const place = target.closest(".file-field")?.querySelector("[data-chosen]");
  if (place) place.textContent = target.files[0]?.name ?? t("file.none");
});
