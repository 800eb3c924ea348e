/* The dialogs of a draft: begin from a template, try on past facts, propose. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { post } from "../core/api.js";
import { fromLocal } from "../core/local-time.js";
import { monthStart } from "../core/period-keys.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { banner } from "../widgets/states.js";
import { tellProblem } from "../widgets/form-errors.js";
import { sentence } from "./rule-words.js";
import { told } from "./sentence-fields.js";
import { templates } from "./templates.js";
import { weighed } from "./rule-steps.js";
import { figures, span, tables } from "./trial.js";

/** `add(name)` begins a rule from the template that was chosen. */
export function chooseTemplate(add) {
  const words = (name) => (name === "blank" ? t("template.blank.words") : sentence(told(templates[name], "money")));
  const dialog = openDialog(t("rulebook.add"), html`<div class="stack">
    <p class="muted small">${t("rulebook.template.words")}</p>
    <ul class="template-list">${Object.keys(templates).map((name) => html`<li>
      <button class="button" type="button" data-template="${name}">
        <strong>${t(`template.${name}`)}</strong><small>${words(name)}</small></button>
    </li>`)}</ul></div>`);
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-template]");
    if (button) busy(button, async () => { await add(button.dataset.template); dialog.close(); });
  });
}

/** Tries the draft as it is now; `shown(effect)` hears what came of it. */
export function tryDialog(draft, shown) {
  const dialog = openDialog(t("rulebook.try"), html`<form class="stack">
    <p class="muted small">${t("rulebook.try.words")}</p>
    <div class="three">
      <div class="field"><label for="try-from">${t("report.from")}</label>
        <input class="input" id="try-from" name="from" type="date" required value="${monthStart(-1)}"></div>
      <div class="field"><label for="try-to">${t("report.to")}</label>
        <input class="input" id="try-to" name="to" type="date" required value="${monthStart(0)}"></div>
    </div>
    <div data-says></div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t("rulebook.try.go")}</button>
    </div>
  </form>`);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const { from, to } = Object.fromEntries(new FormData(event.target));
    busy(event.target.querySelector(".primary"), async () => {
      try {
        await draft.save();
        const effect = await post("/rules/backtest", { draft: draft.id, from, to });
        await draft.refresh();
        dialog.close();
        shown({ ...draft.trial, ...effect });
      } catch (problem) { tellProblem(dialog, problem); }
    });
  });
}

/** `fresh`: with the people and rules that it is made of; what is kept has the figures alone. */
export function showEffect(place, effect, fresh = false) {
  render(place, html`<section class="card stack" aria-labelledby="effect">
    <div class="card-head"><h2 id="effect" tabindex="-1">${span(effect)}</h2>
      ${fresh ? html`<span class="hint">${t("rulebook.effect.activities", { n: effect.activities })}</span>` : null}</div>
    ${effect.current === false ? banner("warn", "alert", t("rulebook.trial.old")) : null}
    ${figures(effect)}
    ${fresh ? html`<data-table data-members></data-table><data-table data-rules></data-table>` : null}
  </section>`);
  if (!fresh) return;
  const { members, rules } = tables(effect);
  place.querySelector("[data-members]").table = members;
  place.querySelector("[data-rules]").table = rules;
  place.querySelector("#effect").focus();
}

/** Proposes the draft as it was checked and tried; `done(answer)` hears whether it is in force or waits. */
export function publishDialog(draft, checked, titleOf, done) {
  const { contradictions, removed } = checked;
  const gone = removed.map((one) => one.id).join(t("list.comma"));
  // A rule is answered for once, whatever the languages of its texts.
  const asked = [...new Set(contradictions.map((one) => one.rule))].map((rule) => ({
    rule, numbers: [...new Set(contradictions.filter((one) => one.rule === rule).flatMap((one) => one.numbers))],
  }));
  const answer = (one) => t("rulebook.answer", { rule: titleOf(one.rule), numbers: one.numbers.join(t("list.comma")) });
  const dialog = openDialog(t("rulebook.publish.title"), html`<form class="stack">
    <p>${t("rulebook.publish.words", { n: draft.changed })}</p>
    ${weighed(checked)}
    ${figures(draft.trial)}
    ${gone ? banner("warn", "alert", t("rulebook.publish.removes", { what: gone })) : null}
    ${asked.map((one) => html`<label class="check"><input type="checkbox" name="answered" value="${one.rule}" required>
      <span>${answer(one)}</span></label>`)}
    <div class="field"><label for="p-at">${t("rulebook.effective")}</label>
      <input class="input" id="p-at" name="effective" type="datetime-local" aria-describedby="p-hint">
      <p class="hint" id="p-hint">${t("rulebook.effective.hint")}</p></div>
    <div class="field"><label for="p-why">${t("entry.reason")}</label>
      <input class="input" id="p-why" name="reason" required maxlength="200"></div>
    <div data-says></div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t(checked.second ? "rulebook.propose" : "rulebook.publish")}</button>
    </div>
  </form>`);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    busy(event.target.querySelector(".primary"), async () => {
      try {
        const body = { reason: data.get("reason"), effective: fromLocal(data.get("effective")), answered: data.getAll("answered") };
        const published = await post("/rules/publish", { draft: draft.id, ...body });
        dialog.close();
        await done(published);
      } catch (problem) { tellProblem(dialog, problem); }
    });
  });
}
