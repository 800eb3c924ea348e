/* Managing tiers: thresholds, what follows from them, and how many people each would hold before anything is saved. */
import { create, html, render } from "../../core/html.js";
import { t, text } from "../../core/i18n.js";
import { number, percent, signed } from "../../core/format.js";
import { get, post } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { busy } from "../../widgets/dialog.js";
import { banner, empty, explain, skeletonCard } from "../../widgets/states.js";
import { readTexts, textFields } from "../../widgets/texts-field.js";
import { TierDraft } from "../../rules/tier-draft.js";
import { personButton } from "../../people/person.js";
import { View } from "../../core/view.js";
import { look } from "../../rules/tier-histogram.js";

const windows = ["quarter", "year", "rolling-12m", "lifetime"];
const settle = 250;          // ms after the last change before the preview is asked for

class TiersPage extends View {
  role = "manager";
  #draft = null;
  #preview = null;
  #open = new Set();
  #asked = 0;

  async load(signal) {
    const tiers = await get("/tiers", { signal });
    this.#draft = new TierDraft(tiers.items);
    this.#preview = await this.#ask().catch(() => null);
    return tiers;
  }

  skeleton() {
    return html`
      <div class="page-head"><h1 class="only-desktop">${t("nav.tiers")}</h1></div>
      <div class="columns tiers-columns">${skeletonCard(8, 20, 20, 20)}${skeletonCard(8, 20, 20)}</div>
    `;
  }

