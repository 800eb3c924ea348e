/*
 * Dialogs: a sheet on a phone, a box on a desk. The native element keeps focus inside and gives it back.
 */
import { create, html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { explainFields } from "./form-errors.js";
import { icon } from "./icon.js";

let count = 0;

// Forms stand in dialogs, and on pages that have some.
explainFields();

/** The board does without the styles of dialogs and forms until one opens. */
function styled() {
  if (document.querySelector('link[href="/styles/more.css"]')) return null;
  const link = create(html`<link rel="stylesheet" href="/styles/more.css">`);
  const loaded = new Promise((resolve) => { link.addEventListener("load", resolve); link.addEventListener("error", resolve); });
  document.head.append(link);
  return loaded;
}

/** Opens a dialog with `title` and `body` Markup; it is removed when it closes. Buttons with [data-close] close it. */
export function openDialog(title, body, { look = "" } = {}) {
  const id = `dialog-${++count}`;
  const dialog = create(html`<dialog class="dialog ${look}" aria-labelledby="${id}">
    <div class="between">
      <h2 id="${id}" tabindex="-1">${title}</h2>
      <button class="icon-button" type="button" data-close aria-label="${t("action.close")}">${icon("x")}</button>
    </div>
    <div class="dialog-body">${body}</div>
  </dialog>`);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  const waiting = styled();
  if (waiting) waiting.then(() => dialog.isConnected && dialog.showModal());
  else dialog.showModal();
  return dialog;
}

/** Keeps a button's width, shows its ring, and forbids a second press while `work` runs. */
export async function busy(button, work) {
  if (button.getAttribute("aria-busy") === "true") return undefined;
  button.setAttribute("aria-busy", "true");
  try { return await work(); } finally { button.removeAttribute("aria-busy"); }
}
