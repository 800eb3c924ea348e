/* Many people at once, as they are pasted from a table: looked at before they are written, with their teams. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { number } from "../core/format.js";
import { all, post, upload } from "../core/api.js";
import { atLeast } from "../core/session.js";
import { banner, explain } from "../widgets/states.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { fileField } from "../widgets/file-field.js";
import { icon } from "../widgets/icon.js";
import { newTeams, pastedFrom, readPeople, teamOf } from "./pasted-people.js";

const roleNames = ["rep", "manager", "director", "finance", "admin"];
const shown = 8;
const tables = ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export async function addMany(done) {
  const [members, teams] = await Promise.all([all("/members", { query: { left: true } }), all("/teams")]);
  const roles = Object.fromEntries(roleNames.flatMap((role) => [[role, role], [t(`role.${role}`).toLowerCase(), role]]));
  const taken = new Set(members.map((one) => one.id));
  const dialog = openDialog(t("people.many"), html`<form class="stack">
    <div class="field"><label for="many">${t("people.many.paste")}</label>
      <textarea class="input" id="many" rows="8" spellcheck="false" required placeholder="${t("people.many.example")}"></textarea>
      <p class="hint">${t("people.many.hint")}</p></div>
    ${atLeast("admin")
      ? html`<div class="field"><span class="label">${t("people.many.file")}</span>
        ${fileField("many-file", "file", { accept: tables })}</div>`
      : null}
    <div data-preview aria-live="polite"></div><div data-says></div>
    <div class="actions"><button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary" disabled>${t("people.many.go", { n: 0 })}</button></div></form>`, { look: "wide" });
  const area = dialog.querySelector("textarea");
  const button = dialog.querySelector(".primary");
  let rows = [];
  area.addEventListener("input", () => {
    rows = readPeople(area.value, roles, taken);
    const good = rows.filter((row) => !row.wrong).length;
    render(dialog.querySelector("[data-preview]"), rows.length ? preview(rows, newTeams(rows, teams)) : null);
    button.textContent = t("people.many.go", { n: good });
    button.disabled = good === 0;
  });
  dialog.querySelector("[type=file]")?.addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    const says = dialog.querySelector("[data-says]");
    try {
      area.value = pastedFrom(await upload("/imports/look", file, { query: { rows: 500 } }));
      area.dispatchEvent(new Event("input"));
      render(says, null);
    } catch (problem) { render(says, banner("danger", "alert", explain(problem))); }
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    busy(button, async () => {
      const problem = await write(rows.filter((row) => !row.wrong), teams, (count) => { button.textContent = number(count); });
      if (problem) render(dialog.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
      else dialog.close();
      await done();
    });
  });
}

const preview = (rows, teams) => html`
  ${teams.length ? html`<p class="hint">${t("people.many.teams", { teams: teams.join(t("list.comma")) })}</p>` : null}
  <ul class="stack tight small">${rows.slice(0, shown).map((row) => html`<li>
    ${row.wrong
      ? html`<span class="error">${icon("alert")}<span>${row.name || "–"}: ${t(`people.many.wrong.${row.wrong}`)}</span></span>`
      : html`<strong>${row.name}</strong>
        <span class="muted">${[row.id, row.team, t(`role.${row.role}`)].filter(Boolean).join(t("list.comma"))}</span>`}
  </li>`)}</ul>
  ${rows.length > shown ? html`<p class="hint">${t("people.many.more", { n: rows.length - shown })}</p>` : null}`;

/** Teams first, then people one after the other; the same again is the same. Answers the first problem. */
async function write(rows, teams, progress) {
  try {
    const known = [...teams];
    for (const name of newTeams(rows, teams)) known.push(await post("/teams", { name }));
    let count = 0;
    for (const row of rows) {
      await post("/members", { id: row.id, name: row.name, team: teamOf(row.team, known), role: row.role });
      progress(++count);
    }
    return null;
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    return problem;
  }
}
