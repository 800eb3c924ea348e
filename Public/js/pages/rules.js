/* How do I earn? The rules in force in plain words, each with a worked example. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, money, number, quantity } from "../core/format.js";
import { get } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { rovingFocus } from "../widgets/roving-focus.js";
import { empty, skeletonCard } from "../widgets/states.js";
import { example, sentence, terms } from "../rules/rule-words.js";
import { View } from "../core/view.js";

const icons = { sale: "coins", customer: "me", growth: "cap", other: "rules" };

class RulesPage extends View {
  #chosen = "all";

  async load(signal) { return get("/rules", { signal }); }

  skeleton() { return html`<div class="rules">${skeletonCard(6, 18, 12)}${skeletonCard(6, 18, 12)}${skeletonCard(6, 18, 12)}</div>`; }

  view({ items, effective }) {
    const groups = ["all", ...new Set(items.map(group))];
    const shown = items.filter((rule) => this.#chosen === "all" || group(rule) === this.#chosen);
    if (!items.length) return html`<section class="card">${empty(t("rules.empty.title"), t("rules.empty.words"))}</section>`;
    return html`
      <div class="page-head">
        <div>
          <h1 class="only-desktop">${t("nav.rules")}</h1>
          <p>${t(effective ? "rules.intro" : "rules.intro.always", { date: effective ? date(effective) : "", n: items.length })}</p>
        </div>
      </div>
      ${groups.length > 2
        ? html`<div class="tabs" role="tablist" aria-label="${t("rules.filter")}">
          ${groups.map((name) => html`<button type="button" role="tab" data-group="${name}" aria-selected="${name === this.#chosen}">
            ${t(`rules.group.${name}`)}
          </button>`)}
        </div>`
        : null}
      <div class="rules">${shown.map(card)}</div>
      <p class="hint">${t("rules.foot")}</p>
    `;
  }

  ready() {
    const tabs = this.querySelector(".tabs");
    if (tabs) rovingFocus(tabs);
    this.on("click", "[data-group]", (_, button) => {
      this.#chosen = button.dataset.group;
      this.draw();
      this.querySelector("[aria-selected=true]").focus();
    });
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
}

const group = (rule) => (rule.campaign ? "campaign" : rule.category ?? "other");
const symbol = (rule) => (
  rule.campaign
    ? "medal"
    : rule.award?.ladder
      ? "tiers"
      : rule.on?.some((type) => type.startsWith("laurel.target")) ? "target" : icons[rule.category ?? "other"] ?? "rules"
);

function card(rule) {
  const worked = example(rule);
  return html`<article class="card rule" id="${rule.id}">
    <header class="rule-head">
      <span class="kind">${icon(symbol(rule))}</span>
      <div class="grow">
        <h2>${text(rule.title)}${rule.campaign ? html` <span class="badge">${t("rules.campaign")}</span>` : null}</h2>
        <p>${sentence(rule)}</p>
      </div>
    </header>
    ${rule.award?.ladder ? ladder(rule) : null}
    ${worked
      ? html`<p class="example">
        <span class="hint">${t("rules.example")}</span>
        ${worked.given} → <strong class="num">${t("points", { points: number(worked.points), n: worked.points })}</strong>
      </p>`
      : null}
    ${rule.preview ? html`<p><a class="link small" href="/estimate#${rule.on[0]}">${t("estimate.try")}</a></p>` : null}
    <ul class="terms">${terms(rule).map((term) => html`<li>${icon(term.icon)}<span>${term.words}</span></li>`)}</ul>
  </article>`;
}

/** The steps of a ladder, and where I stand on it. */
function ladder({ award: { ladder: { over, unit, steps } }, mine }) {
  const amount = (value) => (unit === "money" ? money(value) : quantity(value, unit));
  const total = mine?.total ?? null;
  const here = total === null ? -1 : steps.findLastIndex((step) => total >= step.from);
  return html`<table class="table ladder">
    <thead>
      <tr><th scope="col">${t(`ladder.total.${over}`)}</th><th scope="col" class="num">${t("ladder.rate", { per: amount(100) })}</th></tr>
    </thead>
    <tbody>
      ${steps.map((step, index) => html`<tr class="${index < here ? "past" : index === here ? "here" : ""}">
        <td>
          ${t("ladder.from", { amount: amount(step.from) })}
          ${index === here
            ? html`<small>${t("ladder.here", { amount: amount(total) })}</small>`
            : total !== null && index === here + 1 ? html`<small>${t("ladder.next", { amount: amount(step.from - total) })}</small>` : null}
        </td>
        <td class="num">
          ${step.points !== undefined
            ? t("points", { points: number(step.points), n: step.points })
            : quantity(Math.round(step.rate * 1e6) / 1e4, "count")}
        </td>
      </tr>`)}
    </tbody>
  </table>`;
}

customElements.define("rules-page", RulesPage);
