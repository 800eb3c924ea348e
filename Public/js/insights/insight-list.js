/*
 * <insight-list for="me|team|rules|audit">: findings of plain statistics with their facts and rule of thumb; each can be put aside with a
 * reason. Nothing at all where nothing was found.
 */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, number, period } from "../core/format.js";
import { get, post } from "../core/api.js";
import { personButton } from "../people/person.js";
import { limitWords } from "../rules/rule-words.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { icon } from "../widgets/icon.js";

const shown = 5;

/** What pages have read for the lists that they draw: a list that comes later pushes down what stands below it. */
const given = new Map();
const patience = 1500;       // ms that a page waits for findings; later ones come by themselves

/** Reads findings before the page is drawn. */
export async function findings(audience, signal) {
  const read = get("/insights", { query: { for: audience }, signal }).then((answer) => answer.items, () => null);
  const items = await Promise.race([read, new Promise((resolve) => { setTimeout(resolve, patience, null); })]);
  if (items) given.set(audience, items);
}

class InsightList extends HTMLElement {
  #items = [];
  #all = false;

  connectedCallback() {
    this.classList.add("view");
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-dismiss]");
      if (button) this.#dismiss(button.dataset.dismiss);
      if (event.target.closest("[data-all]")) { this.#all = true; this.#draw(); }
    });
    const audience = this.getAttribute("for");
    if (!given.has(audience)) { this.reload(); return; }
    this.#items = given.get(audience);
    given.delete(audience);
    this.#draw();
  }

  async reload() {
    const answer = await get("/insights", { query: { for: this.getAttribute("for") } }).catch(() => null);
    if (!answer || !this.isConnected) return;
    this.#items = answer.items;
    this.#draw();
  }

  #draw() {
    const items = this.#all ? this.#items : this.#items.slice(0, shown);
    render(this, this.#items.length
      ? html`<section class="card" aria-labelledby="insights">
        <div class="card-head"><h2 id="insights">${t(`insights.${this.getAttribute("for")}`)}</h2></div>
        <ul class="insights">${items.map(one)}</ul>
        ${items.length < this.#items.length
          ? html`<p class="more"><button class="button small" type="button" data-all>${t("action.more")}</button></p>`
          : null}
      </section>`
      : null);
  }

  #dismiss(id) {
    const dialog = openDialog(t("insights.dismiss"), html`<form class="stack" novalidate>
      <div class="field">
        <label for="dismiss-reason">${t("insights.reason")}</label>
        <textarea class="input" id="dismiss-reason" name="reason" rows="3" required maxlength="500"></textarea>
      </div>
      <div data-says></div>
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.cancel")}</button>
        <button class="button primary" type="submit">${t("insights.dismiss")}</button>
      </div>
    </form>`);
    const form = dialog.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.checkValidity()) return;
      busy(form.querySelector("[type=submit]"), async () => {
        try {
          await post(`/insights/${encodeURIComponent(id)}/dismiss`, { reason: form.elements.reason.value.trim() });
          dialog.close();
          await this.reload();
        } catch (problem) {
          if (problem.status === undefined) throw problem;
          tellProblem(form, problem);
        }
      });
    });
  }
}

const instants = ["first", "next", "review", "from"];

/** Facts as a sentence takes them: numbers and days as people read them. */
function values(object) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => {
    if (typeof value === "number") return [name, number(value)];
    if (instants.includes(name) && value) return [name, date(value)];
    if (name === "period" || name === "oldest") return [name, period(value)];
    if (Array.isArray(value)) return [name, value.join(t("list.comma"))];
    return [name, value && typeof value === "object" ? text(value) : value ?? ""];
  }));
}

/** A limit is said as the page of rules says it. */
const said = (facts) => ({ ...values(facts), ...(facts.window ? { limit: limitWords({ ...facts, points: facts.most }) } : {}) });

function one({ id, kind, member, facts, rule }) {
  const isOwn = id.startsWith("me/") || !member;
  const bare = kind === "limit-cuts" && !facts.window;      // a limit that is no longer there
  const key = kind === "nearest" ? `insight.nearest.${facts.what}` : `insight.${bare ? "cuts" : kind}`;
  return html`<li>
    <span class="sign">${icon("info")}</span>
    <div class="grow">
      <p>${isOwn ? null : html`<strong>${personButton(member.id, member.name)}</strong> `}${t(key, said(facts))}</p>
      ${kind === "reward" && facts.chosen ? html`<p class="hint">${t("insight.reward.chosen", values(facts))}</p>` : null}
      <details class="disclosure">
        <summary class="link small">${t("insights.why")}</summary>
        <p class="hint">${t(`insight.rule.${kind}`, values(rule))}</p>
        <button class="link small" type="button" data-dismiss="${id}">${t("insights.dismiss")}</button>
      </details>
    </div>
  </li>`;
}

customElements.define("insight-list", InsightList);
