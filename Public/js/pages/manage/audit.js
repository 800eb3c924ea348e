/*
 * The human log: who did what, when, from where, each line a sentence with what it was before and what it is now; and the seals, which are
 * checked from here.
 */
import { html, render } from "../../core/html.js";
import { t, text } from "../../core/i18n.js";
import { clock, day, moment, number, sameDay } from "../../core/format.js";
import { get, post } from "../../core/api.js";
import { session } from "../../core/session.js";
import { icon } from "../../widgets/icon.js";
import { busy } from "../../widgets/dialog.js";
import { banner, empty, explain, skeletonCard } from "../../widgets/states.js";
import { markField } from "../../widgets/form-errors.js";
import { changes, changesText, kindName, sentence } from "../../audit/audit-words.js";
import { download } from "../../audit/download.js";
import { sealSheet } from "../../audit/seal-sheet.js";
import { dayAfter } from "../../campaigns/campaign-draft.js";
import "../../insights/insight-list.js";
import { View, wanted } from "../../core/view.js";

const page = 100;
const most = 20_000;          // lines of a file

class AuditPage extends View {
  role = "finance";
  #filter = { kind: "", actor: "", from: "", to: "" };

  get #query() { return { ...this.#filter, to: this.#filter.to ? dayAfter(this.#filter.to) : "" }; }
  async load(signal) { return get("/audit", { query: { ...this.#query, limit: page }, signal }); }
  skeleton() { return html`<div class="page-head"><h1>${t("nav.audit")}</h1></div>${skeletonCard(10, 20, 20, 20)}`; }

  view({ items, kinds, next }) {
    const field = (name, label, type) => html`<div class="field">
      <label for="a-${name}">${label}</label>
      <input class="input compact" id="a-${name}" name="${name}" type="${type}" value="${this.#filter[name]}">
    </div>`;
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.audit")}</h1><p>${t("audit.intro")}</p></div>
        <span class="cluster">
          <button class="button small" type="button" data-reports>${t("report.audit")}</button>
          <button class="button small" type="button" data-export>${icon("download")}${t("audit.export")}</button>
        </span>
      </div>
      <div class="view" data-says aria-live="polite"></div>
      <div data-seals>${this.#seals()}</div>
      <insight-list for="audit"></insight-list>
      <form class="filters" novalidate>
        <div class="field">
          <label for="a-kind">${t("entry.kind")}</label>
          <span class="select-box">
            <select class="input select compact" id="a-kind" name="kind">
              <option value="">${t("me.filter.all")}</option>
              ${kinds.map((kind) => html`<option value="${kind}"${kind === this.#filter.kind ? html` selected` : null}>
                ${t(`audit.kind.${kind}`)}
              </option>`)}
            </select>
            ${icon("down")}
          </span>
        </div>
        ${field("actor", t("audit.actor"), "search")}
        ${field("from", t("report.from"), "date")}
        ${field("to", t("report.through"), "date")}
      </form>
      <section class="card">
        ${items.length ? html`<div class="log-days">${days(items)}</div>` : empty(t("audit.empty"), t("report.empty.words"))}
        ${next ? html`<p class="table-foot"><button class="button small" type="button" data-next>${t("action.more")}</button></p>` : null}
      </section>
    `;
  }

  #seals() {
    const { head, verified, verifying } = this.data;
    return html`<section class="card stack" aria-labelledby="head">
      <div class="card-head"><h2 id="head">${t("audit.head")}</h2>
        <span class="hint">${head ? t("audit.number", { n: number(head.number) }) : null}</span></div>
      ${head ? html`<p class="hash">${head.hash}</p>` : null}
      <p class="hint">${t("audit.head.words")}</p>
      ${verifying
        ? banner("neutral", "clock", t("audit.check.running"))
        : verified ? banner(verified.sound ? "neutral" : "danger", verified.sound ? "check" : "alert", outcome(verified)) : null}
      <div class="cluster">
        <button class="button small" type="button" data-check${verifying ? html` disabled` : null}>
          ${icon("check")}${t("audit.check")}</button>
        ${verified && !verifying
          ? html`<button class="button small" type="button" data-sheet>${icon("download")}${t("audit.sheet")}</button>` : null}
      </div>
    </section>`;
  }

  ready() {
    this.on("change", ".filters input, .filters select", (_, input) => this.#chose(input));
    this.on("submit", ".filters", (event) => event.preventDefault());
    this.on("click", "[data-next]", (_, button) => busy(button, () => this.#extend()));
    this.on("click", "[data-reports]", async () => (await import("../../confidential/audit-reports.js")).openReports());
    this.on("click", "[data-check]", (_, button) => busy(button, () => this.#check()));
    this.on("click", "[data-sheet]", () => download(`${t("audit.sheet.name")}-${this.data.verified.at.slice(0, 10)}.html`, "text/html",
      sealSheet(this.data.verified, text(session.company.name))));
    this.on("click", "[data-export]", (_, button) => busy(button, () => this.#export()));
    if (this.data.verifying) this.#watch(); else if (wanted("check")) this.#check();
  }

  async #chose(input) {
    const wanted = { ...this.#filter, [input.name]: input.value.trim() };
    if (wanted.from && wanted.to && wanted.from > wanted.to) { markField(input, t("report.range")); return; }
    this.#filter = wanted;
    if (!await this.reload({ quiet: true })) await this.reload();
    this.querySelector(`#${input.id}`)?.focus();
  }

  async #extend() {
    try {
      const more = await get("/audit", { query: { ...this.#query, limit: page, after: this.data.next } });
      this.data = { ...more, items: [...this.data.items, ...more.items] };
      this.draw();
    } catch (problem) { this.#says(problem); }
  }

  #says(problem) {
    if (problem.status === undefined) throw problem;
    render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
  }

  // The seals

  async #check() {
    try {
      await post("/audit/check", {});
      this.data.verifying = true;
      render(this.querySelector("[data-seals]"), this.#seals());
      this.#watch();
    } catch (problem) {
      if (problem.code === "not-available") problem.title = t("audit.check.gone");
      this.#says(problem);
    }
  }

  /** Asks now and then until it is done; leaves the list of deeds as it is. */
  #watch() {
    const timer = setInterval(async () => {
      const { head, verified, verifying } = await get("/audit", { query: { limit: 1 } }).catch(() => this.data);
      Object.assign(this.data, { head, verified, verifying });
      if (verifying) return;
      clearInterval(timer);
      render(this.querySelector("[data-seals]"), this.#seals());
    }, 1500);
    this.own(() => clearInterval(timer));
  }

  // All of it, as a file

  async #export() {
    const lines = [];
    let next = null;
    try {
      do {
        const part = await get("/audit", { query: { ...this.#query, limit: 500, ...(next ? { after: next } : {}) } });
        lines.push(...part.items);
        next = part.next;
      } while (next && lines.length < most);
    } catch (problem) { this.#says(problem); return; }
    const names = ["audit.at", "audit.actor", "entry.kind", "audit.what", "audit.changes", "approvals.comment", "audit.from"];
    const head = ["#", ...names.map((key) => t(key))];
    const row = (one) => {
      const who = actorName(one);
      return [one.number, one.at, who, kindName(one), sentence(one), changesText(one), one.comment ?? "", one.from ?? ""];
    };
    download("audit.csv", "text/csv", `\uFEFF${[head, ...lines.map(row)].map((cells) => cells.map(field).join(",")).join("\r\n")}\r\n`);
  }
}

/** Who it was; the owner of the database has no name. */
const actorName = ({ actor }) => (actor?.id === "administrator" ? t("audit.owner") : actor?.name ?? t("audit.system"));

/** Days, each with its deeds. */
function days(items) {
  const groups = [];
  for (const item of items) {
    if (groups.length && sameDay(groups.at(-1)[0].at, item.at)) groups.at(-1).push(item); else groups.push([item]);
  }
  return groups.map((group) => html`<section><h3>${day(group[0].at)}</h3><ol class="human-log">${group.map(entry)}</ol></section>`);
}

const entry = (line) => html`<li>
  <time class="num" datetime="${line.at}" title="${moment(line.at)}">${clock(line.at)}</time>
  <div class="grow">
    <p><strong>${actorName(line)}</strong> ${
      line.link ? html`<a class="link" href="${line.link}">${sentence(line)}</a>` : sentence(line)
    }</p>
    ${changes(line).length ? html`<ul class="log-changes">${changes(line).map(({ label, before, after }) => html`<li>
      <span class="muted">${label}</span>
      ${before === null ? null : html`<del>${before}</del> <span aria-hidden="true">→</span> `}<ins>${after}</ins></li>`)}</ul>` : null}
    ${line.comment ? html`<p class="small muted">${line.comment}</p>` : null}
  </div>
  <span class="hint log-from">${kindName(line)}${line.from ? html` <span class="num">${line.from}</span>` : null}</span>
</li>`;

const outcome = ({ sound, at, commands }) =>
  t(sound ? "audit.verified.sound" : "audit.verified.damaged", { when: moment(at), n: number(commands) });

/** A CSV field. A text that a spreadsheet would take for a formula gets a quote before it. */
function field(value) {
  const words = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(words) ? `"${words.replace(/"/g, '""')}"` : words;
}

customElements.define("audit-page", AuditPage);
