/*
 * A rule as a sentence with fields: 每次 [客户拜访] 得 [12] 分，每天最多 [5] 次. Each field has the name under which
 * `sentence-fields` writes it back.
 */
import { html } from "../core/html.js";
import { has, language, languageNames, t, text } from "../core/i18n.js";
import { session } from "../core/session.js";
import { icon } from "../widgets/icon.js";
import { awardKind, readCondition, readHold, readSpan, told, unsaid, words } from "./sentence-fields.js";
import { terms, typeName } from "./rule-words.js";

/** A text with fields where it has {names}. */
export const slots = (key, fields) => t(key).split(/(\{\w+\})/).map((part) => {
  const found = /^\{(\w+)\}$/.exec(part);
  return found ? fields[found[1]] : part;
});

const label = (name) => t(`says.field.${name}`);
const numberField = (name, value, label, step = "any") => html`<input class="input compact in-sentence num" type="number" min="0"
  name="${name}" step="${step}" value="${value ?? ""}" aria-label="${label}">`;
const choice = (name, value, options, label) => html`<select class="input select compact in-sentence" name="${name}" aria-label="${label}">
  ${options.map(([key, words]) => html`<option value="${key}"${key === value ? html` selected` : null}>${words}</option>`)}
</select>`;
const drop = (name, words) => html`<button class="icon-button small" type="button" data-set="${name}" data-value=""
  aria-label="${words}">${icon("x")}</button>`;
const add = (name, words) => html`<button class="button quiet small" type="button" data-set="${name}" data-value="">
  ${icon("plus")}${words}</button>`;

/** The whole form. `known`: `{types, teams, unit}`: what there is to choose from. */
export function sentenceForm(rule, known) {
  const left = unsaid(rule);
  const can = (key) => !left.includes(key);
  return html`
    <p class="rule-sentence">${can("on") && can("award") ? earning(rule, known) : fixedPart(rule, known)}</p>
    ${awardKind(rule.award) === "ladder" ? steps(rule, known) : null}
    <ul class="rule-clauses">
      ${can("when") ? condition(rule) : null}
      ${can("limits") ? limits(rule) : null}
      ${can("pending") ? waiting(rule) : null}
      ${can("hold") ? html`<li>${slots("says.hold", { points: numberField("hold", readHold(rule.hold), label("hold"), "1") })}</li>` : null}
      ${can("expires") ? expiry(rule) : null}
      ${who(rule, known)}
      ${can("manual") ? manual(rule) : null}
    </ul>
    ${left.length ? rest(rule, left, known) : null}
    ${texts(rule)}
  `;
}

const named = (keys, texts) => keys.map((one) => [one, t(`${texts}.${one}`)]);
const types = (rule, known) => [...new Set([rule.on, ...known.types])].map((type) => [type, typeName(type)]);

function earning(rule, known) {
  const kind = awardKind(rule.award);
  const event = choice("event", rule.on, types(rule, known), label("event"));
  const kinds = choice("award.kind", kind, named(["fixed", "per", "ladder"], "says.kind"), label("kind"));
  const points = (name) => numberField(`award.${name}`, rule.award[name], label("points"));
  const fields = { event, kind: kinds };
  if (kind === "fixed") return slots("says.fixed", { ...fields, points: points("fixed") });
  const per = numberField("award.per", rule.award.per, label("per"));
  if (kind === "per") return slots("says.per", { ...fields, points: points("points"), per });
  const { over, mode } = rule.award.ladder;
  return slots("says.ladder", {
    ...fields,
    over: choice("ladder.over", over ?? "event", named(["event", "week", "month", "quarter", "year"], "over"), label("over")),
    mode: choice("ladder.mode", mode ?? "marginal", named(["marginal", "whole"], "says.mode"), label("mode")),
  });
}

/** What gives points is more than fields can say: it is told, and stays with the text. */
const fixedPart = (rule, known) => html`${told(rule, known.unit).on.map(typeName).join(t("list.comma"))}${t("says.by-yaml")}`;

function steps(rule) {
  return html`<ol class="rule-steps">
    ${rule.award.ladder.steps.map((step, index) => html`<li>
      ${slots(step.points === undefined ? "says.step.rate" : "says.step.points", {
        from: numberField(`step.${index}.from`, step.from, label("from")),
        rate: numberField(`step.${index}.rate`, Math.round((step.rate ?? 0) * 1e8) / 1e6, label("rate")),
        points: numberField(`step.${index}.points`, step.points, label("points")),
      })}
      ${index ? drop(`step.${index}.drop`, t("action.remove")) : null}
    </li>`)}
    <li>${add("step.add", t("says.step.add"))}</li>
  </ol>`;
}

function condition(rule) {
  const found = readCondition(rule.when);
  if (!found) return html`<li>${add("when.add", t("says.when.add"))}</li>`;
  const operators = [">", ">=", "<", "<=", "==", "!="].map((one) => [one, t(`says.op.${one}`)]);
  return html`<li>${slots("says.when", {
    field: html`<input class="input compact in-sentence" name="when.field" value="${found.field}" autocapitalize="none"
      aria-label="${label("field")}">`,
    op: choice("when.op", found.op, operators, label("op")),
    value: html`<input class="input compact in-sentence" name="when.value" value="${found.value}" aria-label="${label("value")}">`,
  })}${drop("when.none", t("says.when.drop"))}</li>`;
}

