/* One row of a board: place over movement, avatar, name over team, gap, value. Created once, then updated in place. */
import { create, html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { number, standing as shown } from "../core/format.js";
import { icon } from "../widgets/icon.js";
import { personButton } from "../people/person.js";
import { breakable, rowAvatar } from "../widgets/avatar.js";
import { count, raise } from "../widgets/flip.js";
import { entrant, keyOf } from "./standings.js";

/** The team's name of a team's id; pages fill it from GET /teams. */
export const teamNames = new Map();
export const teamName = (id) => teamNames.get(id) ?? id ?? "";
/** What stands there: a person as they are called, a team as the reader's language calls it. */
export const entrantName = (row) => (row.member ? row.name : teamNames.get(row.team) ?? row.name);

/** Rows of teams under their names in the reader's language: the feed, which is one for all, has that of the company. */
export const named = (rows) => rows.map((row) => {
  const name = row.member ? null : teamNames.get(row.team);
  return name ? { ...row, name } : row;
});

/** Places gained since this morning: {direction, by}, or null when unknown. */
export function movement(row) {
  if (!Number.isInteger(row.before)) return null;
  const by = row.before - row.rank;
  return { direction: by > 0 ? "up" : by < 0 ? "down" : "same", by: Math.abs(by) };
}

/** The movement under a place: a triangle and a number, with words for readers. */
export function moved(row) {
  const move = movement(row);
  if (!move) return null;
  if (move.direction === "same") {
    return html`<span class="move" data-direction="same">${icon("dash")}<span class="visually-hidden">${t("move.same")}</span></span>`;
  }
  return html`<span class="move" data-direction="${move.direction}">
    ${icon(`tri-${move.direction}`, "solid")}
    ${move.by}
    <span class="visually-hidden">${t(`move.${move.direction}`)}</span>
  </span>`;
}

export const place = (rank) => html`
  <span class="visually-hidden">${t("place.before")}</span>
  ${number(rank)}
  <span class="visually-hidden">${t("place.after")}</span>
`;

/** `item`: {row, above, tied}; `mine`: whether it is the reader's; `unit` of the value; `of`: the board, where names open a sheet. */
export function createRow(item, { mine, unit, of = null }) {
  const { row } = item;
  const named = entrant(row) !== null;
  const name = of && row.member ? personButton(row.member, row.name, of) : breakable(entrantName(row));
  const element = create(html`<li class="row opens${mine ? " me" : ""}" data-key="${keyOf(row)}"${mine ? html` aria-current="true"` : null}>
    <span class="place"><span class="rank"></span><span class="moved"></span></span>
    <span class="face">${named ? rowAvatar(row) : html`<span class="avatar" aria-hidden="true">–</span>`}</span>
    <span class="who">
      <span class="name">${named ? name : t("board.hidden")}${mine ? t("board.me") : null}</span>
      <span class="meta">
        <span class="team">${row.member ? teamName(row.team) : null}</span>
        <span class="badge" hidden>${t("board.tied")}</span>
      </span>
    </span>
    <span class="gap"></span>
    <data class="value" value="${row.value}">${shown(row.value, unit)}</data>
  </li>`);
  element.rank = row.rank;
  element.picture = row.picture;
  updateRow(element, item, { unit });
  return element;
}

/** Brings a row up to date; a climber is washed in gold. Returns whether it climbed. */
export function updateRow(element, item, { unit }) {
  const { row, above, tied } = item;
  const climbed = row.rank < element.rank;
  element.rank = row.rank;
  if (row.picture !== element.picture) {
    element.picture = row.picture;
    render(element.querySelector(".face"), rowAvatar(row));
  }
  render(element.querySelector(".rank"), place(row.rank)).classList.toggle("long", row.rank > 9999);
  render(element.querySelector(".moved"), moved(row));
  element.querySelector(".gap").textContent = above && !above.shared ? shown(above.gap, unit) : "–";
  element.querySelector(".badge").hidden = !tied;
  const value = element.querySelector(".value");
  value.classList.toggle("long", shown(row.value, unit).length >= "¥1,000,000".length);
  setValue(value, row.value, unit);
  if (climbed) raise(element);
  return climbed;
}

/** Whole numbers count to their value; others change at once. */
export function setValue(element, value, unit) {
  if (Number(element.value) === value) return;
  if (Number.isInteger(value) && (unit === "points" || unit === "count")) { count(element, value, (now) => shown(now, unit)); return; }
  element.value = value;
  element.textContent = shown(value, unit);
}
