import { byDeal } from "../../../Public/js/points/by-deal.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

const item = (id, points, more = {}) => ({
  at: "2026-11-21",
  points,
  state: "posted",
  activity: { source: "/crm", id, type: "sale.won", title: `Deal ${id}` },
  ...more,
});

test("a deal is one line with all that it gave and took back", () => {
  const [one, two] = byDeal([item("B", -34), item("A", 100), item("B", 90), item("A", 200)]);
  equal([one.id, one.points, one.items.length], ["B", 56, 2]);
  equal([two.id, two.points, two.title], ["A", 300, "Deal A"]);
});

test("what waits counts, and is usable when the last of it is; what is held does not count", () => {
  const [deal] = byDeal([
    item("A", 10, { state: "pending", usable: "2026-12-01" }),
    item("A", 20, { state: "pending", usable: "2026-12-15" }),
    item("A", 5000, { state: "held" }),
    item("A", 1),
  ]);
  equal([deal.points, deal.waiting, deal.usable, deal.held], [31, 30, "2026-12-15", 5000]);
});

test("lines that no activity made are none of a deal, and one id of two sources is two deals", () => {
  const other = item("A", 1);
  other.activity = { ...other.activity, source: "/other" };
  equal(byDeal([item("A", 1), other, { points: -5, activity: null }]).map((deal) => deal.source), ["/crm", "/other"]);
});
