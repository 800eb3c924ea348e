/* How far a draft has come: checked, tried, proposed; and what is wrong with it, by its places. */
import { html } from "../core/html.js";
import { language, t } from "../core/i18n.js";
import { ago } from "../core/format.js";
import { icon } from "../widgets/icon.js";
import { changes, ladder } from "./publication.js";

/** Check, try, propose; nothing for a draft of somebody else. */
export function steps({ trial, changed, mine }, checked) {
  if (!mine) return null;
  const off = changed ? null : html` disabled`;
  const step = (done, words) => html`<li class="${done ? "done" : ""}">${icon(done ? "check" : "clock")}<span>${words}</span></li>`;
  return html`
    <ol class="steps">
      ${step(checked !== null, t("rulebook.step.check"))}
      ${step(Boolean(trial?.current), trial?.current ? t("rulebook.step.tried", { when: ago(trial.at) }) : t("rulebook.step.try"))}
      ${step(false, checked ? ladder(checked) : t("rulebook.step.publish"))}
    </ol>
    <div class="cluster">
      <button class="button" type="button" data-check${off}>${icon("check")}${t("rulebook.check")}</button>
      <button class="button" type="button" data-try${off}>${icon("chart")}${t("rulebook.try")}</button>
      <button class="button primary" type="button" data-publish${off}>${t("rulebook.publish")}</button>
    </div>`;
}

export const faultList = (faults) => (faults.length ? html`<div class="banner danger" role="alert">${icon("alert")}<ul class="stack tight">
  ${faults.map((one) => html`<li>
    <strong class="tabular">${t("rulebook.place", { file: one.file, line: one.line })}</strong> ${faultWords(one)}
  </li>`)}</ul></div>` : null);

/** What is wrong at a place: the server says it in English. */
const faultWords = (one) => (
  language() === "en" ? html`${one.detail}${one.expected ? t("rulebook.expected", { what: one.expected }) : null}` : t("rulebook.fault")
);

/** What a draft changes, and who has to publish that: as the server says. */
export const weighed = (checked) => html`<div class="stack tight">${changes(checked.changes)}<p class="hint">${ladder(checked)}</p>
  ${checked.may ? null : html`<p class="error">${icon("alert")}<span>${t("rulebook.may-not")}</span></p>`}</div>`;
