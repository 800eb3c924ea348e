/* A field for a picture that is sent: a button that chooses a file, and what was cut of it. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { cropPicture } from "./crop-dialog.js";
import { icon } from "./icon.js";

export const accepted = "image/png,image/jpeg,image/webp";

/** A button that asks for a file; `choosePicture` listens to it. */
export const pictureButton = (id, words = t("picture.choose")) => html`<span class="picture-button">
  <input class="visually-hidden" id="${id}" type="file" accept="${accepted}" data-picture-file>
  <label class="button small" for="${id}">${icon("download")}${words}</label>
</span>`;

/** Listens to the buttons inside `place`; `options` as of `cropPicture`. Returns how to stop. */
export function choosePicture(place, options) {
  const chosen = ({ target }) => {
    if (!target.matches("[data-picture-file]")) return;
    const [file] = target.files;
    target.value = "";           // the same file may be chosen again
    if (file) cropPicture(file, options);
  };
  place.addEventListener("change", chosen);
  return () => place.removeEventListener("change", chosen);
}
