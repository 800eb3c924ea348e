/* The dialog that splits a target. The parts can be changed by hand; they are sent only when they sum to the whole. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { period, quantity } from "../core/format.js";
import { dot } from "../widgets/icon.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { rovingFocus } from "../widgets/roving-focus.js";
import { parts, share, sums, ways } from "./target-split.js";

/** `teams` and `members` as the page knows them; `put(targets, reason)` sends. */
export function openSplit(target, { teams, members }, put) {
  const inside = members.filter((member) => !member.left && belongs(member.team?.id, target.owner.id, teams));
  const possible = ways(target).filter((way) => way !== "members" || inside.length);
  const dialog = openDialog(t("split.title"), html`<form class="stack">
    <p class="muted small">${target.owner.name}${dot}${text(target.metric.title)}${dot}${period(target.period)}</p>
    <div class="segments" role="radiogroup" aria-label="${t("split.way")}">
      ${possible.map((way, index) => html`<button type="button" role="radio" data-way="${way}" aria-checked="${index === 0}">
        ${t(`split.${way}`)}
      </button>`)}
    </div>
    <div class="split-parts" data-parts></div>
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
  let current = [];
  const values = () => [...dialog.querySelectorAll("[data-parts] input")].map((input) => Number(input.value));
  const check = () => {
    const fits = sums(values(), target.value);
    const sum = values().reduce((total, value) => total + value, 0);
    dialog.querySelector("[data-sum]").textContent = t(fits ? "split.fits" : "split.differs", {
      sum: quantity(sum, target.metric.unit),
      whole: quantity(target.value, target.metric.unit),
    });
    dialog.querySelector(".primary").disabled = !fits;
  };
  const draw = (way) => {
    current = parts(target, way, inside);
    const even = share(target.value, current.map(() => 1));
    render(
      dialog.querySelector("[data-parts]"),
      current.map((part, index) => html`<label class="between">
        <span>${way === "members" ? part.owner.name : period(part.period)}</span>
        <input class="input compact number" type="number" min="0" step="any" required value="${even[index]}">
      </label>`)
    );
    for (const button of dialog.querySelectorAll("[data-way]")) button.setAttribute("aria-checked", String(button.dataset.way === way));
    check();
  };
  rovingFocus(dialog.querySelector(".segments"));
  dialog.addEventListener("click", (event) => { const { way } = event.target.closest("[data-way]")?.dataset ?? {}; if (way) draw(way); });
  dialog.addEventListener("input", check);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const numbers = values();
    const targets = current.map((part, index) => ({
      owner: { kind: part.owner.kind, id: part.owner.id },
      metric: target.metric.id,
      period: part.period,
      value: numbers[index],
    }));
    busy(dialog.querySelector(".primary"), async () => { await put(targets, dialog.querySelector("#s-reason").value); dialog.close(); });
  });
  draw(possible[0]);
}

/** Whether a team is `wanted`, or inside it. */
function belongs(team, wanted, teams) {
  for (let at = team, steps = 0; at && steps < 32; steps++) {
    if (at === wanted) return true;
    at = teams.find((one) => one.id === at)?.parent;
  }
  return false;
}
