/*
 * What a change of a board means to people: somebody took first place, or came into the top three. Told from the rows
 * themselves, so that it needs no message of its own; the deed is the newest one of that person in the feed.
 */
import { entrant } from "./standings.js";

const recent = 10_000;          // ms: a deed that old did not cause this

/** Items as on the feed of celebrations, best first, for the rows of `change`; `feed` is newest first. */
export function milestones(change, feed = []) {
  const climbed = change.rows.filter((row) => row.member && Number.isInteger(row.was) && row.rank <= 3 && row.was > row.rank && (row.rank === 1 || row.was > 3));
  return climbed.sort((a, b) => a.rank - b.rank).map((row) => {
    const deed = feed.find((item) => item.member === entrant(row) && Math.abs((change.at ?? item.at) - item.at) < recent);
    return { kind: row.rank === 1 ? "first" : "top-three", at: change.at, member: row.member, name: row.name, team: row.team, rank: row.rank, title: deed?.title, points: deed?.points };
  });
}

/** Remembers what was celebrated, so that the same is not said twice when the server says it too. */
export class Said {
  #said = new Map();

  /** Whether this is news; a repetition within a minute is none. */
  isNews({ kind, member }) {
    const key = `${kind}|${member}`;
    const last = this.#said.get(key) ?? 0;
    if (Date.now() - last < 60_000) return false;
    this.#said.set(key, Date.now());
    return true;
  }
}
