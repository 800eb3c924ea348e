/*
 * Names that open the sheet of their person. The button covers what it stands in, where that has the class `opens`: a whole row of
 * a board is one target. Pages draw them; the shell listens.
 */
import { html } from "../core/html.js";
import { breakable } from "../widgets/avatar.js";

/** A name as a button; `board` and `period` say which standing the sheet begins with. */
export const personButton = (id, name, { board, period, more = null } = {}) => html`<button
  class="opener"
  type="button"
  aria-haspopup="dialog"
  data-person="${id}"
  data-of-board="${board ?? ""}"
  data-of-period="${period ?? ""}">${breakable(name)}${more}</button>`;

/** Opens the sheet for every name within `element` that is pressed. */
export function openPeople(element) {
  element.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-person]");
    if (!button?.dataset.person) return;
    const { openPerson } = await import("./person-sheet.js");
    openPerson(button.dataset.person, { board: button.dataset.ofBoard || null, period: button.dataset.ofPeriod || null });
  });
}
