/* A file comes in: looked at first, put right by a person, tried, imported; what was said of its columns is kept for the next one. */
import { html, render } from "../../core/html.js";
import { t } from "../../core/i18n.js";
import { all as everything, put, upload } from "../../core/api.js";
import { busy } from "../../widgets/dialog.js";
import { icon } from "../../widgets/icon.js";
import { banner, skeletonCard } from "../../widgets/states.js";
import { fileField } from "../../widgets/file-field.js";
import { View } from "../../core/view.js";
import { fault, mapName, sent, suggested } from "../../imports/choices.js";
import { columnFields, firstRows, rest, writtenAs } from "../../imports/columns-form.js";
import { outcome, trouble } from "../../imports/outcome.js";

const kinds = ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

class ImportPage extends View {
  role = "admin";
  #look = null;
  #choices = null;
  #name = "";

  async load(signal) {
    const maps = await everything("/imports", { signal }).catch((problem) => { if (problem.status === 404) return []; throw problem; });
    return { maps: maps.filter((one) => !one.kept) };
  }

  skeleton() { return html`<div class="page-head"><h1>${t("nav.import")}</h1></div>${skeletonCard(20, 20, 10)}`; }

  view({ maps }) {
    return html`<div class="page-head"><div><h1 class="only-desktop">${t("nav.import")}</h1><p>${t("imports.intro")}</p></div></div>
      <section class="card" aria-labelledby="imp"><div class="card-head"><h2 id="imp">${t("imports.title")}</h2></div>
        <form class="stack" novalidate>
          <div class="field"><label for="i-file">${t("imports.file")}</label>
            ${fileField("i-file", "file", { accept: kinds, required: true })}
            <p class="hint">${t("imports.file.hint")}</p></div>
          ${maps.length ? mapField(maps) : null}
          <div class="stack" data-look aria-live="polite"></div>
          <div data-result aria-live="polite"></div>
          <p class="cluster">
            <button class="button" type="button" data-import="try">${t("imports.try")}</button>
            <button class="button primary" type="button" data-import="go">${t("imports.go")}</button>
          </p>
        </form>
      </section>`;
  }

  ready() {
    this.on("submit", "form", (event) => event.preventDefault());
    this.on("change", "#i-file", () => this.#read({}));
    this.on("change", "#i-map", () => this.#drawLook());
    this.on("change", "#i-sheet", (_, { value }) => this.#read({ sheet: value }));
    this.on("change", "#i-encoding", () => this.#read(this.#written()));
    this.on("change", "#i-delimiter", () => this.#read(this.#written()));
    this.on("change", "[data-column] select", (_, select) => this.#choose(select));
    this.on("change", "[name=type]", (_, { value }) => { this.#choices.type = value; });
    this.on("change", "[name=makes_people]", (_, { checked }) => { this.#choices.makes_people = checked; });
    this.on("change", "[name=name]", (_, { value }) => { this.#name = value; });
    this.on("click", "[data-import]", (_, button) => this.#import(button, button.dataset.import === "try"));
  }

  get #form() { return this.querySelector("form"); }
  get #file() { return this.#form.elements.file.files[0]; }
  /** The map of the rules folder that was chosen; empty: the columns say it. */
  get #map() { return this.#form.elements.map?.value ?? ""; }

  #written() {
    const { encoding, delimiter } = this.#form.elements;
    return { encoding: encoding?.value, delimiter: delimiter?.value };
  }

  async #read(query) {
    render(this.querySelector("[data-result]"), null);
    if (!this.#file) { this.#look = null; this.#drawLook(); return; }
    try {
      this.#look = await upload("/imports/look", this.#file, { query });
      this.#choices = suggested(this.#look);
      this.#name = this.#look.known?.id ?? mapName(this.#file.name);
    } catch (problem) {
      this.#look = null;
      render(this.querySelector("[data-result]"), trouble(problem));
    }
    this.#drawLook();
  }

  #drawLook() {
    const look = this.#look;
    const place = this.querySelector("[data-look]");
    if (!look || this.#map) { render(place, null); return; }
    const faults = look.faults.map((one) => html`<li>
      <strong class="tabular">${t("imports.line", { n: one.line })}</strong> ${one.detail}</li>`);
    render(place, html`
      ${look.known ? banner("neutral", "check", html`<p>${t("imports.known", { name: look.known.id })}</p>`) : null}
      <div class="filters">${writtenAs(look)}</div>
      ${faults.length ? banner("warn", "alert", html`<p>${t("imports.faults")}</p><ul class="stack tight small">${faults}</ul>`) : null}
      <h3>${t("imports.columns")}</h3>
      <p class="hint">${t("imports.columns.words")}</p>
      ${columnFields(look, this.#choices)}
      ${rest(look, this.#choices, this.#name)}
      <h3>${t("imports.rows")}</h3>
      ${firstRows(look)}`);
  }

  #choose(select) {
    const index = Number(select.closest("[data-column]").dataset.column);
    const chosen = this.#choices.columns[index];
    if (select.name === "date") chosen.date = select.value || null;
    else {
      chosen.meaning = select.value;
      const { dates } = this.#look.columns[index];
      chosen.date ??= dates.length === 1 ? dates[0] : null;
    }
    this.#drawLook();
    this.querySelector(`[data-column="${index}"] select[name=${select.name}]`)?.focus();
  }

  #import(button, dry) {
    const says = this.querySelector("[data-result]");
    if (!this.#form.reportValidity()) return;
    const wrong = this.#map || !this.#look ? null : fault(this.#choices);
    if (wrong) {
      const name = this.#choices.columns[wrong.index]?.name ?? "";
      render(says, banner("danger", "alert", html`<p>${t(`imports.fault.${wrong.code}`, { name })}</p>`));
      this.querySelector(`[data-column="${wrong.index}"] select[name=${wrong.code === "date" ? "date" : "meaning"}]`)?.focus();
      return;
    }
    if (!this.#map && !this.#look) return;
    busy(button, async () => {
      try { render(says, outcome(await this.#send(dry))); } catch (problem) { render(says, trouble(problem)); }
    });
  }

  async #send(dry) {
    const query = { dry_run: dry ? "true" : null };
    if (this.#map) return upload("/imports", this.#file, { query: { ...query, map: this.#map } });
    const { sheet, sheets } = this.#look;
    const name = this.#name;
    await put(`/imports/maps/${encodeURIComponent(name)}`, sent(this.#choices, sheet && sheet !== sheets[0] ? sheet : null));
    return upload("/imports", this.#file, { query: { ...query, map: name, sheet, ...(sheet ? {} : this.#written()) } });
  }
}

const mapField = (maps) => html`<div class="field"><label for="i-map">${t("imports.map")}</label>
  <span class="select-box"><select class="input select" id="i-map" name="map">
    <option value="">${t("imports.map.columns")}</option>
    ${maps.map((one) => html`<option value="${one.id}">${one.id}</option>`)}
  </select>${icon("down")}</span></div>`;

customElements.define("import-page", ImportPage);
