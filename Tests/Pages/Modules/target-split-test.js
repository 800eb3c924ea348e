import { changes, query, sums } from "../../../Public/js/targets/target-split.js";
import { check, equal, suite } from "./testing.js";

const test = suite(import.meta.url);

const part = (id, set, period = "2026-11") => ({ owner: { kind: "member", id, name: id }, period, set });

test("the server is asked about a target by its owner, metric and period", () => {
  const target = { owner: { kind: "team", id: "east" }, metric: { id: "revenue" }, period: "2026-Q4" };
  equal(query(target, { into: "months" }), { of: "team:east", metric: "revenue", period: "2026-Q4", into: "months" });
});

test("what is set already, and what is nothing, is not sent", () => {
  equal(changes([part("a", 5), part("b", null), part("c", null), part("d", 5)], [5, 7, 0, 6], { id: "revenue" }), [
    { owner: { kind: "member", id: "b" }, metric: "revenue", period: "2026-11", value: 7 },
    { owner: { kind: "member", id: "d" }, metric: "revenue", period: "2026-11", value: 6 },
  ]);
});

test("parts sum to the whole, to the cent", () => {
  check(sums([0.1, 0.2, 0.7], 1), "as people reckon");
  check(!sums([1, 2], 3.01), "a cent is missing");
  check(sums([], 0), "nothing of nothing");
});
