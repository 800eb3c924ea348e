/* A form for what the rules in force read of an activity. */
import { html } from "../core/html.js";
import { has, t } from "../core/i18n.js";
import { fromLocal, today } from "../core/local-time.js";
import { session } from "../core/session.js";
import { icon } from "../widgets/icon.js";

const label = ({ name }) => (has(`field.${name}`) ? t(`field.${name}`) : name);

export const fields = ({ fields: all }) => html`${all.map(one)}<div class="field">
  <label for="estimate-day">${t("estimate.day")}</label>
  <input class="input" id="estimate-day" name="day" type="date">
  <p class="hint">${t("estimate.day.words")}</p>
</div>`;

function one(field) {
  const id = `estimate-${field.name}`;
  if (field.kind === "flag") {
    return html`<label class="check"><input type="checkbox" name="data.${field.name}"> ${label(field)}</label>`;
  }
  return html`<div class="field"><label for="${id}">${label(field)}</label>${control(field, id)}</div>`;
}

function control({ name, kind, unit, values }, id) {
  if (kind === "number") {
    return html`<span class="affix">
      <input class="input number" id="${id}" name="data.${name}" type="number" step="any" min="0" inputmode="decimal" required>
      ${unit === "money" ? html`<span class="unit">${session.company.currency}</span>` : null}
    </span>`;
  }
  if (kind === "time") return html`<input class="input" id="${id}" name="data.${name}" type="datetime-local">`;
  if (values.length) {
    return html`<span class="select-box">
      <select class="input select" id="${id}" name="data.${name}">
        <option value="">${t("estimate.other")}</option>
        ${values.map((value) => html`<option value="${value}">${value}</option>`)}
      </select>
      ${icon("down")}
    </span>`;
  }
  return html`<input class="input" id="${id}" name="data.${name}" type="text" maxlength="200">`;
}

/** What the form says, as data of an activity; what was left empty is not there. */
export function read(form, { fields: all }) {
  const data = {};
  for (const { name, kind } of all) {
    const input = form.elements[`data.${name}`];
    if (kind === "flag") data[name] = input.checked;
    else if (input.value === "") continue;
    else if (kind === "number") data[name] = Number(input.value);
    else if (kind === "time") data[name] = fromLocal(input.value);
    else data[name] = input.value;
  }
  const day = form.elements.day.value;
  return day && day !== today() ? { data, time: fromLocal(`${day}T12:00`) } : { data };
}
