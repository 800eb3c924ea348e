/*
 * From the whole to the person: a target opens into its quarters, months and weeks, and among teams and people. Each part says what is set
 * and what is reached; parts are read when they are opened.
 */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { percent, period, quantity } from "../core/format.js";
import { get } from "../core/api.js";
import { bar } from "../widgets/bar.js";
import { icon } from "../widgets/icon.js";
import { explain, skeletonLines } from "../widgets/states.js";
import { query } from "./target-split.js";

/** The roots: the teams' targets, below which people's stand; people's alone where no team has one. */
export function targetTree(targets) {
  const teams = targets.filter((target) => target.owner.kind === "team");
  return html`<ul class="tree">${(teams.length ? teams : targets).map((target) => root(target))}</ul>`;
}

/** Listens inside `place`. Returns how to stop. */
export function openTree(place) {
  const toggled = (event) => { if (event.target.matches?.("details[data-node]") && event.target.open) fill(event.target); };
  // It does not bubble.
  place.addEventListener("toggle", toggled, true);
  return () => place.removeEventListener("toggle", toggled, true);
}

const root = (target) => node(
  html`<strong>${target.owner.name}</strong> <span class="muted">${text(target.metric.title)}</span>`,
  { owner: target.owner, metric: target.metric, period: target.period, set: target.value, reached: target.so?.reached ?? null, more: true }
);

/** `one`: {owner, metric, period, set, reached, more}. */
function node(title, one) {
  const head = html`<span class="tree-line">
    <span class="grow">${title}</span>
    ${one.reached === null || !one.set ? null : html`<span class="inline-bar">${bar(one.reached / one.set)}</span>`}
    <span class="num">${one.set === null ? t("targets.not-set") : quantity(one.set, one.metric.unit)}</span>
    <small class="muted">${one.reached === null || !one.set ? "–" : percent(one.reached / one.set)}</small>
  </span>`;
  if (!one.more) return html`<li>${head}</li>`;
  const { owner, metric } = one;
  return html`<li>
    <details
      data-node
      data-owner="${owner.kind}:${owner.id}"
      data-name="${owner.name}"
      data-metric="${metric.id}"
      data-unit="${metric.unit}"
      data-period="${one.period}">
      <summary>${icon("down")}${head}</summary>
      <div data-parts></div>
    </details>
  </li>`;
}

async function fill(details) {
  const place = details.querySelector("[data-parts]");
  if (place.dataset.read) return;
  place.dataset.read = "true";
  render(place, html`<div aria-busy="true">${skeletonLines(14, 14)}</div>`);
  const { owner, metric, unit, period: of } = details.dataset;
  const [kind, ...id] = owner.split(":");
  const target = { owner: { kind, id: id.join(":") }, metric: { id: metric, unit }, period: of };
  try {
    const first = await get("/targets/split", { query: query(target) });
    const ways = first.ways.filter((way, index) => index === 0 || way === "teams" || way === "members");
    const found = await Promise.all(ways.map((way) => (
      way === first.into ? first : get("/targets/split", { query: query(target, { into: way }) })
    )));
    render(place, found.map((split) => group(split, target.metric)));
  } catch (problem) {
    delete place.dataset.read;
    render(place, html`<p class="hint">${explain(problem)}</p>`);
  }
}

const group = (split, metric) => html`
  <p class="hint">
    ${t(`split.${split.into}`)}
    ${split.left === null ? null : html` <span class="muted">${t("split.left", { value: quantity(split.left, metric.unit) })}</span>`}
  </p>
  ${split.parts.length
    ? html`<ul class="tree">${split.parts.map((part) => node(
      split.into === "members" || split.into === "teams" ? part.owner.name : period(part.period),
      { owner: part.owner, metric, period: part.period, set: part.set, reached: part.reached, more: part.ways.length > 0 }
    ))}</ul>`
    : html`<p class="hint">–</p>`}
`;
