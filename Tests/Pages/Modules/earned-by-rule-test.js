import { counts, customersOf, earnedByRule, total } from "../../../Public/js/people/earned-by-rule.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

const item = (kind, rule, points, state = "posted") => ({ kind, state, points, rule: rule ? { id: rule, title: rule } : null });

test("what rules gave and took back counts, as on boards; honours, gifts and spending do not", () => {
  const kinds = ["award", "reversal", "correction", "bonus", "adjustment", "redemption", "refund", "expiry"];
  equal(kinds.map((kind) => counts(item(kind, "r", 1))), [true, true, true, false, false, false, false, false]);
  equal([counts(item("award", "r", 1, "held")), counts(item("award", "r", 1, "pending"))], [false, true]);
});

test("a rule is one line, the most points first, and lines sum to the whole", () => {
  const items = [item("award", "visit", 10), item("award", "sale", 91), item("reversal", "sale", -34), item("award", "visit", 10)];
  const lines = earnedByRule([...items, item("redemption", null, -500), item("award", "sale", 900, "held")]);
  equal(lines.map((line) => [line.rule.id, line.points, line.count]), [["sale", 57, 2], ["visit", 20, 2]]);
  equal(total(lines), 77);
});

test("equal rules stand in the order of their ids, so that nothing jumps", () => {
  equal(earnedByRule([item("award", "b", 5), item("award", "a", 5)]).map((line) => line.rule.id), ["a", "b"]);
});

test("customers by name, else by what the CRM calls them", () => {
  const activities = [
    { data: { customer: "C-1", customer_name: "Acme" } },
    { data: { customer: "C-2" } },
    { data: { customer_name: "Acme" } },
    { data: {} },
    {},
  ];
  equal(customersOf(activities), [{ name: "Acme", count: 2 }, { name: "C-2", count: 1 }]);
});
