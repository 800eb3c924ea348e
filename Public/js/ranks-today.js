/*
 * Where everybody stood when this browser first looked today: what the arrows compare with, where the server does not say.
 * Kept for the company's day and a few boards; lost storage only loses arrows.
 */
import { parts } from "./format.js";
import { entrant } from "./standings.js";

const place = "laurel.ranks";
const mostBoards = 12;
const mostRows = 400;

const today = () => { const { year, month, day } = parts(Date.now()); return `${year}-${month}-${day}`; };

export class RanksToday {
  #name;
  #ranks;

  constructor(board, period) {
    this.#name = `${board}|${period}`;
    this.#ranks = this.#read().boards[this.#name] ?? {};
  }

  /** Gives each row its `before`; who is seen for the first time today stands as now. */
  mark(rows) {
    let fresh = false;
    for (const row of rows) {
      const id = entrant(row);
      if (id === null || Number.isInteger(row.before)) continue;
      if (!(id in this.#ranks) && Object.keys(this.#ranks).length < mostRows) { this.#ranks[id] = row.rank; fresh = true; }
      row.before = this.#ranks[id];
    }
    if (fresh) this.#write();
  }

  #read() {
    try {
      const kept = JSON.parse(localStorage.getItem(place));
      if (kept?.day === today()) return kept;
    } catch { /* begins anew */ }
    return { day: today(), boards: {} };
  }

  #write() {
    const kept = this.#read();
    delete kept.boards[this.#name];
    const others = Object.entries(kept.boards).slice(1 - mostBoards);
    try { localStorage.setItem(place, JSON.stringify({ day: kept.day, boards: { ...Object.fromEntries(others), [this.#name]: this.#ranks } })); } catch { /* full, or forbidden */ }
  }
}
