/* Who decides while I am away: what stands above the queue, and the dialog that says so. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { date, lastDay } from "../core/format.js";
import { all, get, put } from "../core/api.js";
import { myself } from "../core/session.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { icon } from "../widgets/icon.js";

const leaders = ["manager", "director", "finance", "admin"];

/** Mine, as the server knows me; null where I am no member, or have none. */
export async function myDeputy(signal) {
  const me = myself();
  if (me === null) return null;
  const member = await get("/members/me", { signal }).catch(() => null);
  return member?.may.includes("deputy") ? { member, deputy: member.deputy ?? null } : null;
}

/** The button, and for how long somebody stands in. */
export const deputyLine = (mine) => (mine
  ? html`<p class="cluster deputy">
    ${mine.deputy
      ? html`<span>${t("deputy.now", {
        name: mine.deputy.member.name,
        from: date(mine.deputy.from),
        until: lastDay(mine.deputy.until),
      })}</span>`
      : null}
    <button class="button small" type="button" data-deputy>${icon("team")}${t(mine.deputy ? "deputy.change" : "deputy.name")}</button>
  </p>`
  : null);

/** Opens the dialog; `done()` after somebody was named, or nobody any more. */
export async function openDeputy({ member, deputy }, done) {
  const people = (await all("/members").catch(() => [])).filter((one) => leaders.includes(one.role) && one.id !== member.id && !one.left);
  const dialog = openDialog(t("deputy.title"), form(people, deputy));
  const element = dialog.querySelector("form");
  const send = (button, body) => busy(button, async () => {
    try {
      await put(`/members/${encodeURIComponent(member.id)}/deputy`, body);
      dialog.close();
      done();
    } catch (problem) { tellProblem(element, problem); }
  });
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!element.checkValidity()) return;
    const { deputy: chosen, from, until } = element.elements;
    send(element.querySelector("[type=submit]"), { deputy: chosen.value, from: from.value, until: after(until.value) });
  });
  element.querySelector("[data-nobody]")?.addEventListener("click", (event) => send(event.currentTarget, { deputy: null }));
  render(element.querySelector("[data-says]"), null);
}

/** The first day that is worked again, of the last day away. */
const after = (day) => new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const form = (people, deputy) => html`<form class="stack" novalidate>
  <p class="hint">${t("deputy.words")}</p>
  <div data-says></div>
  <div class="field">
    <label for="dp-deputy">${t("deputy.who")}</label>
    <span class="select-box">
      <select class="input select" id="dp-deputy" name="deputy" required>
        <option value="">${t("field.choose")}</option>
        ${people.map((one) => html`<option value="${one.id}"${one.id === deputy?.member.id ? html` selected` : null}>
          ${one.name}${one.team ? ` (${one.team.name})` : null}
        </option>`)}
      </select>
      ${icon("down")}
    </span>
  </div>
  <div class="field">
    <label for="dp-from">${t("deputy.from")}</label>
    <input class="input" id="dp-from" name="from" type="date" required>
  </div>
  <div class="field">
    <label for="dp-until">${t("deputy.until")}</label>
    <input class="input" id="dp-until" name="until" type="date" required>
  </div>
  <div class="actions">
    ${deputy
      ? html`<button class="button danger" type="button" data-nobody>${t("deputy.end")}</button>`
      : html`<button class="button" type="button" data-close>${t("action.cancel")}</button>`}
    <button class="button primary" type="submit">${t("action.save")}</button>
  </div>
</form>`;
