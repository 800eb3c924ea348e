/* Customers: visits that are due first, then everyone by class, volume, trend and owner; or one of them. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { money } from "../core/format.js";
import { all as everything, get } from "../core/api.js";
import { atLeast, session } from "../core/session.js";
import { View } from "../core/view.js";
import { openAdd, openAssign, openClass, openMerge } from "../customers/dialogs.js";
import { customerPage } from "../customers/one.js";
import { dueVisits, recordVisit, visitList, visitWords } from "../customers/visits.js";
import { address, className, day, path, trend, trendCell } from "../customers/words.js";
import { personButton } from "../people/person.js";
import { busy } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { banner, empty, explain, skeletonCard } from "../widgets/states.js";
import "../widgets/data-table.js";

class CustomersPage extends View {
  #id = new URLSearchParams(location.search).get("id");
  #owner = new URLSearchParams(location.search).get("owner") ?? "";
  #chosen = new Set();

  async load(signal) {
    if (!session.company.customers) return { none: true };
    if (this.#id !== null) {
      const calls = path(this.#id);
      const [customer, page] = await Promise.all([get(calls, { signal }), get(`${calls}/activities`, { query: { limit: 50 }, signal })]);
      return { customer, deeds: page.items, next: page.next };
    }
    const [visits, customers] = await Promise.all([
      dueVisits(signal),
      everything("/customers", { query: { owner: this.#owner, sort: "volume" }, signal }),
    ]);
    return { visits, customers };
  }

  skeleton() {
    return html`<div class="page-head"><h1>${t("nav.customers")}</h1></div>${skeletonCard(10, 20)}${skeletonCard(10, 20, 20, 20)}`;
  }

  view(data) {
    if (data.none) return html`<section class="card">${empty(t("customers.off.title"), t("customers.off.words"))}</section>`;
    return data.customer ? customerPage(data) : this.#list(data);
  }

  #list({ visits, customers }) {
    const choice = (value) => html`<option value="${value}"${value === this.#owner ? html` selected` : null}>
      ${t(`customers.show.${value || "all"}`)}
    </option>`;
    const choices = ["", ...(session.person.member ? ["me"] : []), ...(atLeast("manager") ? ["left", "none"] : [])];
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.customers")}</h1><p>${t("customers.intro")}</p></div>
        <div class="cluster">
          <label>
            <span class="visually-hidden">${t("customers.show")}</span>
            <span class="select-box"><select class="input select compact" data-owner>${choices.map(choice)}</select>${icon("down")}</span>
          </label>
          ${atLeast("manager")
            ? html`<button class="button small" type="button" data-add>${icon("plus")}${t("customers.add")}</button>`
            : null}
        </div>
      </div>
      <div class="view" data-says></div>
      ${session.person.member ? html`<section class="card" aria-labelledby="due">
        <div class="card-head"><h2 id="due">${t("customers.visits")}</h2></div>
        ${visits.length ? visitList(visits) : html`<p class="hint">${t("customers.visits.none")}</p>`}
      </section>` : null}
      <section class="card" aria-labelledby="all">
        <div class="card-head">
          <h2 id="all">${t("customers.all")}</h2>
          ${atLeast("manager")
            ? html`<button class="button small" type="button" data-assign disabled>${icon("team")}${t("customers.assign")}</button>`
            : null}
        </div>
        ${customers.length
          ? html`<data-table></data-table>`
          : empty(t("customers.empty.title"), t("customers.empty.words"))}
      </section>
    `;
  }

  ready(data) {
    if (data.none) return;
    this.on("submit", "[data-visit]", (event, form) => {
      event.preventDefault();
      busy(form.querySelector("button"), () => this.#visit(form.dataset.visit, form.note.value.trim()));
    });
    if (data.customer) { this.#readyOne(data); return; }
    this.on("change", "[data-owner]", (_, select) => { this.#owner = select.value; this.#chosen.clear(); this.reload({ quiet: true }); });
    this.on("click", "[data-add]", () => openAdd((words) => this.#done(words)));
    this.on("click", "[data-assign]", () => openAssign(
      data.customers.filter((one) => this.#chosen.has(one.id)),
      (words) => { this.#chosen.clear(); return this.#done(words); }
    ));
    this.on("change", "[data-choose]", (_, box) => {
      if (box.checked) this.#chosen.add(box.dataset.choose); else this.#chosen.delete(box.dataset.choose);
      this.querySelector("[data-assign]").disabled = this.#chosen.size === 0;
    });
    const table = this.querySelector("data-table");
    if (table) table.table = { ...this.#table(), items: data.customers };
  }

  #readyOne({ customer }) {
    document.title = `${customer.name} · ${t("brand")}`;
    this.on("click", "[data-assign-one]", () => openAssign([customer], (words) => this.#done(words)));
    this.on("click", "[data-class]", () => openClass(customer, (words) => this.#done(words)));
    this.on("click", "[data-merge]", async () => openMerge(
      customer,
      await everything("/customers"),
      (words, into) => { location.assign(address(into)); }
    ));
    this.on("click", "[data-more-deeds]", (_, button) => busy(button, async () => {
      const page = await get(`${path(customer.id)}/activities`, { query: { limit: 50, after: this.data.next } });
      this.data = { ...this.data, deeds: [...this.data.deeds, ...page.items], next: page.next };
      this.draw();
    }));
  }

  async #visit(id, note) {
    try {
      const answer = await recordVisit(id, note);
      await this.#done(visitWords(answer));
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
    }
  }

  /** Draws what is so now, and says what was done. */
  async #done(words) {
    await this.reload({ quiet: true });
    render(this.querySelector("[data-says]"), banner("neutral", "check", words));
  }

  #table() {
    const manages = atLeast("manager");
    return {
      caption: t("nav.customers"),
      filter: true,
      file: "customers",
      none: t("customers.empty.title"),
      columns: [
        ...(manages ? [{
          id: "choose",
          label: html`<span class="visually-hidden">${t("customers.choose")}</span>`,
          cell: (one) => (one.may.includes("change") ? html`<label>
            <input type="checkbox" data-choose="${one.id}"${this.#chosen.has(one.id) ? html` checked` : null}>
            <span class="visually-hidden">${t("customers.choose.one", { name: one.name })}</span>
          </label>` : null),
        }] : []),
        {
          id: "name", label: t("customers.name"), value: (one) => one.name,
          cell: (one) => html`<a href="${address(one.id)}">${one.name}</a>${
            one.state === "lost" ? html` <span class="badge warn">${t("customers.lost")}</span>` : null}`,
        },
        { id: "class", label: t("customers.class"), value: (one) => className(one) },
        {
          id: "volume", label: t("customers.volume"), number: true, value: (one) => one.volume,
          cell: (one) => (one.volume === null ? "–" : money(one.volume)),
        },
        { id: "trend", label: t("customers.trend"), number: true, value: (one) => trend(one), cell: trendCell },
        { id: "orders", label: t("customers.orders"), number: true, value: (one) => one.orders },
        {
          id: "owner", label: t("customers.owner"), value: (one) => one.owner?.name ?? "",
          cell: (one) => (one.owner
            ? html`${personButton(one.owner.id, one.owner.name)}${
              one.owner_left ? html` <span class="badge warn">${t("customers.owner.left")}</span>` : null}`
            : html`<span class="badge warn">${t("customers.nobody")}</span>`),
        },
        { id: "visit", label: t("customers.last-visit.label"), value: (one) => one.last_visit, cell: (one) => day(one.last_visit) },
        { id: "due", label: t("customers.due.label"), value: (one) => one.visit_due, cell: (one) => day(one.visit_due) },
      ],
    };
  }
}

customElements.define("customers-page", CustomersPage);
