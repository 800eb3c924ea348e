/* What a figure of /me is made of: entries that wait, lots that expire, what counts towards the next tier. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { lastDay, number } from "../core/format.js";
import { all } from "../core/api.js";
import { myself } from "../core/session.js";
import { openPerson } from "../people/person-sheet.js";
import { askQuestions } from "../questions/ask.js";
import { openDialog } from "../widgets/dialog.js";
import { empty, failed, skeletonLines } from "../widgets/states.js";
import { explainEntries } from "./entry-explanations.js";
import { statement } from "./statement.js";

const most = 1000;            // entries that are looked through

/** Opens what `figure` stands for: pending, held, debt, expiring, tier. */
export function openFigure(figure, balance) {
  if (figure === "expiring") return expiring(balance);
  if (figure === "tier") return tier(balance.tier);
  if (figure === "debt") return entries("me.debt", (item) => item.points < 0);
  return entries(`state.${figure}`, (item) => item.state === figure);
}

/** Those of my entries that are `wanted`, each with its receipt. */
async function entries(title, wanted) {
  const dialog = openDialog(t(title), html`<div data-list>${skeletonLines(16, 20, 16)}</div>`, { look: "wide" });
  const place = dialog.querySelector("[data-list]");
  dialog.addEventListener("close", explainEntries(place, myself()));
  dialog.addEventListener("close", askQuestions(place));
  try {
    const found = (await all("/members/me/statement", { most })).filter(wanted);
    render(place, found.length ? statement(found, { asks: true }) : empty(t("person.none.title"), t("person.none.words")));
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    render(place, failed(problem));
    place.querySelector(".retry").addEventListener("click", () => { dialog.close(); entries(title, wanted); }, { once: true });
  }
}

function expiring({ expiring: lots }) {
  const rows = lots.map((lot) => html`<tr>
    <td>${lot.at ? lastDay(lot.at) : t("lots.never")}</td>
    <td class="num">${number(lot.points)}</td>
  </tr>`);
  const table = html`<table class="table">
    <thead><tr><th scope="col">${t("lots.day")}</th><th scope="col" class="num">${t("board.points")}</th></tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
  openDialog(t("lots.title"), html`
    <p class="hint">${t("lots.order")}</p>
    ${lots.length ? table : html`<p class="hint">${t("lots.none")}</p>`}
  `);
}

function tier({ title, id, qualifying, next, window }) {
  const line = (name, value) => html`<div><dt>${name}</dt><dd class="op">${value}</dd></div>`;
  const way = next ? html`<dl class="sum">
    ${line(t("tier.threshold", { tier: text(next.title) }), number(next.threshold))}
    ${line(t("tier.counted"), `− ${number(qualifying)}`)}
    <div class="total"><dt>${t("tier.missing")}</dt><dd>${t("points", { points: number(next.missing), n: next.missing })}</dd></div>
  </dl>` : html`<dl class="sum">${line(t("tier.counted"), number(qualifying))}</dl>`;
  const dialog = openDialog(t("tier.title"), html`<div class="stack">
    <p><strong>${id ? text(title) : t("tier.none")}</strong></p>
    ${way}
    <p class="hint">${t("tier.spending")}</p>
    <p><button class="button small" type="button" data-came>${t("tier.came")}</button></p>
  </div>`);
  dialog.querySelector("[data-came]").addEventListener("click", () => {
    dialog.close();
    openPerson("me", { kind: window ?? next?.window ?? "year" });
  });
}
