/*
 * A window of a board: snapshot + changes = snapshot. No DOM, no network.
 */

/** The entrant's id; null for a row whose owner the reader may not see. */
export const entrant = (row) => row.member ?? row.team ?? null;
/** A key that is stable while the entrant stays: also for anonymous rows. */
export const keyOf = (row) => entrant(row) ?? `#${row.rank}`;

export class Standings {
  rows = [];
  total = 0;
  at = 0;
  /** On a quiet board: rank and value of the next place, without a name. */
  next = null;

  replace({ rows, total, at, next = null }) {
    this.rows = rows;
    this.total = total;
    this.at = at;
    this.next = next;
  }

  /** Merges a change. Equal ranks are ordered by `place` where it is said; else who reached the value later stands behind. */
  apply({ rows, gone = [], total, at, next = null }) {
    const left = new Set(gone);
    const known = new Map(this.rows.map((row, index) => [keyOf(row), { row, index }]));
    const news = new Map(rows.map((row, index) => [keyOf(row), { row, index }]));
    const merged = [];
    for (const [key, { row, index }] of known) if (!news.has(key) && !left.has(key)) merged.push({ row, late: 0, index });
    for (const [key, { row, index }] of news) {
      if (left.has(key)) continue;
      const before = known.get(key);
      const kept = before && before.row.value === row.value;
      merged.push({ row, late: kept ? 0 : 1, index: kept ? before.index : index });
    }
    merged.sort((a, b) =>
      a.row.rank - b.row.rank || (a.row.place ?? a.row.rank) - (b.row.place ?? b.row.rank) || a.late - b.late || a.index - b.index);
    this.rows = merged.map(({ row }) => row);
    this.total = total ?? this.total;
    this.at = at ?? this.at;
    this.next = next;
  }
}

/** Whether a row shares its rank with a neighbour in `rows`. */
export function tied(rows, index) {
  const { rank } = rows[index];
  return rows[index - 1]?.rank === rank || rows[index + 1]?.rank === rank;
}

/** How far a row is behind the next better value in `rows`, and whether others stand between; null at the top. */
export function gapAbove(rows, index) {
  for (let above = index - 1; above >= 0; above--) {
    if (rows[above].value !== rows[index].value) {
      return { row: rows[above], gap: rows[above].value - rows[index].value, shared: above < index - 1 };
    }
  }
  return null;
}

/**
 * The list as the page shows it: the first `shown` rows of the top, then a gap, then my neighbourhood, then what follows.
 * Items are {row, above} or {gap: [from, to], expand: "top" | "end"}.
 */
export function compose(top, around, shown, total) {
  const items = [];
  const seen = new Set();
  const add = (rows, index) => {
    const key = keyOf(rows[index]);
    if (seen.has(key)) return;
    seen.add(key);
    items.push({ row: rows[index], above: gapAbove(rows, index), tied: tied(rows, index) });
  };
  const first = around[0];
  const near = first && first.rank <= shown + 3;
  const count = Math.min(top.length, near ? Math.max(shown, ...around.map((row) => row.rank)) : shown);
  for (let index = 0; index < count; index++) add(top, index);
  const begin = around.findIndex((row) => !seen.has(keyOf(row)));
  if (begin >= 0) {
    const from = items.length + 1;
    const to = around[begin].rank - 1;
    if (to >= from) items.push({ gap: [from, to], expand: "top" });
    for (let index = begin; index < around.length; index++) add(around, index);
  }
  const last = items.at(-1)?.row;
  const rest = begin >= 0 ? last.rank : items.length;
  if (last && rest < total) items.push({ gap: [rest + 1, total], expand: "end" });
  return items;
}
