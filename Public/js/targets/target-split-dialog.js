/*
 * The dialog that splits a target. The server says what of it is set, which stays, and how the rest could go; the parts can be changed
 * by hand, and are sent only when they sum to the whole.
 */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { period, quantity } from "../core/format.js";
import { get } from "../core/api.js";
import { dot } from "../widgets/icon.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { rovingFocus } from "../widgets/roving-focus.js";
import { failed, skeletonLines } from "../widgets/states.js";
import { changes, query, sums } from "./target-split.js";

const shapes = ["last-year", "even"];

/** `put(targets, reason)` sends. */
export function openSplit(target, put) {
  const dialog = openDialog(t("split.title"), html`<div data-split></div>`, { look: "wide" });
  const place = dialog.querySelector("[data-split]");
  const show = async (into, shape) => {
    if (!place.firstElementChild) render(place, html`<div aria-busy="true">${skeletonLines(10, 20, 20)}</div>`);
    const found = await get("/targets/split", { query: query(target, { into, shape }) }).catch((problem) => problem);
    if (!found.parts) { render(place, failed(found)); return; }
    draw(place, target, found);
    place.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      const wanted = changes(found.parts, values(form, found), target.metric);
      busy(form.querySelector(".primary"), async () => { if (await put(wanted, form.reason.value)) dialog.close(); });
    });
    for (const list of place.querySelectorAll("[role=radiogroup]")) rovingFocus(list);
  };
  dialog.addEventListener("click", (event) => {
    const { into, shape } = event.target.closest("[data-into], [data-shape]")?.dataset ?? {};
    const now = (name) => place.querySelector(`[data-${name}][aria-checked=true]`)?.dataset[name];
    if (into || shape) show(into ?? now("into"), shape ?? now("shape"));
  });
  show(null, null);
}

const values = (form, found) => found.parts.map((_, index) => Number(form.elements[`part-${index}`].value));

function draw(place, target, found) {
  const { unit } = target.metric;
  render(place, html`<form class="stack">
    <p class="muted small">
      ${target.owner.name}${dot}${text(target.metric.title)}${dot}${period(target.period)}${dot}${quantity(found.value, unit)}
    </p>
    ${choice("into", t("split.way"), found.ways, found.into, (way) => t(`split.${way}`))}
    ${found.sums ? choice("shape", t("split.shape"), shapes, found.shape, (shape) => t(`split.shape.${shape}`)) : null}
    <div class="split-parts" data-parts>${found.parts.map((part, index) => line(part, index, found.into, unit))}</div>
    <p role="status" class="small" data-sum></p>
    <div class="field">
      <label for="s-reason">${t("entry.reason")}</label>
      <input class="input" id="s-reason" name="reason" required maxlength="200" placeholder="${t("targets.reason")}">
    </div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t("targets.request")}</button>
    </div>
  </form>`);
  const form = place.querySelector("form");
  const check = () => {
    const numbers = values(form, found);
    const fits = !found.sums || sums(numbers, found.value);
    const sum = numbers.reduce((total, value) => total + value, 0);
    form.querySelector("[data-sum]").textContent = found.sums
      ? t(fits ? "split.fits" : "split.differs", { sum: quantity(sum, unit), whole: quantity(found.value, unit) })
      : t("split.ratio");
    form.querySelector(".primary").disabled = !fits || !changes(found.parts, numbers, target.metric).length;
  };
  form.addEventListener("input", check);
  check();
}

const choice = (name, label, all, chosen, words) => html`<div class="segments" role="radiogroup" aria-label="${label}">
  ${all.map((one) => html`<button type="button" role="radio" data-${name}="${one}" aria-checked="${one === chosen}">
    ${words(one)}
  </button>`)}
</div>`;

/** What is set stays here: it is changed in its own row. */
const line = (part, index, into, unit) => html`<label class="between">
  <span>
    ${into === "members" || into === "teams" ? part.owner.name : period(part.period)} <small class="muted">
      ${part.set === null
        ? t("split.last-year", { value: quantity(part.last_year, unit) })
        : t("split.set")}
    </small>
  </span>
  <input
    class="input compact number"
    name="part-${index}"
    type="number"
    min="0"
    step="any"
    required
    value="${part.value ?? 0}"${part.set === null && part.may.includes("change") ? null : html` readonly`}>
</label>`;
