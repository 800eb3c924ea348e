/* The rule set: read it, draft a change, check it, try it on past facts, publish it. Nothing counts before it is published. */
import { html, render } from "../../core/html.js";
import { t, text } from "../../core/i18n.js";
import { date, number, percent, signed } from "../../core/format.js";
import { get, post } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { busy, openDialog } from "../../widgets/dialog.js";
import { fromLocal } from "../../core/local-time.js";
import { monthStart } from "../../core/period-keys.js";
import { banner, explain, skeletonCard } from "../../widgets/states.js";
import { sentence } from "../../rules/rule-words.js";
import { changes, ladder } from "../../rules/publication.js";
import { tellProblem } from "../../widgets/form-errors.js";
import "../../insights/insight-list.js";
import { View } from "../../core/view.js";
import "../../widgets/data-table.js";

class RulebookPage extends View {
  role = "manager";
  #drafts = {};                // file → changed text; null for a file that is taken away
  #file = null;
  #removed = [];               // what is in force and not in the draft, as the last check told
  #checked = null;             // what the server said of who may publish the draft

  async load(signal) {
    const [rules, source, waiting] = await Promise.all([
      get("/rules", { signal }), get("/rules/files", { signal }), get("/rules/waiting", { signal }),
    ]);
    this.#drafts = {};
    this.#file ??= Object.keys(source.files)[0] ?? null;
    return { rules, source, waiting: waiting.items };
  }

  get #names() { return [...new Set([...Object.keys(this.data.source.files), ...Object.keys(this.#drafts)])].sort(); }
  get #files() {
    return Object.fromEntries(this.#names.map((name) => [name, name in this.#drafts ? this.#drafts[name] : this.data.source.files[name]]));
  }
  get #changed() { return Object.keys(this.#drafts).length; }

  skeleton() {
    return html`
      <div class="page-head"><h1>${t("nav.rulebook")}</h1></div>
      <div class="columns wide-right">${skeletonCard(8, 14, 14)}${skeletonCard(10, 20, 20, 20)}</div>
    `;
  }

  view({ rules, source, waiting }) {
    const content = this.#file ? this.#files[this.#file] ?? "" : "";
    return html`
      <div class="page-head">
        <div>
          <h1 class="only-desktop">${t("nav.rulebook")}</h1>
          <p>
            ${t(
              rules.effective ? "rulebook.intro" : "rulebook.intro.always",
              { version: (source.version ?? rules.version ?? "").slice(0, 8), date: rules.effective ? date(rules.effective) : "" }
            )}
          </p>
        </div>
        <button class="button small" type="button" data-new>${icon("plus")}${t("rulebook.add")}</button>
      </div>
      ${waiting.length
        ? html`<section class="card stack" aria-labelledby="waiting">
          <div class="card-head">
            <h2 id="waiting">${t("rulebook.waiting.list")}</h2>
            <a class="link small" href="/manage/approvals">${t("rulebook.waiting.link")}</a>
          </div>
          ${waiting.map(draft)}
        </section>`
        : null}
      <insight-list for="rules"></insight-list>
      <div class="columns wide-right">
        <section class="card flush" aria-label="${t("rulebook.files")}">
          <ul class="queue">${this.#names.map((name) => this.#entry(name))}</ul>
        </section>
        <section class="card stack" aria-labelledby="file">
          <div class="between"><h2 id="file">${this.#file ?? t("rulebook.none")}</h2><span data-mark>${this.#mark(this.#file)}</span></div>
          <label class="visually-hidden" for="code">${t("rulebook.source")}</label>
          <textarea class="input code" id="code" spellcheck="false" autocapitalize="none" ${this.#file ? null : html`disabled`}>
            ${content}
          </textarea>
          <p class="hint">${t("rulebook.words")}</p>
          <div class="view" data-says aria-live="polite"></div>
          <div class="cluster">
            <button class="button" type="button" data-check>${icon("check")}${t("rulebook.check")}</button>
            <button class="button" type="button" data-try>${icon("chart")}${t("rulebook.try")}</button>
            <button class="button primary" type="button" data-publish${this.#changed ? null : html` disabled`}>
              ${t("rulebook.publish")}
            </button>
          </div>
        </section>
      </div>
      <div class="view" data-effect></div>
    `;
  }

