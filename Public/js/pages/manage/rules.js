/*
 * The rules as sentences: each is read and changed as one, with its text behind a tab. What is changed is a draft on the server, tried on
 * past facts before it is proposed, and nothing counts before another person has seconded it.
 */
import { html, render } from "../../core/html.js";
import { language, t, text } from "../../core/i18n.js";
import { ago, date } from "../../core/format.js";
import { all as everything, get, post } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { busy, openDialog } from "../../widgets/dialog.js";
import { fromLocal } from "../../core/local-time.js";
import { monthStart } from "../../core/period-keys.js";
import { rovingFocus } from "../../widgets/roving-focus.js";
import { banner, explain, skeletonCard } from "../../widgets/states.js";
import { sentence } from "../../rules/rule-words.js";
import { RuleDraft } from "../../rules/rule-draft.js";
import { change, told } from "../../rules/sentence-fields.js";
import { sentenceForm } from "../../rules/sentence-form.js";
import { freeId, templates } from "../../rules/templates.js";
import { figures, span, tables } from "../../rules/trial.js";
import { history, openVersion } from "../../rules/rule-history.js";
import { changes, differences, ladder } from "../../rules/publication.js";
import { confirmFirst } from "../../widgets/confirm-dialog.js";
import { tellProblem } from "../../widgets/form-errors.js";
import { textsOf } from "../../rules/template-texts.js";
import "../../insights/insight-list.js";
import { View } from "../../core/view.js";
import "../../widgets/data-table.js";

const isRule = (path) => path.startsWith("points/");

class RulebookPage extends View {
  role = "manager";
  #draft = null;
  #file = null;
  #shown = "sentence";         // sentence, yaml, lines
  #content = null;             // what the open file says, as data; null where the text cannot be read
  #warned = [];                // texts whose numbers are not the rule's
  #checked = null;             // what the server said of the whole draft
  #faults = [];                // where the draft does not hold
  #asked = 0;

  async load(signal) {
    const [rules, source, waiting, drafts, versions, teams] = await Promise.all([
      get("/rules", { signal }), get("/rules/files", { signal }), get("/rules/waiting", { signal }), get("/rules/drafts", { signal }),
      get("/rules/versions", { query: { limit: 20 }, signal }), everything("/teams", { signal }),
    ]);
    const mine = drafts.items.find((one) => one.mine);
    const wanted = this.#draft?.id ?? mine?.id;
    const kept = drafts.items.some((one) => one.id === wanted) ? await get(`/rules/drafts/${wanted}`, { signal }) : null;
    this.#take(source.files, kept);
    const first = new URLSearchParams(location.search).get("rule");
    this.#file ??= this.#paths.find((path) => path === `points/${first}.yaml`) ?? this.#paths.find((path) => this.#draft.has(path))
      ?? this.#paths.find(isRule) ?? this.#paths[0] ?? null;
    await this.#read(signal);
    return { rules, source, waiting: waiting.items, drafts: drafts.items, versions: versions.items, teams };
  }

