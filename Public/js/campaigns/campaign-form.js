/* The form in which a campaign is made: when, for whom, what gives more, what there is to win. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { icon } from "../widgets/icon.js";
import { pictureButton } from "../widgets/picture-field.js";
import { textFields } from "../widgets/texts-field.js";

const factors = [2, 3, 1.5];

const titled = (one) => [one.id, text(one.title)];

const select = (name, label, options, id = `c-${name}`) => html`<div class="field">
  <label for="${id}">${label}</label>
  <span class="select-box">
    <select class="input select" id="${id}" name="${name}">
      ${options.map(([value, words]) => html`<option value="${value}">${words}</option>`)}
    </select>
    ${icon("down")}
  </span>
</div>`;

const prize = (rank) => html`<div class="campaign-prize" data-rank="${rank}">
  <strong>${t("campaign.place", { rank })}</strong>
  <div class="field">
    <label for="c-prize-${rank}">${t("campaign.prize")}</label>
    <span class="affix">
      <input class="input number" id="c-prize-${rank}" name="prize-${rank}" type="number" inputmode="numeric" min="0" step="1">
      <span class="unit">${t("points.name")}</span>
    </span>
  </div>
  <div class="field">
    <label for="c-honour-${rank}">${t("campaign.honour")}</label>
    <input class="input" id="c-honour-${rank}" name="honour-${rank}" maxlength="80">
  </div>
</div>`;

/** One line of what gives more; the first rule is chosen in the first line. */
export const ruleLine = (rules, index) => html`<div class="campaign-rule">
  ${select("rule", t("campaign.rule"), [["", t("campaign.rule.none")], ...rules.map(titled)], `c-rule-${index}`)}
  ${select("times", t("campaign.times"), factors.map((factor) => [factor, t("campaign.factor", { n: factor })]), `c-times-${index}`)}
</div>`;

export const form = ({ rules, metrics, teams, from, until }) => html`<form class="stack" novalidate>
  <div data-says></div>
  ${textFields("c", "title", t("field.name"), null, { required: true })}
  <div class="three">
    <div class="field">
      <label for="c-from">${t("campaign.from")}</label>
      <input class="input" id="c-from" name="from" type="date" required value="${from}">
    </div>
    <div class="field">
      <label for="c-until">${t("campaign.until")}</label>
      <input class="input" id="c-until" name="until" type="date" required value="${until}">
    </div>
    ${select("entrants", t("campaign.entrants"), [["members", t("campaign.members")], ["teams", t("campaign.of-teams")]])}
  </div>
  <fieldset class="field">
    <legend>${t("campaign.more")}</legend>
    <div class="stack tight" data-rules>${ruleLine(rules, 0)}</div>
    <button class="button quiet small" type="button" data-add-rule>${icon("plus")}${t("campaign.rule.add")}</button>
    <p class="hint">${t("campaign.more.words")}</p>
  </fieldset>
  <div class="three">
    ${select("kind", t("campaign.contest"), ["ranking", "race", "shared", "none"].map((kind) => [kind, t(`campaign.kind.${kind}`)]))}
    ${select("value", t("campaign.value"), [["points", t("campaign.value.points")], ...metrics.map(titled)])}
    <div class="field" data-goal hidden>
      <label for="c-goal">${t("campaign.goal")}</label>
      <input class="input number" id="c-goal" name="goal" type="number" inputmode="decimal" min="1" step="any">
    </div>
  </div>
  <fieldset class="field" data-prizes>
    <legend>${t("campaign.prizes")}</legend>
    ${[1, 2, 3].map(prize)}
  </fieldset>
  ${teams.length > 1
    ? html`<details class="disclosure">
      <summary class="link small">${t("campaign.teams")}</summary>
      <div class="campaign-teams">
        ${teams.map((team) => html`<label><input type="checkbox" name="team" value="${team.id}"> ${team.name}</label>`)}
      </div>
    </details>`
    : null}
  <div class="field">
    <span class="label">${t("campaign.picture")}</span>
    <input type="hidden" name="picture" value="">
    <span class="cluster"><span class="campaign-picture" data-picture hidden></span>${pictureButton("c-picture-file")}</span>
  </div>
  <details class="disclosure">
    <summary class="link small">${t("campaign.text")}</summary>
    ${textFields("c", "text", t("campaign.text"), null, { kind: "textarea" })}
  </details>
  <div data-tried aria-live="polite"></div>
  <div class="actions">
    <button class="button" type="button" data-try>${icon("clock")}${t("campaign.try")}</button>
    <button class="button primary" type="submit" data-save>${t("campaign.publish")}</button>
  </div>
</form>`;

/** What is asked for depends on the kind of contest. */
export function fit(form) {
  const kind = form.elements.kind.value;
  form.querySelector("[data-goal]").hidden = kind !== "race" && kind !== "shared";
  form.elements.goal.required = kind === "race" || kind === "shared";
  form.querySelector("[data-prizes]").hidden = kind === "none";
  for (const line of form.querySelectorAll("[data-rank]")) line.hidden = kind === "shared" && line.dataset.rank !== "1";
  for (const name of ["value", "entrants"]) form.elements[name].closest(".field").hidden = kind === "none";
}