  #entry(name) {
    const rule = this.data.rules.items.find((one) =>
      this.data.source.files[name]?.includes(`id: ${one.id}\n`) || name.endsWith(`/${one.id}.yaml`));
    return html`<li>
      <button class="request catalogue-line" type="button" data-file="${name}"${name === this.#file ? html` aria-current="true"` : null}>
        <span class="kind">${icon("rules")}</span>
        <span class="grow">
          <span class="between">
            <strong>${rule ? text(rule.title) : name}</strong>
            <span data-mark-of="${name}">${this.#mark(name)}</span>
          </span>
          ${rule ? html`<small><span>${sentence(rule)}</span></small>` : null}
        </span>
      </button>
    </li>`;
  }

  #mark(name) { return name in this.#drafts ? html`<span class="badge info">${t("rulebook.draft")}</span>` : null; }

  ready() {
    this.on("click", "[data-file]", (_, button) => {
      this.#file = button.dataset.file;
      this.draw();
      this.querySelector(`[data-file="${CSS.escape(this.#file)}"]`).focus();
    });
    this.on("click", "[data-new]", () => this.#new());
    this.on("input", "#code", (_, area) => this.#edit(area.value));
    this.on("click", "[data-check]", (_, button) => busy(button, () => this.#check()));
    this.on("click", "[data-try]", () => this.#try());
    this.on("click", "[data-publish]", () => this.#publish());
    const warn = (event) => { if (this.#changed) event.preventDefault(); };
    addEventListener("beforeunload", warn);
    this.own(() => removeEventListener("beforeunload", warn));
  }

  #edit(value) {
    if (value === this.data.source.files[this.#file]) delete this.#drafts[this.#file]; else this.#drafts[this.#file] = value;
    for (const place of this.querySelectorAll(`[data-mark], [data-mark-of="${CSS.escape(this.#file)}"]`)) {
      render(place, this.#mark(this.#file));
    }
    this.querySelector("[data-publish]").disabled = !this.#changed;
  }

  #says(look, name, words) { render(this.querySelector("[data-says]"), banner(look, name, words)); }

  async #check() {
    try {
      const answer = await post("/rules/check", { files: this.#files });
      const { ok, problems = [], removed = [] } = answer;
      this.#checked = ok ? answer : null;
      if (ok) render(this.querySelector("[data-says]"), html`${banner("neutral", "check", t("rulebook.ok"))}${weighed(answer)}`);
      else render(this.querySelector("[data-says]"), html`<div class="banner danger" role="alert">
        ${icon("alert")}
        <ul class="stack tight">
          ${problems.map((one) => html`<li>
            <strong class="tabular">${one.file}:${one.line}:${one.column}</strong> ${one.detail}
            ${one.expected ? html` ${t("rulebook.expected", { what: one.expected })}` : null}
          </li>`)}
        </ul>
      </div>`);
      this.#removed = removed.map((one) => one.id);
      return ok;
    } catch (problem) { this.#says("danger", "alert", explain(problem)); return false; }
  }

  #new() {
    const dialog = openDialog(t("rulebook.add"), html`<form class="stack">
      <div class="field">
        <label for="file-name">${t("rulebook.name")}</label>
        <input
          class="input"
          id="file-name"
          name="name"
          required
          pattern="[a-z0-9][a-z0-9\\-]*"
          placeholder="new-rule"
          autocomplete="off"
          aria-describedby="file-hint">
        <p class="hint" id="file-hint">${t("rulebook.name.hint")}</p>
      </div>
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.cancel")}</button>
        <button class="button primary">${t("rulebook.add")}</button>
      </div>
    </form>`);
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const id = new FormData(event.target).get("name");
      this.#file = `points/${id}.yaml`;
      this.#drafts[this.#file] ??= `id: ${id}\ntitle: {zh-Hans: ${id}}\non: sale.won\naward:\n  fixed: 10\n`;
      dialog.close();
      this.draw();
      this.querySelector("#code").focus();
    });
  }

  #try() {
    const dialog = openDialog(t("rulebook.try"), html`<form class="stack">
      <p class="muted small">${t("rulebook.try.words")}</p>
      <div class="three">
        <div class="field">
          <label for="try-from">${t("report.from")}</label>
          <input class="input" id="try-from" name="from" type="date" required value="${monthStart(-1)}">
        </div>
        <div class="field">
          <label for="try-to">${t("report.to")}</label>
          <input class="input" id="try-to" name="to" type="date" required value="${monthStart(0)}">
        </div>
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
          const effect = await post("/rules/backtest", { rules: { files: this.#files }, from, to });
          dialog.close();
          this.#effect(effect, from, to);
        } catch (problem) { tellProblem(dialog, problem); }
      });
    });
  }

  #effect(effect, from, to) {
    const by = effect.then - effect.now;
    const figure = (label, value, small = null) => html`<div class="figure">
      <dt>${label}</dt>
      <dd>${value}${small ? html`<small>${small}</small>` : null}</dd>
    </div>`;
    render(this.querySelector("[data-effect]"), html`<section class="card stack" aria-labelledby="effect">
      <div class="card-head">
        <h2 id="effect" tabindex="-1">${t("rulebook.effect", { from, to })}</h2>
        <span class="hint">${t("rulebook.effect.activities", { n: effect.activities })}</span>
      </div>
      <dl class="wide-figures">
        ${figure(
          t("rulebook.cost"),
          signed(by),
          effect.now ? t("rulebook.cost.share", { share: `${by > 0 ? "+" : ""}${percent(by / effect.now)}` }) : null
        )}
        ${figure(t("rulebook.gain"), number(effect.gain))}
        ${figure(t("rulebook.lose"), number(effect.lose))}
        ${figure(t("rulebook.same"), number(effect.same))}
      </dl>
      <data-table></data-table>
    </section>`);
    this.querySelector(
      "[data-effect] data-table"
    ).table = {
      caption: t("rulebook.effect", { from, to }),
      filter: true,
      file: "backtest",
      items: effect.members,
      none: t("rulebook.effect.none"),
      columns: [
        { id: "name", label: t("board.head.member"), value: (one) => one.name },
        { id: "now", label: t("tiers.now"), number: true, value: (one) => one.now },
        { id: "then", label: t("rulebook.then"), number: true, value: (one) => one.then },
        {
          id: "delta",
          label: t("tiers.delta"),
          number: true,
          value: (one) => one.then - one.now,
          cell: (one) => html`<span class="delta${one.then === one.now ? "" : " changed"}">
            ${one.then === one.now ? "–" : signed(one.then - one.now)}
          </span>`,
        },
      ],
    };
    this.querySelector("#effect").focus();
  }

  async #publish() {
    if (!await this.#check()) return;
    const dialog = openDialog(t("rulebook.publish.title"), html`<form class="stack">
      <p>${t("rulebook.publish.words", { n: this.#changed })}</p>
      ${weighed(this.#checked)}
      ${this.#removed.length ? banner("warn", "alert", t("rulebook.publish.removes", { what: this.#removed.join(", ") })) : null}
      <div class="field">
        <label for="p-at">${t("rulebook.effective")}</label>
        <input class="input" id="p-at" name="effective" type="datetime-local" aria-describedby="p-hint">
        <p class="hint" id="p-hint">${t("rulebook.effective.hint")}</p>
      </div>
      <div class="field">
        <label for="p-why">${t("entry.reason")}</label>
        <input class="input" id="p-why" name="reason" required maxlength="200">
      </div>
      <div data-says></div>
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.cancel")}</button>
        <button class="button primary">${t("rulebook.publish")}</button>
      </div>
    </form>`);
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const { effective, reason } = Object.fromEntries(new FormData(event.target));
      busy(event.target.querySelector(".primary"), async () => {
        try {
          const answer = await post("/rules/publish", { files: this.#files, effective: fromLocal(effective), reason });
          dialog.close();
          await this.reload({ quiet: true });
          if (answer.state === "waiting") this.#says("neutral", "clock", t("rulebook.waiting", { version: answer.version.slice(0, 8) }));
          else this.#says("neutral", "check", t("rulebook.published", { version: answer.version }));
        }
        catch (problem) { tellProblem(dialog, problem); }
      });
    });
  }
}

/** What a draft changes, and who has to publish that: as the server says. */
const weighed = (checked) => (checked ? html`<div class="stack tight">${changes(checked.changes)}<p class="hint">${ladder(checked)}</p>
  ${checked.may ? null : html`<p class="error">${icon("alert")}<span>${t("rulebook.may-not")}</span></p>`}</div>` : null);

const draft = (one) => html`<div class="stack tight">
  <div class="between"><strong>${one.by?.name ?? ""}</strong><code>${one.version.slice(0, 8)}</code></div>
  <p class="small">${one.reason ?? ""}</p>${changes(one.changes)}
  <p class="hint">${t("approvals.needs", { role: t(`role.${one.needs}`) })}</p></div>`;

customElements.define("rulebook-page", RulebookPage);
