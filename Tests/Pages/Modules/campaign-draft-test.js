import { again, dayAfter, idOf } from "../../../Public/js/campaigns/campaign-draft.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

test("files name the first day that is no longer part of it", () => {
  equal(["2026-11-14", "2026-12-31", "2028-02-28"].map(dayAfter), ["2026-11-15", "2027-01-01", "2028-02-29"]);
});

test("double points are the rule once more, without what belongs to the rule alone", () => {
  const rule = { id: "visits", on: "visit.made", title: { en: "Visits" }, manual: "self", preview: true, award: { fixed: 5 } };
  equal(again(rule, "double", 2), { id: "double", on: "visit.made", title: { en: "Visits" }, award: { fixed: 5 } });
});

test("what a rule multiplies by is multiplied", () => {
  equal(again({ id: "a", multiply: "1.5" }, "b", 2).multiply, "1.5");
  equal(again({ id: "a", multiply: "x ? 2 : 1" }, "b", 3).multiply, "(x ? 2 : 1) * 2");
  equal(again({ id: "a" }, "b", 4).multiply, "3");
});

test("a limit of the copy is its own", () => {
  const limit = { per: "member", window: "day", points: 10 };
  equal(again({ id: "a", limits: [{ ...limit, group: "visits" }] }, "b", 2).limits, [limit]);
});

test("an id is made of what can be read in one, and of the first day", () => {
  equal(idOf({ title: { en: "Double November!" }, from: "2026-11-01" }), "double-november-2026-11-01");
  equal(idOf({ title: { "zh-Hans": "双倍十一月" }, from: "2026-11-01" }), "campaign-2026-11-01");
});
