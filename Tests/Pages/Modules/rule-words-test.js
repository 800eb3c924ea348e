import { clause, example, ladderValue, limitWords, sentence, terms, typeName } from "../../../Public/js/rules/rule-words.js";
import { equal, speak, suite, words } from "./testing.js";

const test = suite(import.meta.url);

test("a rule is a sentence", async () => {
  await speak("zh-Hans");
  equal(clause({ per: 100, points: 1, unit: "money" }), "每满 ¥100 得 1\u00a0分");
  equal(sentence({ text: { "zh-Hans": "公司自己写的。" }, award: { fixed: 1 } }), "公司自己写的。");
  equal(sentence({ on: ["sale.won"], award: { fixed: 12 } }).includes("12"), true);
  await speak("en");
  equal(clause({ fixed: 1 }) !== clause({ fixed: 2 }), true);
  equal(clause({ fixed: -5 }).includes("5") && !clause({ fixed: -5 }).includes("-"), true);
});

test("a type that nobody named stands as it is", async () => {
  await speak("en");
  equal(typeName("odd.type"), "odd.type");
});

test("a ladder, whole and by parts, rounds down as the engine does", () => {
  const steps = [{ from: 0, rate: 0.01 }, { from: 1000, rate: 0.02 }];
  equal(ladderValue({ mode: "whole", steps }, 1500), 30);
  equal(ladderValue({ mode: "marginal", steps }, 1500), 20);
  equal(ladderValue({ mode: "whole", steps: [{ from: 10, points: 5 }] }, 9), 0);
  equal(ladderValue({ mode: "whole", steps: [{ from: 0, rate: 0.07 }] }, 100), 7);
});

test("an example is worked by the rule's own numbers", async () => {
  await speak("en");
  equal(example({ on: ["sale.won"], award: { per: 100, points: 1, unit: "money" } }).points, 80);
  equal(example({ on: ["visit.made"], award: { fixed: 12 } }).points, 12);
  equal(example({ award: { expression: "x" } }), null);
});

test("limits say whose, how often and how much", async () => {
  await speak("zh-Hans");
  equal(limitWords({ window: "day", count: 5 }).includes("5"), true);
  equal(limitWords({ per: ["data.customer"], window: "month", points: 10 }) !== limitWords({ window: "month", points: 10 }), true);
});

test("small print has no expression where words are known", async () => {
  await speak("zh-Hans");
  const rule = {
    multiply: 'has(data.customer_class) && data.customer_class == "A" ? 1.5 : 1',
    expires: { after: "P1Y", until: "year" },
    limits: [],
  };
  const found = terms(rule).map((term) => words(term.words)).join(" ");
  equal(found.includes("data."), false);
  equal(found.includes("1.5"), true);
});
