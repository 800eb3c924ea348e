import { receipt } from "../../../Public/js/points/receipt.js";
import { statement } from "../../../Public/js/points/statement.js";
import { equal, seen, speak, suite } from "./testing.js";

const test = suite(import.meta.url);

const rule = (awards) => ({
  rule: "r",
  title: "Sales",
  award: { per: 100, points: 1, unit: "money" },
  quantity: 9000,
  unit: "money",
  amount: 90,
  multiplier: 1,
  total: 90,
  awards,
});
const explanation = (awards, more = {}) => ({
  activity: { id: "SO-1", type: "sale.won", time: "2026-11-21T04:00:00Z" }, credits: [], entries: [7],
  decision: { version: "0123456789abcdef", rules: [rule(awards)] }, ...more,
});

test("a receipt shows each step, also those that changed nothing", async () => {
  await speak("en");
  const award = { member: "me", points: 80, share: 1, limits: [{ window: "day", points: 100, used: 20, cut: 10 }] };
  const found = seen(receipt(explanation([award]), "me"));
  equal(found.querySelector(".total dd").textContent.includes("80"), true);
  equal([...found.querySelectorAll("dd.op")].some((one) => one.textContent === "× 1"), true);
  equal([...found.querySelectorAll("dd.op")].some((one) => one.textContent === "− 10"), true);
});

test("of another's award nothing is told", async () => {
  await speak("en");
  equal(seen(receipt(explanation([{ member: "other", points: 5, share: 1 }]), "me")).querySelector(".total"), null);
});

test("a statement has one line an entry, a heading a day, and nothing astray between them", async () => {
  await speak("en");
  const entry = (number, at) => ({
    number,
    at,
    kind: "award",
    state: "posted",
    points: 10,
    balance: 10 * number,
    activity: { id: `S${number}`, type: "sale.won" },
  });
  const found = seen(statement([entry(3, "2026-11-21T04:00:00Z"), entry(2, "2026-11-21T02:00:00Z"), entry(1, "2026-11-20T02:00:00Z")]));
  equal([...found.querySelector("ol").children].map((one) => one.className), ["day", "entry-item", "entry-item", "day", "entry-item"]);
});
