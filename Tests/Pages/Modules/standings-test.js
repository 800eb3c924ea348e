import { Standings, compose, entrant, gapAbove, keyOf, tied } from "../../../Public/js/board/standings.js";
import { dice, equal, suite } from "./testing.js";

const test = suite(import.meta.url);

const row = (member, value, rank, more = {}) => ({ member, value, rank, ...more });
const names = (standings) => standings.rows.map((one) => one.member);

test("a row is its member, or its team, or a place that nobody may see", () => {
  equal([entrant({ member: "m", team: "t" }), entrant({ team: "t" }), entrant({ rank: 4 })], ["m", "t", null]);
  equal([keyOf({ member: "m" }), keyOf({ rank: 4 })], ["m", "#4"]);
});

test("a change moves, adds and takes away", () => {
  const standings = new Standings();
  standings.replace({ rows: [row("a", 9, 1), row("b", 8, 2), row("c", 7, 3)], total: 3, at: 1 });
  standings.apply({ rows: [row("c", 10, 1), row("a", 9, 2), row("b", 8, 3)], total: 3, at: 2 });
  equal(names(standings), ["c", "a", "b"]);
  standings.apply({ rows: [row("d", 9, 2), row("a", 9, 2)], gone: ["b"], total: 4, at: 3 });
  equal(names(standings), ["c", "a", "d"]);
  equal([standings.total, standings.at, standings.next], [4, 3, null]);
});

test("within a tie whoever reached the value later stands behind, where no place is said", () => {
  const standings = new Standings();
  standings.replace({ rows: [row("a", 9, 1), row("b", 8, 2)], total: 2, at: 1 });
  standings.apply({ rows: [row("b", 9, 1)], total: 2, at: 2 });
  equal(names(standings), ["a", "b"]);
  standings.apply({ rows: [row("b", 9, 1, { place: 1 }), row("a", 9, 1, { place: 2 })], total: 2, at: 3 });
  equal(names(standings), ["b", "a"]);
});

test("what is not said stays, but the way to the next place is said each time", () => {
  const standings = new Standings();
  standings.replace({ rows: [row("a", 9, 2)], total: 5, at: 1, next: { rank: 1, value: 12 } });
  standings.apply({ rows: [] });
  equal([standings.total, standings.at, standings.next], [5, 1, null]);
});

test("gap and tie look past those who share a value", () => {
  const rows = [row("a", 9, 1), row("b", 7, 2), row("c", 7, 2), row("d", 5, 4)];
  equal([0, 1, 2, 3].map((index) => tied(rows, index)), [false, true, true, false]);
  equal(gapAbove(rows, 0), null);
  equal([gapAbove(rows, 2).gap, gapAbove(rows, 2).shared, gapAbove(rows, 3).gap], [2, true, 2]);
});

test("the list shows the top, a gap, my neighbourhood, and what follows", () => {
  const top = Array.from({ length: 20 }, (_, index) => row(`m${index}`, 100 - index, index + 1));
  const around = [30, 31, 32].map((rank) => row(`n${rank}`, 60, rank));
  const items = compose(top, around, 10, 40);
  equal(items.map((item) => item.gap ?? item.row.rank), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, [11, 29], 30, 31, 32, [33, 40]]);
  equal(items.filter((item) => item.gap).map((item) => item.expand), ["top", "end"]);
});

test("of any window every row stands once, in its order", () => {
  const random = dice(7);
  for (let run = 0; run < 200; run++) {
    const total = 1 + Math.floor(random() * 60);
    const all = Array.from({ length: total }, (_, index) => row(`m${index}`, 1000 - index, index + 1));
    const mine = Math.floor(random() * total);
    const items = compose(all.slice(0, 1 + Math.floor(random() * 30)), all.slice(Math.max(0, mine - 2), mine + 3), 10, total);
    const ranks = items.flatMap((item) => (item.gap ? [...item.gap] : [item.row.rank]));
    equal([...ranks].sort((a, b) => a - b), ranks, `run ${run}`);
    equal(new Set(items.filter((item) => item.row).map((item) => item.row.member)).size, items.filter((item) => item.row).length);
  }
});
