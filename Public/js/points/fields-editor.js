/* The fields that a reward asks for, as a manager makes them: a line for each, with its choices. */
import { create, html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { session } from "../core/session.js";
import { icon } from "../widgets/icon.js";
import { readTexts, textFields } from "../widgets/texts-field.js";

const kinds = ["text", "choice", "address"];
const most = 12;
let count = 0;

export class FieldsEditor {
  #place;

  constructor(place, fields) {
    this.#place = place;
    render(place, html`
      <legend>${t("catalogue.fields")}</legend>
      <p class="hint">${t("catalogue.fields.words")}</p>
      <div class="stack tight" data-asked></div>
      <p><button class="button quiet small" type="button" data-add-field>${icon("plus")}${t("catalogue.field.add")}</button></p>
    `);
    for (const field of fields) this.#add(field);
    place.querySelector("[data-add-field]").addEventListener("click", () => this.#add(null)?.querySelector(".input")?.focus());
    place.addEventListener("click", (event) => event.target.closest("[data-remove-field]")?.closest("[data-field]").remove());
    place.addEventListener("change", (event) => {
      const line = event.target.matches("[data-kind]") ? event.target.closest("[data-field]") : null;
      if (line) fit(line);
    });
  }

  #add(field) {
    const list = this.#place.querySelector("[data-asked]");
    if (list.children.length >= most) return null;
    const element = create(line(field, ++count));
    element.field = field;
    list.append(element);
    fit(element);
    return element;
  }

  /** As the server takes it. */
  get value() {
    return [...this.#place.querySelectorAll("[data-field]")].map((element, index) => {
      const kind = element.querySelector("[data-kind]").value;
      const title = readTexts(element, element.dataset.field) ?? {};
      const known = element.field?.choices ?? [];
      const words = element.querySelector("[data-choices]").value.split("\n").map((one) => one.trim()).filter(Boolean);
      return {
        id: element.field?.id ?? `field-${index + 1}-${element.dataset.field}`,
        title,
        kind,
        required: element.querySelector("[data-required]").checked,
        choices: kind === "choice"
          ? words.map((one, place) => known.find((choice) => text(choice.title) === one) ?? { id: `choice-${place + 1}`, title: one })
          : [],
      };
    });
  }
}

const fit = (element) => { element.querySelector("[data-of-choice]").hidden = element.querySelector("[data-kind]").value !== "choice"; };

const line = (field, number) => html`<div class="asked-field" data-field="f${number}">
  ${textFields("r", `f${number}`, t("catalogue.field.title"), words(field), { required: true })}
  <div class="three">
    <div class="field">
      <label for="f${number}-kind">${t("catalogue.field.kind")}</label>
      <span class="select-box">
        <select class="input select" id="f${number}-kind" data-kind>
          ${kinds.map((kind) => html`<option value="${kind}"${kind === (field?.kind ?? "text") ? html` selected` : null}>
            ${t(`catalogue.field.kind.${kind}`)}
          </option>`)}
        </select>
        ${icon("down")}
      </span>
    </div>
    <label class="check">
      <input type="checkbox" data-required${field?.required ?? true ? html` checked` : null}> ${t("catalogue.field.required")}
    </label>
    <button class="button quiet small" type="button" data-remove-field>${icon("x")}${t("catalogue.field.remove")}</button>
  </div>
  <div class="field" data-of-choice>
    <label for="f${number}-choices">${t("catalogue.field.choices")}</label>
    <textarea class="input" id="f${number}-choices" rows="3" data-choices>
${(field?.choices ?? []).map((one) => text(one.title)).join("\n")}</textarea>
  </div>
</div>`;

/** One text for every language stands in each of them. */
function words(field) {
  const title = field?.title ?? null;
  if (!title || typeof title[""] !== "string") return title;
  return Object.fromEntries((session.company.languages ?? ["zh-Hans"]).map((language) => [language, title[""]]));
}
