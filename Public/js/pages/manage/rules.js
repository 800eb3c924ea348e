/*
 * The rules as sentences: each is read and changed as one, with its text behind a tab. What is changed is a draft on the server, tried on
 * past facts before it is proposed, and nothing counts before another person has seconded it. */
import { html, render } from "../../core/html.js";
import { t, text } from "../../core/i18n.js";
import { date, now } from "../../core/format.js";
import { all as everything, get, post } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { busy } from "../../widgets/dialog.js";
import { rovingFocus } from "../../widgets/roving-focus.js";
import { banner, explain, skeletonCard } from "../../widgets/states.js";
import { RuleDraft } from "../../rules/rule-draft.js";
import { change } from "../../rules/sentence-fields.js";
import { freeId, templates } from "../../rules/templates.js";
import { editor, isRule, mark, ruleList, warnings } from "../../rules/rule-editor.js";
import { draftsCard } from "../../rules/drafts-card.js";
import { chooseTemplate, publishDialog, showEffect, tryDialog } from "../../rules/draft-dialogs.js";
import { faultList, steps, weighed } from "../../rules/rule-steps.js";
import { history, openVersion } from "../../rules/rule-history.js";
import { changes } from "../../rules/publication.js";
import { confirmFirst } from "../../widgets/confirm-dialog.js";
import { textsOf } from "../../rules/template-texts.js";
import { findings } from "../../insights/insight-list.js";
import { View, wanted } from "../../core/view.js";
import "../../widgets/data-table.js";

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
      findings("rules", signal),
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

  #take(inForce, kept, title = t("rulebook.draft.title", { date: date(now()) })) {
    this.#draft = new RuleDraft(inForce, kept, title);
    this.#draft.addEventListener("change", () => this.#state());
    this.#checked = null;
    this.#faults = [];
  }

  get #paths() { return this.#draft.paths; }

  /** What the open file says. False: something else was asked for meanwhile. */
  async #read(signal, content) {
    const asked = ++this.#asked;
    const path = this.#file;
    const source = path ? this.#draft.text(path) : null;
    if (!source || !isRule(path)) { this.#content = null; this.#warned = []; return true; }
    try {
      const answer = await post("/rules/edit", { path, text: source, ...(content ? { content } : {}) }, { signal });
      if (asked !== this.#asked) return false;
      this.#content = Array.isArray(answer.content) || typeof answer.content !== "object" ? null : answer.content;
      this.#warned = answer.contradictions;
      if (content) this.#draft.set(path, answer.text);
    } catch (problem) {
      if (asked !== this.#asked || problem.status === undefined) return false;
      this.#content = null;
      this.#warned = [];
      if (content) this.#says("danger", "alert", explain(problem));
    }
    return true;
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
      ${draftsCard(drafts, this.#draft, this.#stateWords())}
      <insight-list for="rules"></insight-list>
      <div class="columns wide-right rulebook">
        <section class="card flush" aria-label="${t("rulebook.rules")}">${ruleList(this.#shownNow)}</section>
        <section class="card stack" aria-labelledby="file" data-editor>${editor(this.#shownNow)}</section>
      </div>
      <div class="view" data-effect></div>
      ${history(versions)}
    `;
  }

  // The drafts

  #stateWords() { return t(`rulebook.draft.state.${this.#draft.state}`); }

  #state() {
    const place = this.querySelector("[data-state]");
    if (place) render(place, this.#stateWords());
    if (this.#draft.state === "failed") this.#says("danger", "alert", explain(this.#draft.problem));
    for (const path of this.#paths) {
      const place = this.querySelector(`[data-mark-of="${CSS.escape(path)}"]`);
      if (place) render(place, mark(this.#draft, path));
    }
    const ahead = this.querySelector("[data-steps]");
    if (ahead) render(ahead, steps(this.#draft, this.#checked));
  }

  /** What is drawn: the draft, the file that is open, and what is known of both. */
  get #shownNow() {
    const { rules, teams } = this.data;
    return {
      draft: this.#draft, path: this.#file, content: this.#content, shown: this.#shown, warned: this.#warned, faults: this.#faults,
      checked: this.#checked, rules: rules.items, teams,
    };
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
    if (this.#draft.trial) showEffect(this.querySelector("[data-effect]"), this.#draft.trial);
    if (wanted("new")) this.#new();
  }

  #tabs() { const tabs = this.querySelector("[data-editor] .tabs"); if (tabs) rovingFocus(tabs); }

  /** Whoever has gone on to another field meanwhile stays there, with what was typed. */
  #drawEditor(focus = null) {
    const at = document.activeElement?.closest("[data-editor] input[name], [data-editor] textarea[name]");
    const typing = at && !(focus && at.matches(focus)) ? { field: `[name="${CSS.escape(at.name)}"]`, value: at.value } : null;
    render(this.querySelector("[data-editor]"), editor(this.#shownNow));
    this.#tabs();
    const field = this.querySelector(`[data-editor] ${typing?.field ?? focus ?? ":not(*)"}`);
    if (typing && field && !["checkbox", "radio"].includes(field.type)) field.value = typing.value;
    field?.focus();
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
    if (!await this.#read(undefined, clean)) return;
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
      if (place) render(place, warnings(this.#shownNow));
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

  #new() { chooseTemplate((name) => this.#add(name)); }

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
      else render(place, faultList(this.#faults));
      render(this.querySelector("[data-steps]"), steps(this.#draft, this.#checked));
      return answer.ok;
    } catch (problem) { this.#says("danger", "alert", explain(problem)); return false; }
  }

  #try() {
    tryDialog(this.#draft, (effect) => showEffect(this.querySelector("[data-effect]"), effect, true));
  }

  async #publish() {
    if (!await this.#check()) return;
    if (!this.#draft.trial?.current) { this.#says("warn", "alert", t("problem.untried")); this.#try(); return; }
    publishDialog(this.#draft, this.#checked, (id) => this.#titleOf(id), async (answer) => {
      // What waits is kept until it is seconded, with its trial beside it.
      if (answer.state === "published") { await this.#draft.drop(); this.#take(this.data.source.files, null); }
      await this.reload({ quiet: true });
      const version = answer.version.slice(0, 8);
      if (answer.state === "waiting") this.#says("neutral", "clock", t("rulebook.waiting", { version }));
      else this.#says("neutral", "check", t("rulebook.published", { version }));
    });
  }

  #titleOf(id) { return text(this.data.rules.items.find((one) => one.id === id)?.title) || id; }
}

const proposed = (one) => html`<div class="stack tight">
  <div class="between"><strong>${one.by?.name ?? ""}</strong><code>${one.version.slice(0, 8)}</code></div>
  <p class="small">${one.reason ?? ""}</p>${changes(one.changes)}
  <p class="hint">${t("approvals.needs", { role: t(`role.${one.needs}`) })}</p></div>`;

customElements.define("rulebook-page", RulebookPage);
