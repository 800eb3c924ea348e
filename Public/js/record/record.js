/* What the rules let a person enter by hand: a form for the type, sent as an activity that the engine decides. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { now } from "../core/format.js";
import { get, idempotencyKey, post } from "../core/api.js";
import { myself } from "../core/session.js";
import { fields, read } from "../estimate/fields.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { icon } from "../widgets/icon.js";
import { banner } from "../widgets/states.js";

/** The types that `by` (self, others) may be entered for; none where they cannot be read. */
export const manualTypes = (by, signal) => get("/activities/manual", { signal })
  .then(({ items }) => items.filter((item) => item.by.includes(by)), () => []);

export const recordButton = (types) => (types.length
  ? html`<button class="button small" type="button" data-record>${icon("plus")}${t("record.open")}</button>`
  : null);

/** Opens the form; `member` is another person, or null for oneself. `done()` after something was recorded. */
export function openRecord(types, member, done) {
  const key = idempotencyKey();
  let chosen = types[0];
  const dialog = openDialog(member ? t("record.for", { name: member.name }) : t("record.title"), html`<form class="stack" novalidate>
    <div data-says></div>
    <div class="field">
      <label for="record-type">${t("estimate.type")}</label>
      <span class="select-box">
        <select class="input select" id="record-type" name="type">
          ${types.map((item) => html`<option value="${item.type}">${text(item.title)}</option>`)}
        </select>
        ${icon("down")}
      </span>
    </div>
    <div class="stack" data-fields>${fields(chosen)}</div>
    <p class="hint">${t("record.words")}</p>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary" type="submit">${t("record.send")}</button>
    </div>
  </form>`);
  const form = dialog.querySelector("form");
  form.elements.type.addEventListener("change", () => {
    chosen = types.find((item) => item.type === form.elements.type.value);
    render(form.querySelector("[data-fields]"), fields(chosen));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.checkValidity()) return;
    busy(form.querySelector("[type=submit]"), async () => {
      try {
        const { data, time } = read(form, chosen);
        const answer = await post("/activities", {
          id: key, source: "/manual", type: chosen.type, time: time ?? new Date(now()).toISOString(), subject: member?.id ?? myself(), data,
        });
        render(dialog.querySelector(".dialog-body"), html`${banner("neutral", "check", said(answer))}
          <div class="actions"><button class="button primary" type="button" data-close>${t("action.close")}</button></div>`);
        dialog.querySelector("[data-close].button").focus();
        done();
      } catch (problem) {
        if (problem.status === undefined) throw problem;
        tellProblem(form, problem);
      }
    });
  });
}

/** What came of it: points, or that somebody looks at it first. */
function said(answer) {
  const awards = answer?.awards ?? [];
  if (awards.some((award) => award.state === "held")) return t("record.held");
  const points = awards.reduce((sum, award) => sum + award.points, 0);
  return points > 0 ? t("customers.recorded.points", { n: points, points }) : t("customers.recorded");
}