  view() {
    const { window } = this.#draft;
    const rows = [...this.#draft.sorted].reverse();
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.tiers")}</h1><p>${t("tiers.intro")}</p></div>
        <button class="button small" type="button" data-add>${icon("plus")}${t("tiers.add")}</button>
      </div>
      <div class="view" data-says></div>
      <div class="columns tiers-columns">
        <section class="card flush" aria-labelledby="tl">
          <div class="card-head">
            <h2 id="tl">${t("tiers.list")}</h2>
            <div class="cluster">
              <label class="small muted" for="win">${t("tiers.window")}</label>
              <span class="select-box">
                <select class="input select compact" id="win">
                  ${windows.map((one) => html`<option value="${one}"${one === window ? html` selected` : null}>
                    ${t(`tiers.window.${one}`)}
                  </option>`)}
                </select>
                ${icon("down")}
              </span>
            </div>
          </div>
          ${rows.length
            ? html`<ol class="tier-list">${rows.map((tier) => this.#row(tier))}</ol>`
            : empty(t("tiers.empty.title"), t("tiers.empty.words"))}
          <p class="none-row">
            <span class="key"></span>
            <span>${t("tier.none")} <span class="num" data-none></span></span> <span class="delta muted" data-none-delta></span>
          </p>
        </section>
        <section class="card" aria-labelledby="dist">
          <div class="card-head"><h2 id="dist" data-total></h2></div>
          <p class="hint">${t("tiers.chart.words")}</p>
          <tier-histogram></tier-histogram>
          <div class="scroll-x" data-table></div>
        </section>
      </div>
      <div class="view" data-save></div>
    `;
  }

  #row(tier) {
    const open = this.#open.has(tier.id);
    const name = text(tier.title) || t("tiers.unnamed");
    const index = this.#draft.sorted.indexOf(tier);
    return html`<li class="tier-row${open ? " open" : ""}" data-tier="${tier.id}">
      <div class="tier-line">
        <span class="tier-name">
          <span class="key ${look(index, this.#draft.tiers.length)}"></span>
          <strong>${name}</strong>
          <small>${t("tiers.rewards", { n: tier.rewards ?? 0 })}</small>
        </span>
        <label class="affix">
          <span class="visually-hidden">${t("tiers.threshold", { tier: name })}</span>
          <input class="input number" inputmode="numeric" name="threshold" value="${number(tier.threshold)}">
          <span class="unit">${t("points.name")}</span>
        </label>
        <span class="people">
          <span class="num" data-people></span>
          <span class="unit">${t("people.unit")}</span>
          <span class="delta" data-delta></span>
        </span>
        <button
          class="icon-button"
          type="button"
          data-toggle
          aria-expanded="${open}"
          aria-label="${t(open ? "tiers.fold" : "tiers.unfold", { tier: name })}">
          ${icon(open ? "up" : "down")}
        </button>
      </div>
      ${open ? this.#details(tier) : null}
    </li>`;
  }

  #details(tier) {
    const days = Number(/^P(\d+)D$/.exec(tier.grace ?? "P0D")?.[1] ?? 0);
    return html`<div class="tier-detail">
      ${textFields(tier.id, "title", t("field.name"), tier.title, { required: true })}
      <div class="three">
        <div class="field">
          <label for="${tier.id}-down">${t("tiers.downgrade")}</label>
          <span class="select-box">
            <select class="input select" id="${tier.id}-down" name="downgrade">
              ${["one", "reassess"].map((one) => html`<option
                value="${one}"${one === (tier.downgrade ?? "reassess") ? html` selected` : null}>
                ${t(`tiers.downgrade.${one}`)}
              </option>`)}
            </select>
            ${icon("down")}
          </span>
        </div>
        <div class="field">
          <label for="${tier.id}-grace">${t("tiers.grace")}</label>
          <span class="affix">
            <input class="input number" id="${tier.id}-grace" name="grace" inputmode="numeric" value="${days}">
            <span class="unit">${t("days.unit")}</span>
          </span>
        </div>
        <div class="field">
          <span class="small"><strong>${t("tiers.unlocks")}</strong></span>
          <a class="button small" href="/manage/rewards">${t("tiers.catalogue")}</a>
        </div>
      </div>
      ${textFields(tier.id, "benefits", t("tiers.benefits"), tier.benefits)}
      <p><button class="button danger small" type="button" data-drop>${icon("trash")}${t("tiers.drop")}</button></p>
    </div>`;
  }

  ready() {
    this.on("click", "[data-add]", () => {
      this.#open.add(this.#draft.add());
      this.draw();
      this.#changed();
      this.querySelector(".tier-row.open [name^=title]")?.focus();
    });
    this.on("click", "[data-toggle]", (_, button) => {
      const { tier } = button.closest("li").dataset;
      this.#open.has(tier) ? this.#open.delete(tier) : this.#open.add(tier);
      this.draw();
      this.querySelector(`[data-tier="${CSS.escape(tier)}"] [data-toggle]`).focus();
    });
    this.on("click", "[data-drop]", (_, button) => { this.#draft.drop(button.closest("li").dataset.tier); this.draw(); this.#changed(); });
    this.on("input", ".tier-row input, .tier-row select", (_, input) => this.#edit(input));
    this.on("change", "#win", (_, select) => { this.#draft.window = select.value; this.#changed(); });
    this.on("threshold", "tier-histogram", (event) => this.#drag(event.detail));
    this.on("click", "[data-discard]", () => this.reload({ quiet: true }));
    this.on("click", "[data-go]", (_, button) => this.#save(button));
    const warn = (event) => { if (this.#draft.changed) event.preventDefault(); };
    addEventListener("beforeunload", warn);
    this.own(() => removeEventListener("beforeunload", warn));
    this.#effects();
  }

  #edit(input) {
    const row = input.closest("li");
    const tier = this.#draft.find(row.dataset.tier);
    if (input.name === "threshold") {
      const value = whole(input.value);
      input.toggleAttribute("aria-invalid", value === null);
      if (value === null) input.setAttribute("aria-invalid", "true"); else tier.threshold = value;
    } else if (input.name === "grace") { const value = whole(input.value); if (value !== null) tier.grace = `P${value}D`; }
    else if (input.name === "downgrade") tier.downgrade = input.value;
    else {
      tier.title = readTexts(row, "title") ?? {};
      tier.benefits = readTexts(row, "benefits");
      row.querySelector(".tier-name strong").textContent = text(tier.title) || t("tiers.unnamed");
    }
    this.#changed();
  }

  #drag({ id, value }) {
    this.#draft.find(id).threshold = value;
    this.querySelector(`li[data-tier="${CSS.escape(id)}"] [name=threshold]`).value = number(value);
    this.#changed();
  }

  /** Shows the change at once; the counts follow when the server has counted. */
  #changed() {
    this.#effects();
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const asked = ++this.#asked;
      const preview = await this.#ask().catch(() => null);
      if (asked !== this.#asked || !this.isConnected) return;
      this.#preview = preview;
      this.#effects();
    }, settle);
  }

  #ask() {
    return post("/tiers/preview", { window: this.#draft.window, tiers: this.#draft.tiers.map(({ id, threshold }) => ({ id, threshold })) });
  }

  #effects() {
    const preview = this.#preview;
    const counted = (id) => preview?.tiers.find((tier) => tier.id === id);
    for (const row of this.querySelectorAll(".tier-row")) {
      const count = counted(row.dataset.tier);
      const tier = this.#draft.find(row.dataset.tier);
      row.querySelector(".affix").classList.toggle("changed", tier.was?.threshold !== tier.threshold);
      row.querySelector("[data-people]").textContent = count ? number(count.then) : number(tier.members ?? 0);
      delta(row.querySelector("[data-delta]"), count ? count.then - count.now : 0);
    }
    this.querySelector("[data-none]").textContent = t("people", { n: number(preview?.none.then ?? this.data.none ?? 0) });
    delta(this.querySelector("[data-none-delta]"), preview ? preview.none.then - preview.none.now : 0);
    this.querySelector("[data-total]").textContent = preview ? t("tiers.preview", { n: number(preview.members) }) : t("tiers.preview.none");
    const tiers = this.#draft.sorted.map((tier) => ({
      id: tier.id,
      name: text(tier.title) || tier.id,
      threshold: tier.threshold,
      was: tier.was?.threshold ?? null,
    }));
    if (preview) this.querySelector("tier-histogram").data = { histogram: preview.histogram, tiers };
    if (preview) render(this.querySelector("[data-table]"), html`${table(preview, tiers)}${moves(preview, tiers)}`);
    this.#saveBar();
  }

  #saveBar() {
    const { changed } = this.#draft;
    const place = this.querySelector("[data-save]");
    if (!changed) { render(place, null); return; }
    if (!place.firstElementChild) {
      place.append(create(html`<div class="savebar">
        <p aria-live="polite"></p>
        <button class="button small quiet" type="button" data-discard>${t("action.discard")}</button>
        <button class="button small primary" type="button" data-go>${t("action.save")}</button>
      </div>`));
    }
    render(place.querySelector("p"), html`<strong>${t("unsaved", { n: changed })}</strong>${this.#draft.words(this.#preview)}`);
  }

  #save(button) {
    return busy(button, async () => {
      try { await this.#draft.save(); await this.reload({ quiet: true }); }
      catch (problem) {
        if (problem.code === "stale") await this.reload({ quiet: true });
        render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
        this.querySelector("[data-says]").scrollIntoView({ block: "center" });
      }
    });
  }
}

/** A whole number however it is grouped; null for anything else. */
function whole(value) {
  const digits = value.replace(/[\s,.，]/g, "");
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

function delta(element, by) {
  element.textContent = by ? signed(by) : t("unchanged");
  element.classList.toggle("changed", by !== 0);
}

/** Who would hold another tier, by name. */
function moves({ moves: all, moving }, tiers) {
  if (!all?.length) return null;
  const name = (id) => tiers.find((tier) => tier.id === id)?.name ?? t("tier.none");
  return html`
    <h3>${t("tiers.moves", { n: moving })}</h3>
    <ul class="tier-moves">${all.map((move) => html`<li>
      ${personButton(move.member.id, move.member.name)}
      <span class="muted small">${name(move.from)} → ${name(move.to)}</span>
    </li>`)}</ul>
    ${moving > all.length ? html`<p class="hint">${t("tiers.moves.more", { n: moving - all.length })}</p>` : null}
  `;
}

function table(preview, tiers) {
  const count = (id) => preview.tiers.find((tier) => tier.id === id) ?? { now: 0, then: 0 };
  const row = (name, { now, then }, key) => html`<tr>
    <td><span class="key ${key}"></span> ${name}</td>
    <td class="num">${number(now)}</td>
    <td class="num"><strong>${number(then)}</strong></td>
    <td class="num delta${then === now ? "" : " changed"}">${then === now ? "–" : signed(then - now)}</td>
    <td class="num muted">${preview.members ? percent(then / preview.members) : "–"}</td>
  </tr>`;
  return html`<table class="table tier-counts">
    <caption class="visually-hidden">${t("tiers.table")}</caption>
    <thead>
      <tr>
        <th scope="col">${t("nav.tiers")}</th>
        <th scope="col" class="num">${t("tiers.now")}</th>
        <th scope="col" class="num">${t("tiers.then")}</th>
        <th scope="col" class="num">${t("tiers.delta")}</th>
        <th scope="col" class="num">${t("tiers.share")}</th>
      </tr>
    </thead>
    <tbody>
      ${[...tiers].reverse().map((tier) => row(tier.name, count(tier.id), look(tiers.indexOf(tier), tiers.length)))}
      ${row(t("tier.none"), preview.none, "")}
    </tbody>
  </table>`;
}

customElements.define("tiers-page", TiersPage);