const owners = ["\"member\"", "\"team\"", "\"company\"", "[\"member\",\"data.customer\"]", "[\"data.customer\"]"];
const owner = (key) => {
  const found = `says.per.${[JSON.parse(key)].flat().join("+")}`;
  return has(found) ? t(found) : [JSON.parse(key)].flat().join(t("list.comma"));
};

function limits(rule) {
  return html`${(rule.limits ?? []).map((limit, index) => {
    const per = JSON.stringify(limit.per ?? "member");
    const kind = "count" in limit ? "count" : "points";
    return html`<li>${slots("says.limit", {
      per: choice(`limit.${index}.per`, per, [...new Set([per, ...owners])].map((key) => [key, owner(key)]), label("per-whom")),
      window: choice(
        `limit.${index}.window`,
        limit.window,
        named(["event", "day", "week", "month", "quarter", "year", "ever"], "window"),
        label("window")
      ),
      most: numberField(`limit.${index}.most`, limit[kind], label("most"), "1"),
      kind: choice(`limit.${index}.kind`, kind, named(["count", "points"], "says.limit"), label("limit-kind")),
    })}${drop(`limit.${index}.drop`, t("says.limit.drop"))}</li>`;
  })}<li>${add("limit.add", t("says.limit.add"))}</li>`;
}

const spans = (name, unit) => choice(name, unit, named(["H", "D", "W", "M", "Y"], "says.unit"), label("unit"));

function waiting(rule) {
  const { n, unit } = readSpan(rule.pending) ?? { n: "", unit: "D" };
  const count = numberField("pending", n, label("pending"), "1");
  return html`<li>${slots("says.pending", { n: count, unit: spans("pending.unit", unit) })}</li>`;
}

function expiry(rule) {
  const expires = rule.expires && rule.expires !== "never" ? rule.expires : {};
  const { n, unit } = readSpan(expires.after) ?? { n: "", unit: "M" };
  const ends = ["", "month-end", "quarter-end", "year-end"].map((one) => [one, t(`says.until.${one || "none"}`)]);
  return html`<li>${slots("says.expires", {
    n: numberField("expires.after", n, label("expires"), "1"), unit: spans("expires.unit", unit),
    until: choice("expires.until", expires.until ?? "", ends, label("until")),
  })}</li>`;
}

function who(rule, known) {
  const chosen = rule.applies?.teams ?? [];
  const day = (name) => html`<input class="input compact in-sentence" type="date" name="applies.${name}"
    value="${String(rule.applies?.[name] ?? "").slice(0, 10)}" aria-label="${label(name)}">`;
  const teams = chosen.map((id) => known.teams.find((team) => team.id === id)?.name ?? id).join(t("list.comma"));
  const box = (team) => html`<label class="check">
    <input type="checkbox" name="applies.teams" value="${team.id}"${chosen.includes(team.id) ? html` checked` : null}>
    <span>${team.name}</span></label>`;
  return html`<li>${slots("says.applies", { from: day("from"), until: day("until") })}</li>
    ${known.teams.length ? html`<li><details class="choose-teams">
      <summary>${chosen.length ? t("says.teams", { teams }) : t("says.teams.all")}</summary>
      <div class="cluster">${known.teams.map(box)}</div></details></li>` : null}`;
}

function manual(rule) {
  const value = rule.manual === true || rule.manual === "others" ? "others" : rule.manual === "self" ? "self" : "none";
  return html`<li>${slots("says.manual", {
    who: choice("manual", value, named(["none", "others", "self"], "says.manual"), label("manual")),
  })}</li>`;
}

/** What stays with the text, said as far as there are words for it. */
function rest(rule, left, known) {
  const whole = told(rule, known.unit);
  const part = Object.fromEntries(left.filter((key) => ["multiply", "unique", "cooldown"].includes(key)).map((key) => [key, whole[key]]));
  const said = terms(part).filter((term) => term.icon !== "clock");
  const keys = left.map((key) => t(`says.key.${has(`says.key.${key}`) ? key : "other"}`)).join(t("list.comma"));
  return html`<div class="banner neutral unsaid">${icon("info")}<div>
    <p>${t("says.unsaid", { keys })}</p>
    ${said.length ? html`<ul>${said.map((term) => html`<li>${term.words}</li>`)}</ul>` : null}
    <button class="link small" type="button" data-view="yaml">${t("says.unsaid.open")}</button>
  </div></div>`;
}

/** Title and text in each language of the company; a text that is left empty is made of the fields. */
function texts(rule) {
  const languages = session.company.languages ?? [language()];
  const field = (name, one, kind) => html`<div class="field">
    <label for="say-${name}-${one}">${t("field.in-language", { label: t(`says.${kind}`), language: languageNames[one] ?? one })}</label>
    ${kind === "text"
      ? html`<textarea class="input" rows="2" id="say-${name}-${one}" name="${name}.${one}" lang="${one}" maxlength="500"
        placeholder="${t("says.text.made")}">${words(rule[name])[one] ?? ""}</textarea>`
      : html`<input class="input" id="say-${name}-${one}" name="${name}.${one}" lang="${one}" maxlength="200"
        value="${words(rule[name])[one] ?? ""}">`}
  </div>`;
  return html`<details class="rule-texts"${text(rule.text) ? html` open` : null}><summary>${t("says.texts")}</summary>
    <div class="three">${languages.map((one) => field("title", one, "title"))}</div>
    <div class="three">${languages.map((one) => field("text", one, "text"))}</div>
    <p class="hint">${t("says.texts.words")}</p></details>`;
}
