/* The columns of a file as a form: what each is, in which order its dates are, and the first rows beside it. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { icon } from "../widgets/icon.js";
import { isDated, meanings, orders, tells } from "./choices.js";

const encodings = ["utf-8", "gb18030", "big5", "utf-16le", "utf-16be"];
const delimiters = [",", ";", "\t", "|"];

const option = (value, words, isChosen) => (isChosen
  ? html`<option value="${value}" selected>${words}</option>` : html`<option value="${value}">${words}</option>`);

const choice = (id, name, label, options) => html`<div class="field">
  <label for="${id}">${label}</label>
  <span class="select-box"><select class="input select" id="${id}" name="${name}">${options}</select>${icon("down")}</span>
</div>`;

/** How the file is written: what was seen, to be put right. */
export function writtenAs(look) {
  if (look.kind === "workbook") {
    return choice("i-sheet", "sheet", t("imports.sheet"), look.sheets.map((name) => option(name, name, name === look.sheet)));
  }
  return html`${choice("i-encoding", "encoding", t("imports.encoding"), encodings.map((word) => option(
      word, t(`imports.encoding.${word}`), word === look.encoding
    )))}
    ${choice("i-delimiter", "delimiter", t("imports.delimiter"), delimiters.map((sign) => option(
      sign === "\t" ? "tab" : sign, sign === "\t" ? t("imports.delimiter.tab") : sign, sign === look.delimiter
    )))}`;
}

/** A field for each column. */
export const columnFields = (look, choices) => html`<div class="columns-said">
  ${look.columns.map((column, index) => field(column, choices.columns[index], index, examples(look, index)))}
</div>`;

const examples = (look, index) => look.rows.map((row) => row[index]).filter(Boolean).slice(0, 3).join(t("list.comma"));

function field(column, chosen, index, example) {
  const id = `i-column-${index}`;
  const asks = isDated(chosen.meaning) && !chosen.date;
  return html`<div class="field${asks ? " ask" : ""}" data-column="${index}">
    <label for="${id}">${column.name || t("imports.unnamed", { n: index + 1 })}</label>
    <span class="select-box"><select class="input select" id="${id}" name="meaning">
      ${meanings.map((word) => option(word, t(`imports.as.${word}`), word === chosen.meaning))}
    </select>${icon("down")}</span>
    <span class="example">${example}</span>
    ${isDated(chosen.meaning) ? dateOrder(column, chosen, index) : null}
  </div>`;
}

function dateOrder(column, chosen, index) {
  const known = column.dates.length ? column.dates : orders;
  const id = `i-date-${index}`;
  return html`<label for="${id}">${t(column.dates.length > 1 && !chosen.date ? "imports.date.ask" : "imports.date")}</label>
    <span class="select-box"><select class="input select" id="${id}" name="date">
      ${chosen.date ? null : option("", t("imports.date.choose"), true)}
      ${known.map((word) => option(word, t(`imports.date.${word}`), word === chosen.date))}
    </select>${icon("down")}</span>`;
}

/** What the rows tell of, and whether people come into being by them. */
export const rest = (look, choices, name) => html`
  ${tells(choices) ? html`<div class="field">
    <label for="i-type">${t("imports.type")}</label>
    <input class="input" id="i-type" name="type" value="${choices.type}" list="i-types"
      maxlength="200" autocomplete="off" required>
    <datalist id="i-types">${look.types.map((type) => html`<option value="${type}"></option>`)}</datalist>
    </div>
    <label class="check">${choices.makes_people
      ? html`<input type="checkbox" name="makes_people" checked>` : html`<input type="checkbox" name="makes_people">`}
      <span>${t("imports.makes-people")}</span></label>` : null}
  <div class="field">
    <label for="i-name">${t("imports.name")}</label>
    <input class="input" id="i-name" name="name" value="${name}" maxlength="64"
      pattern="[a-z0-9_][a-z0-9_.\\-]*" autocomplete="off" required>
    <p class="hint">${t("imports.name.hint")}</p>
  </div>`;

/** The first rows as they are read. */
export const firstRows = (look) => html`<div class="scroll-x" tabindex="0" role="region" aria-label="${t("imports.rows")}">
  <table class="table first-rows">
    <thead><tr>${look.columns.map((column) => html`<th scope="col">${column.name}</th>`)}</tr></thead>
    <tbody>${look.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table>
</div>`;