  #take(inForce, kept, title = t("rulebook.draft.title", { date: date(Date.now()) })) {
    this.#draft = new RuleDraft(inForce, kept, title);
    this.#draft.addEventListener("change", () => this.#state());
    this.#checked = null;
    this.#faults = [];
  }

  get #paths() { return this.#draft.paths; }

  /** What the open file says. */
  async #read(signal, content) {
    const asked = ++this.#asked;
    const path = this.#file;
    const source = path ? this.#draft.text(path) : null;
    if (!source || !isRule(path)) { this.#content = null; this.#warned = []; return; }
    try {
      const answer = await post("/rules/edit", { path, text: source, ...(content ? { content } : {}) }, { signal });
      if (asked !== this.#asked) return;
      this.#content = Array.isArray(answer.content) || typeof answer.content !== "object" ? null : answer.content;
      this.#warned = answer.contradictions;
      if (content) this.#draft.set(path, answer.text);
    } catch (problem) {
      if (asked !== this.#asked || problem.status === undefined) return;
      this.#content = null;
      this.#warned = [];
      if (content) this.#says("danger", "alert", explain(problem));
    }
  }

  skeleton() {
    return html`
      <div class="page-head"><h1>${t("nav.rulebook")}</h1></div>
      <div class="columns wide-right">${skeletonCard(8, 14, 14)}${skeletonCard(10, 20, 20, 20)}</div>
    `;
  }

  view({ rules, source, waiting, drafts, versions }) {
    const version = (source.version ?? rules.version ?? "").slice(0, 8);
    const since = rules.effective ? date(rules.effective) : "";
    return html`
      <div class="page-head">
        <div>
          <h1 class="only-desktop">${t("nav.rulebook")}</h1>
          <p>${t(since ? "rulebook.intro" : "rulebook.intro.always", { version, date: since })}</p>
        </div>
        <button class="button small" type="button" data-new>${icon("plus")}${t("rulebook.add")}</button>
      </div>
      ${waiting.length ? html`<section class="card stack" aria-labelledby="waiting">
        <div class="card-head"><h2 id="waiting">${t("rulebook.waiting.list")}</h2>
          <a class="link small" href="/manage/approvals">${t("rulebook.waiting.link")}</a></div>
        ${waiting.map(proposed)}
      </section>` : null}
      ${this.#drafts(drafts)}
      <insight-list for="rules"></insight-list>
      <div class="columns wide-right rulebook">
        <section class="card flush" aria-label="${t("rulebook.rules")}">${this.#list()}</section>
        <section class="card stack" aria-labelledby="file" data-editor>${this.#editor()}</section>
      </div>
      <div class="view" data-effect></div>
      ${history(versions)}
    `;
  }

  // The drafts

  #drafts(drafts) {
    const own = this.#draft;
    return html`<section class="card stack" aria-labelledby="drafts">
      <div class="card-head"><h2 id="drafts">${t("rulebook.drafts")}</h2>
        <span class="hint" data-state aria-live="polite">${this.#stateWords()}</span></div>
      ${drafts.length ? html`<ul class="rule-history">${drafts.map((one) => html`<li>
        <span class="grow"><strong>${one.title}</strong>
          ${one.id === own.id ? html` <span class="badge info">${t("rulebook.draft.open")}</span>` : null}
          <small>${joined([one.by?.name, ago(one.changed), t("rulebook.draft.files", { n: one.files.length })])}</small></span>
        ${one.id === own.id ? null : html`<button class="button small" type="button" data-open="${one.id}">
          ${t(one.mine ? "rulebook.draft.continue" : "rulebook.draft.look")}</button>`}
        ${one.mine ? html`<button class="link small" type="button" data-drop="${one.id}">${t("action.remove")}</button>` : null}
      </li>`)}</ul>` : null}
      ${own.mine ? null : banner(
        "neutral",
        "info",
        t("rulebook.draft.others"),
        html`<button class="button small" type="button" data-copy>${t("rulebook.draft.copy")}</button>`
      )}
    </section>`;
  }

  #stateWords() { return t(`rulebook.draft.state.${this.#draft.state}`); }

  #state() {
    const place = this.querySelector("[data-state]");
    if (place) render(place, this.#stateWords());
    if (this.#draft.state === "failed") this.#says("danger", "alert", explain(this.#draft.problem));
    for (const path of this.#paths) {
      const mark = this.querySelector(`[data-mark-of="${CSS.escape(path)}"]`);
      if (mark) render(mark, this.#mark(path));
    }
    const steps = this.querySelector("[data-steps]");
    if (steps) render(steps, this.#steps());
  }

  // The list

  #list() {
    const others = this.#paths.filter((path) => !isRule(path));
    const open = others.includes(this.#file);
    return html`<ul class="queue">${this.#paths.filter(isRule).map((path) => this.#entry(path))}</ul>
      <details class="other-files"${open ? html` open` : null}><summary>${t("rulebook.files.other")}</summary>
        <ul class="queue">${others.map((path) => this.#entry(path))}</ul></details>`;
  }

  #entry(path) {
    const rule = this.#ruleOf(path);
    const here = path === this.#file ? html` aria-current="true"` : null;
    return html`<li><button class="request catalogue-line" type="button" data-file="${path}"${here}>
      <span class="kind">${icon("rules")}</span>
      <span class="grow">
        <span class="between">
          <strong>${rule ? text(rule.title) : path}</strong>
          <span data-mark-of="${path}">${this.#mark(path)}</span>
        </span>
        ${rule ? html`<small><span>${sentence(rule)}</span></small>` : null}
      </span>
    </button></li>`;
  }

  #ruleOf(path) {
    const items = (this.data?.rules ?? { items: [] }).items;
    const source = this.#draft.inForce[path];
    return items.find((one) => path.endsWith(`/${one.id}.yaml`) || source?.includes(`id: ${one.id}\n`));
  }

  #mark(path) {
    if (!this.#draft.has(path)) return null;
    return html`<span class="badge info">${t(this.#draft.text(path) === null ? "rulebook.draft.removed" : "rulebook.draft")}</span>`;
  }

  // The editor

  #editor() {
    const path = this.#file;
    if (!path) return html`<h2 id="file">${t("rulebook.none")}</h2>`;
    const removed = this.#draft.text(path) === null;
    const title = text((this.#content ?? this.#ruleOf(path))?.title) || this.#content?.id || path;
    const tabs = isRule(path) ? ["sentence", "yaml", "lines"] : ["yaml", "lines"];
    const shown = tabs.includes(this.#shown) ? this.#shown : "yaml";
    return html`
      <div class="between"><h2 id="file">${title}</h2>
        ${this.#draft.mine && isRule(path) ? html`<button class="link small" type="button" data-remove-rule>
          ${t(removed ? "rulebook.keep" : "rulebook.remove")}</button>` : null}
      </div>
      <div class="tabs" role="tablist" aria-label="${t("rulebook.view")}">
        ${tabs.map((name) => html`<button type="button" role="tab" data-view="${name}" aria-selected="${name === shown}">
          ${t(`rulebook.view.${name}`)}
        </button>`)}
      </div>
      <div data-body>${removed ? html`<p class="hint">${t("rulebook.removed.words")}</p>` : this.#body(shown, path)}</div>
      <div data-warned>${this.#warnings()}</div>
      <div class="view" data-says aria-live="polite">${this.#faultList()}</div>
      <div data-steps>${this.#steps()}</div>
    `;
  }

  #body(shown, path) {
    if (shown === "lines") return this.#lines(path);
    if (shown === "sentence" && this.#content) {
      const frozen = this.#draft.mine ? null : html` disabled`;
      return html`<form class="stack sentence-form" data-sentence novalidate><fieldset${frozen}>
        <legend class="visually-hidden">${t("rulebook.view.sentence")}</legend>
        ${sentenceForm(this.#content, this.#known())}</fieldset></form>
        <div class="reads"><h3>${t("rulebook.reads")}</h3><p data-reads>${this.#reads()}</p></div>`;
    }
    const kept = this.#draft.mine ? null : html` readonly`;
    return html`
      ${shown === "sentence" ? banner("neutral", "info", t("rulebook.unreadable")) : null}
      <label class="visually-hidden" for="code">${t("rulebook.source")}</label>
      <textarea class="input code" id="code" spellcheck="false" autocapitalize="none"${kept}>${this.#draft.text(path)}</textarea>
    `;
  }

  #known() {
    const { rules, teams } = this.data;
    const same = rules.items.find((one) => one.id === this.#content?.id);
    const types = [...new Set([...rules.items.flatMap((one) => one.on), ...Object.values(templates).map((one) => one.on)])];
    return { types, teams, unit: same?.award?.unit ?? "money" };
  }

  #reads() { return this.#content ? sentence(told(this.#content, this.#known().unit)) : null; }

  #lines(path) {
    const kept = this.#draft.kept?.differences?.filter((one) => one.path === path) ?? [];
    if (this.#draft.has(path) && this.#draft.state === "kept" && kept.length) return differences(kept);
    return html`<p class="hint">${t(this.#draft.has(path) ? "rulebook.lines.saving" : "publication.none")}</p>`;
  }

  #warnings() {
    if (!this.#warned.length) return null;
    const numbers = [...new Set(this.#warned.flatMap((one) => one.numbers))].join(t("list.comma"));
    return banner("warn", "alert", t("rulebook.contradicts", { numbers }), this.#draft.mine
      ? html`<button class="button small" type="button" data-drop-text>${t("rulebook.contradicts.drop")}</button>` : null);
  }

  #faultList() {
    return this.#faults.length ? html`<div class="banner danger" role="alert">${icon("alert")}<ul class="stack tight">
      ${this.#faults.map((one) => html`<li>
        <strong class="tabular">${t("rulebook.place", { file: one.file, line: one.line })}</strong> ${faultWords(one)}
      </li>`)}</ul></div>` : null;
  }

  /** Check, try, propose: each shows how far the draft has come. */
  #steps() {
    const { trial, changed, mine } = this.#draft;
    if (!mine) return null;
    const step = (done, words) => html`<li class="${done ? "done" : ""}">${icon(done ? "check" : "clock")}<span>${words}</span></li>`;
    return html`
      <ol class="steps">
        ${step(this.#checked !== null, t("rulebook.step.check"))}
        ${step(Boolean(trial?.current), trial?.current ? t("rulebook.step.tried", { when: ago(trial.at) }) : t("rulebook.step.try"))}
        ${step(false, this.#checked ? ladder(this.#checked) : t("rulebook.step.publish"))}
      </ol>
      <div class="cluster">
        <button class="button" type="button" data-check${changed ? null : html` disabled`}>${icon("check")}${t("rulebook.check")}</button>
        <button class="button" type="button" data-try${changed ? null : html` disabled`}>${icon("chart")}${t("rulebook.try")}</button>
        <button class="button primary" type="button" data-publish${changed ? null : html` disabled`}>${t("rulebook.publish")}</button>
      </div>`;
  }

  ready() {
    this.on("click", "[data-file]", (_, button) => this.#openFile(button.dataset.file));
    this.on("click", "[data-new]", () => this.#new());
    this.on("click", "[data-view]", (_, button) => {
      this.#shown = button.dataset.view;
      this.#drawEditor("[role=tab][aria-selected=true]");
    });
    this.on("input", "#code", (_, area) => this.#typed(area.value));
    this.on("change", "[data-sentence] [name]", (_, field) => this.#field(field));
    this.on("submit", "[data-sentence]", (event) => event.preventDefault());
    this.on("click", "[data-set]", (_, button) => this.#set(button.dataset.set, button.dataset.value));
    this.on("click", "[data-drop-text]", () => this.#apply({ ...this.#content, text: undefined }));
    this.on("click", "[data-remove-rule]", () => this.#removeRule());
    this.on("click", "[data-check]", (_, button) => busy(button, () => this.#check()));
    this.on("click", "[data-try]", () => this.#try());
    this.on("click", "[data-publish]", (_, button) => busy(button, () => this.#publish()));
    this.on("click", "[data-open]", (_, button) => this.#open(button.dataset.open));
    this.on("click", "[data-drop]", (_, button) => this.#drop(button.dataset.drop));
    this.on("click", "[data-copy]", () => this.#copy());
    this.on("click", "[data-version]", (_, button) => this.#version(Number(button.dataset.version)));
    this.#tabs();
    const warn = (event) => { if (["changed", "saving"].includes(this.#draft.state)) event.preventDefault(); };
    addEventListener("beforeunload", warn);
    this.own(() => removeEventListener("beforeunload", warn));
    if (this.#draft.trial) this.#effect(this.#draft.trial);
  }

  #tabs() { const tabs = this.querySelector("[data-editor] .tabs"); if (tabs) rovingFocus(tabs); }

  #drawEditor(focus = null) {
    render(this.querySelector("[data-editor]"), this.#editor());
    this.#tabs();
    if (focus) this.querySelector(`[data-editor] ${focus}`)?.focus();
  }

  async #openFile(path) {
    this.#file = path;
    await this.#read();
    for (const button of this.querySelectorAll("[data-file]")) {
      if (button.dataset.file === path) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
    }
    this.#drawEditor();
    if (matchMedia("(max-width: 63.99rem)").matches) this.querySelector("[data-editor]").scrollIntoView({ block: "start" });
  }

  // Changing

  /** A field of the sentence: what is typed is taken when the field is left. */
  async #field(field) {
    const { name } = field;
    if (name === "applies.teams") {
      const chosen = [...this.querySelectorAll("[name='applies.teams']:checked")].map((one) => one.value);
      await this.#apply(change(this.#content, name, chosen), `[name="${CSS.escape(name)}"][value="${CSS.escape(field.value)}"]`);
      return;
    }
    await this.#apply(change(this.#content, name, field.value.trim()), `[name="${CSS.escape(name)}"]`);
  }

  async #set(name, value) { await this.#apply(change(this.#content, name, value)); }

  async #apply(rule, focus = null) {
    const opened = [...this.querySelectorAll("[data-editor] details[open] > summary")].map((one) => one.closest("details").className);
    const clean = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
    this.#forget();
    await this.#read(undefined, clean);
    this.#drawEditor(focus);
    for (const details of this.querySelectorAll("[data-editor] details")) if (opened.includes(details.className)) details.open = true;
  }

  /** The text is the rule: what fields show follows it, a moment later. */
  #typed(value) {
    this.#forget();
    this.#draft.set(this.#file, value);
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      await this.#read();
      const place = this.querySelector("[data-warned]");
      if (place) render(place, this.#warnings());
    }, 400);
  }

  /** What was said of the draft before was said of another one. */
  #forget() {
    this.#checked = null;
    this.#faults = [];
    const says = this.querySelector("[data-says]");
    if (says) render(says, null);
  }

  #removeRule() {
    const gone = this.#draft.text(this.#file) === null;
    this.#draft.set(this.#file, gone ? this.#draft.inForce[this.#file] : null);
    if (!gone && !(this.#file in this.#draft.inForce)) this.#file = this.#paths.find(isRule) ?? null;
    this.#read().then(() => this.draw());
  }

  #new() {
    const dialog = openDialog(t("rulebook.add"), html`<div class="stack">
      <p class="muted small">${t("rulebook.template.words")}</p>
      <ul class="template-list">${Object.keys(templates).map((name) => html`<li>
        <button class="button" type="button" data-template="${name}">
        <strong>${t(`template.${name}`)}</strong>
        <small>${name === "blank" ? t("template.blank.words") : sentence(told(templates[name], "money"))}</small>
      </button></li>`)}</ul></div>`);
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("[data-template]");
      if (button) busy(button, async () => { await this.#add(button.dataset.template); dialog.close(); });
    });
  }

  async #add(name) {
    if (!this.#draft.mine) this.#take(this.data.source.files, null);
    const id = freeId(name === "blank" ? "rule" : name, this.#paths);
    const path = `points/${id}.yaml`;
    const content = { id, title: await textsOf(`template.${name}`), ...templates[name] };
    const { text: source } = await post("/rules/edit", { path, text: `id: ${id}\n`, content });
    this.#draft.set(path, source);
    this.#file = path;
    this.#shown = "sentence";
    await this.#read();
    this.draw();
    this.querySelector("[data-editor] [name]")?.focus();
  }

  // Drafts of others, and earlier ones

  async #open(id) {
    await this.#draft.save().catch(() => {});
    this.#take(this.data.source.files, await get(`/rules/drafts/${id}`));
    this.#file = this.#paths.find((path) => this.#draft.has(path)) ?? this.#file;
    await this.#read();
    this.draw();
  }

  #drop(id) {
    confirmFirst({ title: t("rulebook.draft.drop"), yes: t("action.remove") }, async () => {
      const own = id === this.#draft.id;
      await new RuleDraft({}, { id, files: {}, mine: true }).drop();
      if (own) { this.#take(this.data.source.files, null); this.#draft.kept = null; }
      await this.reload({ quiet: true });
    });
  }

  /** One's own draft, as somebody else left theirs. */
  #copy() {
    const { files, title } = this.#draft;
    this.#begin(files, title);
  }

  #begin(files, title) {
    this.#take(this.data.source.files, null, title);
    for (const [path, source] of Object.entries(files)) this.#draft.set(path, source);
    this.#file = this.#paths.find((path) => this.#draft.has(path)) ?? this.#file;
    this.#draft.save().then(() => this.reload({ quiet: true }), () => this.draw());
  }

  async #version(number) {
    const version = this.data.versions.find((one) => one.publication === number);
    await openVersion(version, (files) => {
      const now = this.data.source.files;
      const gone = Object.fromEntries(Object.keys(now).filter((path) => !(path in files)).map((path) => [path, null]));
      const other = Object.fromEntries(Object.entries(files).filter(([path, source]) => now[path] !== source));
      this.#begin({ ...other, ...gone }, t("rulebook.restore.title", { date: version.effective ? date(version.effective) : "" }));
    });
  }

  // Check, try, propose

  #says(look, name, words) {
    const place = this.querySelector("[data-says]");
    if (place) render(place, banner(look, name, words));
  }

  async #check() {
    try {
      await this.#draft.save();
      const answer = await post("/rules/check", { draft: this.#draft.id });
      this.#faults = answer.ok ? [] : answer.problems;
      this.#checked = answer.ok ? answer : null;
      const place = this.querySelector("[data-says]");
      if (answer.ok) render(place, html`${banner("neutral", "check", t("rulebook.ok"))}${weighed(answer)}`);
      else render(place, this.#faultList());
      render(this.querySelector("[data-steps]"), this.#steps());
      return answer.ok;
    } catch (problem) { this.#says("danger", "alert", explain(problem)); return false; }
  }

  #try() {
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
          await this.#draft.save();
          const effect = await post("/rules/backtest", { draft: this.#draft.id, from, to });
          await this.#draft.refresh();
          dialog.close();
          this.#effect({ ...this.#draft.trial, ...effect }, true);
        } catch (problem) { tellProblem(dialog, problem); }
      });
    });
  }

  /** `fresh`: with the people and rules that it is made of; what is kept has the figures alone. */
  #effect(effect, fresh = false) {
    const place = this.querySelector("[data-effect]");
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

  async #publish() {
    if (!await this.#check()) return;
    if (!this.#draft.trial?.current) { this.#says("warn", "alert", t("problem.untried")); this.#try(); return; }
    const { contradictions, removed } = this.#checked;
    const dialog = openDialog(t("rulebook.publish.title"), html`<form class="stack">
      <p>${t("rulebook.publish.words", { n: this.#draft.changed })}</p>
      ${weighed(this.#checked)}
      ${figures(this.#draft.trial)}
      ${removed.length ? banner("warn", "alert", t("rulebook.publish.removes", { what: joined(removed.map((one) => one.id)) })) : null}
      ${contradictions.map((one) => html`<label class="check"><input type="checkbox" name="answered" value="${one.rule}" required>
        <span>${t("rulebook.answer", { rule: this.#titleOf(one.rule), numbers: one.numbers.join(t("list.comma")) })}</span></label>`)}
      <div class="field"><label for="p-at">${t("rulebook.effective")}</label>
        <input class="input" id="p-at" name="effective" type="datetime-local" aria-describedby="p-hint">
        <p class="hint" id="p-hint">${t("rulebook.effective.hint")}</p></div>
      <div class="field"><label for="p-why">${t("entry.reason")}</label>
        <input class="input" id="p-why" name="reason" required maxlength="200"></div>
      <div data-says></div>
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.cancel")}</button>
        <button class="button primary">${t(this.#checked.second ? "rulebook.propose" : "rulebook.publish")}</button>
      </div>
    </form>`);
    dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); this.#send(dialog, event.target); });
  }

  #titleOf(id) { return text(this.data.rules.items.find((one) => one.id === id)?.title) || id; }

  #send(dialog, form) {
    const data = new FormData(form);
    busy(form.querySelector(".primary"), async () => {
      try {
        const answer = await post("/rules/publish", {
          draft: this.#draft.id,
          effective: fromLocal(data.get("effective")),
          reason: data.get("reason"),
          answered: data.getAll("answered"),
        });
        dialog.close();
        // What waits is kept until it is seconded, with its trial beside it.
        if (answer.state === "published") { await this.#draft.drop(); this.#take(this.data.source.files, null); }
        await this.reload({ quiet: true });
        if (answer.state === "waiting") this.#says("neutral", "clock", t("rulebook.waiting", { version: answer.version.slice(0, 8) }));
        else this.#says("neutral", "check", t("rulebook.published", { version: answer.version.slice(0, 8) }));
      } catch (problem) { tellProblem(dialog, problem); }
    });
  }
}

const joined = (words) => words.filter(Boolean).join(t("list.comma"));
/** What is wrong at a place: the server says it in English. */
const faultWords = (one) => (
  language() === "en" ? html`${one.detail}${one.expected ? t("rulebook.expected", { what: one.expected }) : null}` : t("rulebook.fault")
);

/** What a draft changes, and who has to publish that: as the server says. */
const weighed = (checked) => html`<div class="stack tight">${changes(checked.changes)}<p class="hint">${ladder(checked)}</p>
  ${checked.may ? null : html`<p class="error">${icon("alert")}<span>${t("rulebook.may-not")}</span></p>`}</div>`;

const proposed = (one) => html`<div class="stack tight">
  <div class="between"><strong>${one.by?.name ?? ""}</strong><code>${one.version.slice(0, 8)}</code></div>
  <p class="small">${one.reason ?? ""}</p>${changes(one.changes)}
  <p class="hint">${t("approvals.needs", { role: t(`role.${one.needs}`) })}</p></div>`;

customElements.define("rulebook-page", RulebookPage);
