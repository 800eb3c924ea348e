import {
  awardKind, change, readCondition, readHold, readSpan, told, unsaid, words, writeCondition, writeSpan,
} from "../../../Public/js/rules/sentence-fields.js";
import { freeId, templates } from "../../../Public/js/rules/templates.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);
const visit = {
  id: "visit", on: "visit.made", award: { fixed: 10 }, limits: [{ per: "member", window: "day", count: 5 }],
  expires: { until: "quarter-end" },
};

test("a field changes what it names and nothing else", () => {
  equal(change(visit, "award.fixed", "12"), { ...visit, award: { fixed: 12 } });
  equal(change(visit, "limit.0.most", "6").limits, [{ per: "member", window: "day", count: 6 }]);
  equal(change(visit, "limit.0.kind", "points").limits, [{ per: "member", window: "day", points: 5 }]);
  equal(change(visit, "limit.0.per", "[\"data.customer\"]").limits[0].per, ["data.customer"]);
  equal("limits" in change(visit, "limit.0.drop", ""), false);
  equal(change(visit, "limit.add", "").limits.length, 2);
  equal(change(visit, "expires.after", "12").expires, { until: "quarter-end", after: "P12M" });
  equal("expires" in change(visit, "expires.until", ""), false);
  equal(change(visit, "pending", "14").pending, "P14D");
  equal("pending" in change({ ...visit, pending: "P14D" }, "pending", ""), false);
  equal(change({ ...visit, pending: "P14D" }, "pending.unit", "H").pending, "PT14H");
  equal(change(visit, "hold", "5000").hold, { reason: "large-award", when: "points > 5000" });
  equal("hold" in change({ ...visit, hold: { when: "points > 1", reason: "x" } }, "hold", "0"), false);
  equal(change(visit, "applies.teams", ["east"]).applies, { teams: ["east"] });
  equal("applies" in change({ ...visit, applies: { teams: ["east"] } }, "applies.teams", []), false);
  equal(change({ ...visit, applies: { teams: ["east"] } }, "applies.from", "2026-01-01").applies, { teams: ["east"], from: "2026-01-01" });
  equal(change(visit, "manual", "others").manual, true);
  equal("manual" in change({ ...visit, manual: "self" }, "manual", "none"), false);
  equal(change(visit, "title.en", "Visit").title, { en: "Visit" });
  equal("text" in change({ ...visit, text: { en: "x" } }, "text.en", ""), false);
  equal(change(visit, "event", "sale.won").on, "sale.won");
  equal(change(visit, "nothing.known", "1"), visit);
  equal(visit.award.fixed, 10);
});

test("ladders are climbed by their steps, rates are told for each hundred", () => {
  const ladder = change(visit, "award.kind", "ladder");
  equal(awardKind(ladder.award), "ladder");
  equal(change(ladder, "step.1.rate", "1.5").award.ladder.steps[1].rate, 0.015);
  equal(change(ladder, "step.1.rate", "0.07").award.ladder.steps[1].rate, 0.0007);
  equal(change(ladder, "step.1.from", "300000").award.ladder.steps[1].from, 300000);
  equal(change(ladder, "step.add", "").award.ladder.steps.length, 3);
  equal(change(ladder, "step.1.drop", "").award.ladder.steps.length, 1);
  equal(change(ladder, "ladder.over", "month").award.ladder.over, "month");
  equal(change(visit, "award.kind", "per").award.per, 100);
});

test("conditions and times of one number are fields, all else stays with the text", () => {
  equal(readCondition("data.amount > 0"), { field: "data.amount", op: ">", value: "0" });
  equal(readCondition("data.class == \"A\""), { field: "data.class", op: "==", value: "A" });
  equal(readCondition(undefined), null);
  equal(readCondition("data.a > 1 && data.b > 2"), undefined);
  equal(writeCondition({ field: "data.class", op: "==", value: "A\"" }), "data.class == \"A\"");
  equal(writeCondition({ field: "data.amount", op: ">=", value: "1.5" }), "data.amount >= 1.5");
  equal(change({ ...visit, when: "data.amount > 0" }, "when.value", "5").when, "data.amount > 5");
  equal(change(visit, "when.add", "").when, "data.amount > 0");
  equal("when" in change({ ...visit, when: "data.amount > 0" }, "when.none", ""), false);
  equal(readSpan("PT24H"), { n: 24, unit: "H" });
  equal(readSpan("P1Y6M"), undefined);
  equal(writeSpan(3, "W"), "P3W");
  equal(readHold({ when: "points > 5000" }), 5000);
  equal(readHold({ when: "points > 5000 && x" }), undefined);
});

test("what fields cannot say is told by its key", () => {
  equal(unsaid(visit), []);
  equal(unsaid({ ...visit, multiply: "2", unique: { per: ["member"], within: "year" } }), ["multiply", "unique"]);
  equal(unsaid({ ...visit, on: ["a", "b"] }), ["on"]);
  equal(unsaid({ ...visit, award: { expression: "1" } }), ["award"]);
  equal(unsaid({ ...visit, award: { fixed: 10, strange: 1 } }), ["award"]);
  equal(unsaid({ ...visit, manual: { by: "self" } }), ["manual"]);
  equal(unsaid({ ...visit, limits: [{ per: "member", window: "day", count: 5, overflow: "carry" }] }), ["limits"]);
  equal(unsaid({ ...visit, expires: { at: "2026-01-01T00:00:00Z" } }), ["expires"]);
});

test("every template is a sentence, whose id is free", () => {
  for (const name of Object.keys(templates)) equal(told(templates[name], "money").on.length, 1);
  equal(told(templates.sales, "money").award, { points: 1, per: 100, unit: "money" });
  equal(told(templates.ladder, "money").award.ladder.over, "quarter");
  equal(words("one"), { en: "one" });
  equal(freeId("visits", ["points/visits.yaml"]), "visits-2");
  equal(freeId("visits", []), "visits");
});
