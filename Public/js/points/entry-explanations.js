/* Lines of a statement open their explanation: it is read when somebody opens one, once. */
import { html, render } from "../core/html.js";
import { get } from "../core/api.js";
import { explain, skeletonLines } from "../widgets/states.js";
import { receipt } from "./receipt.js";

/** Explains the lines within `element` to `member`'s account; the answer takes the listener away again. */
export function explainEntries(element, member) {
  const opened = ({ target }) => { if (target.matches?.("details.entry") && target.open) show(target, member); };
  element.addEventListener("toggle", opened, true);
  return () => element.removeEventListener("toggle", opened, true);
}

async function show(details, member) {
  const place = details.querySelector("[data-receipt]");
  const { source, id } = details.dataset;
  if (!id || place.dataset.read) return;
  place.dataset.read = "yes";
  render(place, html`<div class="receipt" aria-busy="true">${skeletonLines(10, 24)}</div>`);
  try {
    render(place, receipt(await get("/activities/one", { query: { source, id } }), member));
  } catch (problem) {
    delete place.dataset.read;
    render(place, html`<div class="receipt"><p class="lead">${explain(problem)}</p></div>`);
  }
}
