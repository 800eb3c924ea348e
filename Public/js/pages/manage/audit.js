/* Who did what, when, from where; and the head of the chain of seals, to note elsewhere. */
import { html, render } from "../../core/html.js";
import { has, t, text } from "../../core/i18n.js";
import { moment, number } from "../../core/format.js";
import { get } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { banner, explain, skeletonCard } from "../../widgets/states.js";
import "../../insights/insight-list.js";
import { View } from "../../core/view.js";
import "../../widgets/data-table.js";

class AuditPage extends View {
  role = "finance";
  #filter = { kind: "", actor: "", from: "", to: "" };

  async load(signal) { return get("/audit", { query: { ...this.#filter, limit: 200 }, signal }); }
  skeleton() { return html`<div class="page-head"><h1>${t("nav.audit")}</h1></div>${skeletonCard(10, 20, 20, 20)}`; }

  view({ head, kinds, next, verified }) {
    const field = (name, label, type) => html`<div class="field">
      <label for="a-${name}">${label}</label>
      <input class="input compact" id="a-${name}" name="${name}" type="${type}" value="${this.#filter[name]}">
    </div>`;
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.audit")}</h1><p>${t("audit.intro")}</p></div>
        <button class="button small" type="button" data-reports>${t("report.audit")}</button>
      </div>
      <div class="view" data-says></div>
      ${head
        ? html`<section class="card" aria-labelledby="head">
          <div class="card-head">
            <h2 id="head">${t("audit.head")}</h2>
            <span class="hint">${t("audit.number", { n: number(head.number) })}</span>
          </div>
          <p class="hash">${head.hash}</p>
          <p class="hint">${t("audit.head.words")}</p>
          ${verified ? html`<p>${outcome(verified)}</p>` : null}
        </section>`
        : null}
      <insight-list for="audit"></insight-list>
      <form class="filters">
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
        ${field("actor", t("entry.actor"), "search")}
        ${field("from", t("report.from"), "date")}
        ${field("to", t("report.to"), "date")}
      </form>
      <section class="card">
        <data-table></data-table>
        ${next ? html`<p class="table-foot"><button class="button small" type="button" data-next>${t("action.more")}</button></p>` : null}
      </section>
    `;
  }

  ready({ items }) {
    this.on("change", ".filters input, .filters select", async (_, input) => {
      this.#filter[input.name] = input.value.trim();
      await this.reload({ quiet: true });
      this.querySelector(`#${input.id}`)?.focus();
    });
    this.on("click", "[data-next]", () => this.#extend());
    this.on("click", "[data-reports]", async () => (await import("../../confidential/audit-reports.js")).openReports());
    this.querySelector("data-table").table = {
      caption: t("nav.audit"),
      file: "audit",
      items,
      none: t("table.nothing"),
      columns: [
        { id: "number", label: "#", number: true, value: (one) => one.number },
        {
          id: "at",
          label: t("audit.at"),
          value: (one) => one.at,
          cell: (one) => html`<time class="nowrap" datetime="${one.at}">${moment(one.at)}</time>`,
        },
        { id: "actor", label: t("entry.actor"), value: (one) => one.actor?.name ?? t("audit.system") },
        { id: "kind", label: t("entry.kind"), value: kindName },
        { id: "subject", label: t("audit.subject"), value: (one) => text(one.title) || one.subject || "" },
        { id: "detail", label: t("audit.detail"), value: (one) => [one.comment, ...changes(one.detail)].filter(Boolean).join("; ") },
        { id: "from", label: t("audit.from"), value: (one) => one.from ?? "" },
      ],
    };
  }

  async #extend() {
    try {
      const more = await get("/audit", { query: { ...this.#filter, limit: 200, after: this.data.next } });
      this.data = { ...more, items: [...this.data.items, ...more.items] };
      this.draw();
    } catch (problem) { render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem))); }
  }
}

const outcome = ({ sound, at, commands }) =>
  t(sound ? "audit.verified.sound" : "audit.verified.damaged", { when: moment(at), n: number(commands) });
const few = 3;
/** The deed itself where it has a name of its own: signing in and failing to are one kind. */
const kindName = ({ action, kind }) => {
  const name = [`audit.action.${action}`, `audit.kind.${kind}`].find(has);
  return name ? t(name) : kind;
};
/** threshold: 5000 → 4000, for what changed. */
const changes = (detail) => Object.entries(detail ?? {})
  .filter(([name]) => name !== "at")
  .map(([name, value]) => `${name}: ${Array.isArray(value) && value.length === 2 ? value.map(shown).join(" → ") : shown(value)}`);
/** Values without the marks of their notation; a long list by its first. */
function shown(value) {
  if (Array.isArray(value)) {
    return value.slice(0, few).map(shown).join(t("list.comma")) + (value.length > few ? ` +${value.length - few}` : "");
  }
  return value !== null && typeof value === "object" ? Object.values(value).map(shown).join(" ") : String(value ?? "–");
}

customElements.define("audit-page", AuditPage);
