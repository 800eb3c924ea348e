/* How the grades of a period are spread over teams: a bar a team, each grade a piece of it. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { number, period } from "../core/format.js";
import { bar } from "../widgets/bar.js";
import { empty } from "../widgets/states.js";

export function spread(spreads, periods, chosen) {
  if (!chosen) return html`<section class="card">${empty(t("appraisals.empty.spread"), t("appraisals.empty.spread.words"))}</section>`;
  const forms = [...new Set(spreads.map((one) => one.form))];
  return html`
    <div class="field spread-period">
      <label for="spread-period">${t("appraisals.period")}</label>
      <select class="input" id="spread-period" data-period>
        ${periods.map((key) => html`<option value="${key}"${key === chosen ? html` selected` : null}>${period(key)}</option>`)}
      </select>
    </div>
    ${forms.map((form) => table(spreads.filter((one) => one.form === form)))}
  `;
}

/** The grades in the order of the form, and what each team has of them. */
function table(rows) {
  const grades = [...new Set(rows.flatMap((row) => row.grades.map((grade) => grade.id)))];
  const count = (row, id) => row.grades.find((grade) => grade.id === id)?.count ?? 0;
  const number0 = (value) => (value ? number(value) : html`<span class="muted">–</span>`);
  return html`<section class="card flush">
    <div class="card-head">
      <h2>${text(rows[0].title)}</h2>
      <button class="button small no-print" type="button" data-team="${rows[0].period}">${t("appraisals.sheets")}</button>
    </div>
    <div class="scroll-x" tabindex="0" role="region" aria-label="${text(rows[0].title)}">
      <table class="table">
        <thead><tr>
          <th scope="col">${t("appraisals.team")}</th>
          ${grades.map((grade) => html`<th scope="col" class="num">${grade}</th>`)}
          <th scope="col" class="num">${t("appraisals.mean")}</th>
          <th scope="col">${t("appraisals.completed")}</th>
          <th scope="col" class="num">${t("appraisals.overdue")}</th>
        </tr></thead>
        <tbody>${rows.map((row) => html`<tr>
          <th scope="row">${row.team?.name ?? t("appraisals.teamless")}</th>
          ${grades.map((grade) => html`<td class="num">${number0(count(row, grade))}</td>`)}
          <td class="num">${row.mean === null ? "–" : number(row.mean)}</td>
          <td>
            <span class="small">${number(row.completed)} / ${number(row.sheets)}</span>
            ${bar(row.completed / row.sheets, { size: "thin" })}
          </td>
          <td class="num">${number0(row.overdue)}</td>
        </tr>`)}</tbody>
      </table>
    </div>
  </section>`;
}
