/*
 * What is wrong with a field stands under it, in the page's language: browsers would say it in theirs, in a bubble that goes away.
 * Fields keep their `required`, `min`, `minlength`; nothing else is needed.
 */
import { create, html, render } from "../core/html.js";
import { number } from "../core/format.js";
import { t } from "../core/i18n.js";
import { icon } from "./icon.js";
import { banner, explain } from "./states.js";

let count = 0;

/** Listens to all forms of the document, once. */
export function explainFields() {
  document.addEventListener("invalid", (event) => {
    event.preventDefault();
    const first = event.target.form?.querySelector(":invalid:not(fieldset)") ?? event.target;
    mark(event.target, words(event.target));
    if (first === event.target) first.focus();
  }, true);
  document.addEventListener("input", (event) => clear(event.target), true);
}

/** Says a refusal above a form, in its [data-says], and at the field that it is about. */
export function tellProblem(form, problem) {
  const sentence = explain(problem);
  render(form.querySelector("[data-says]"), banner("danger", "alert", sentence));
  markProblem(form, problem, sentence);
}

/** Marks the field of `form` that a problem's pointer names; whether there is one. */
export function markProblem(form, problem, sentence) {
  for (const { pointer } of problem.errors ?? []) {
    const name = pointer.split("/").filter(Boolean).at(-1);
    const control = name && form.querySelector(`[name="${CSS.escape(name)}"], [name^="${CSS.escape(name)}."]`);
    if (!control) continue;
    mark(control, sentence);
    control.focus();
    return true;
  }
  return false;
}

/** Says at a field what is wrong with it. */
export function markField(control, sentence) { mark(control, sentence); }

function mark(control, sentence) {
  clear(control);
  const id = `field-error-${++count}`;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", id);
  const error = create(html`<p class="error" id="${id}" role="alert" data-field-error>${icon("alert")}<span>${sentence}</span></p>`);
  (control.closest(".affix, .select-box") ?? control).after(error);
}

function clear(control) {
  const id = control.getAttribute?.("aria-describedby");
  if (!id?.startsWith("field-error-")) return;
  document.getElementById(id)?.remove();
  control.removeAttribute("aria-describedby");
  control.removeAttribute("aria-invalid");
}

function words(control) {
  const { validity } = control;
  if (validity.valueMissing) return t("invalid.missing");
  if (validity.tooShort) return t("invalid.short", { n: control.minLength });
  if (validity.rangeUnderflow && control.type === "number") return t("invalid.low", { n: number(Number(control.min)) });
  if (validity.rangeOverflow && control.type === "number") return t("invalid.high", { n: number(Number(control.max)) });
  return t("invalid.other");
}
