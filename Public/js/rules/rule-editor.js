/*
 * The list of the rules and the editor of one: its sentence, its text, its difference. All of it is drawn from one value:
 * `{draft, path, content, shown, warned, faults, checked, rules, teams}`.
 */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { icon } from "../widgets/icon.js";
import { banner } from "../widgets/states.js";
import { differences } from "./publication.js";
import { faultList, steps } from "./rule-steps.js";
import { sentence } from "./rule-words.js";
import { told } from "./sentence-fields.js";
import { sentenceForm } from "./sentence-form.js";
import { templates } from "./templates.js";

export const isRule = (path) => path.startsWith("points/");

/** The rule in force that stands in a file. */
const ruleOf = ({ rules, draft }, path) => rules.find((one) =>
  path.endsWith(`/${one.id}.yaml`) || draft.inForce[path]?.includes(`id: ${one.id}\n`));

/** Whether a file differs from the one in force. */
export const mark = (draft, path) => (
  draft.has(path)
    ? html`<span class="badge info">${t(draft.text(path) === null ? "rulebook.draft.removed" : "rulebook.draft")}</span>`
    : null
);

export function ruleList(state) {
  const { paths } = state.draft;
  const others = paths.filter((path) => !isRule(path));
  const open = others.includes(state.path) ? html` open` : null;
  return html`<ul class="queue">${paths.filter(isRule).map((path) => entry(state, path))}</ul>
    <details class="other-files"${open}><summary>${t("rulebook.files.other")}</summary>
      <ul class="queue">${others.map((path) => entry(state, path))}</ul></details>`;
}

function entry(state, path) {
  const rule = ruleOf(state, path);
  const here = path === state.path ? html` aria-current="true"` : null;
  return html`<li><button class="request catalogue-line" type="button" data-file="${path}"${here}>
    <span class="kind">${icon("rules")}</span>
    <span class="grow">
      <span class="between">
        <strong>${rule ? text(rule.title) : path}</strong>
        <span data-mark-of="${path}">${mark(state.draft, path)}</span>
      </span>
      ${rule ? html`<small><span>${sentence(rule)}</span></small>` : null}
    </span>
  </button></li>`;
}

export function editor(state) {
  const { path, draft, content } = state;
  if (!path) return html`<h2 id="file">${t("rulebook.none")}</h2>`;
  const removed = draft.text(path) === null;
  const title = text((content ?? ruleOf(state, path))?.title) || content?.id || path;
  const tabs = isRule(path) ? ["sentence", "yaml", "lines"] : ["yaml", "lines"];
  const shown = tabs.includes(state.shown) ? state.shown : "yaml";
  return html`
    <div class="between"><h2 id="file">${title}</h2>
      ${draft.mine && isRule(path) ? html`<button class="link small" type="button" data-remove-rule>
        ${t(removed ? "rulebook.keep" : "rulebook.remove")}</button>` : null}
    </div>
    <div class="tabs" role="tablist" aria-label="${t("rulebook.view")}">
      ${tabs.map((name) => html`<button type="button" role="tab" data-view="${name}" aria-selected="${name === shown}">
        ${t(`rulebook.view.${name}`)}
      </button>`)}
    </div>
    <div data-body>${removed ? html`<p class="hint">${t("rulebook.removed.words")}</p>` : body(state, shown)}</div>
    <div data-warned>${warnings(state)}</div>
    <div class="view" data-says aria-live="polite">${faultList(state.faults)}</div>
    <div data-steps>${steps(draft, state.checked)}</div>
  `;
}

function body(state, shown) {
  const { path, draft, content } = state;
  if (shown === "lines") return lines(draft, path);
  if (shown === "sentence" && content) {
    const known = choices(state);
    return html`<form class="stack sentence-form" data-sentence novalidate><fieldset${draft.mine ? null : html` disabled`}>
      <legend class="visually-hidden">${t("rulebook.view.sentence")}</legend>${sentenceForm(content, known)}</fieldset></form>
      <div class="reads"><h3>${t("rulebook.reads")}</h3><p data-reads>${sentence(told(content, known.unit))}</p></div>`;
  }
  const frozen = draft.mine ? null : html` readonly`;
  return html`
    ${shown === "sentence" ? banner("neutral", "info", t("rulebook.unreadable")) : null}
    <label class="visually-hidden" for="code">${t("rulebook.source")}</label>
    <textarea class="input code" id="code" spellcheck="false" autocapitalize="none"${frozen}>${draft.text(path)}</textarea>
  `;
}

/** What there is to choose from, and the unit in which the rule counts. */
function choices({ rules, teams, content }) {
  const same = rules.find((one) => one.id === content.id);
  const types = [...new Set([...rules.flatMap((one) => one.on), ...Object.values(templates).map((one) => one.on)])];
  return { types, teams, unit: same?.award?.unit ?? "money" };
}

/** The difference, as the server saw it when the draft was kept. */
function lines(draft, path) {
  const kept = draft.kept?.differences?.filter((one) => one.path === path) ?? [];
  if (draft.has(path) && draft.state === "kept" && kept.length) return differences(kept);
  return html`<p class="hint">${t(draft.has(path) ? "rulebook.lines.saving" : "publication.none")}</p>`;
}

/** Texts whose numbers are not the rule's. */
export function warnings({ warned, draft }) {
  if (!warned.length) return null;
  const numbers = [...new Set(warned.flatMap((one) => one.numbers))].join(t("list.comma"));
  return banner("warn", "alert", t("rulebook.contradicts", { numbers }), draft.mine
    ? html`<button class="button small" type="button" data-drop-text>${t("rulebook.contradicts.drop")}</button>` : null);
}
