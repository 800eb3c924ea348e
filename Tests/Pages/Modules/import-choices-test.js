/** What is said of the columns of a file: suggested, kept from the last time, and refused where nobody can tell. */
import { fault, mapName, sent, suggested, tells } from "../../../Public/js/imports/choices.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

const column = (name, meaning, dates = [], number = null) => ({ name, meaning, dates, number });
const look = (columns, known = null) => ({ columns, known, types: ["visit", "sale.won"], makes_people: false });

test("what the look suggests, with a date that cannot be told left open", () => {
  const choices = suggested(look([
    column("a", "member"), column("d", "time", ["dmy", "mdy"]), column("e", "joined", ["ymd"]), column("n", "amount", [], "comma"),
  ]));
  equal(choices.columns.map(({ meaning, date, number }) => [meaning, date, number]), [
    ["member", null, null], ["time", null, null], ["joined", "ymd", null], ["amount", null, "comma"],
  ]);
  equal(choices.type, "sale.won");
  equal(fault(choices), { code: "date", index: 1 });
});

test("what was chosen last time comes before what a name suggests, and new columns stay out", () => {
  const known = {
    id: "x",
    choices: {
      columns: [{ name: "d", meaning: "time", date: "mdy" }, { name: "a", meaning: "member" }],
      type: "visit", makes_people: true,
    },
  };
  const choices = suggested(look([column("a", "amount"), column("d", "time", ["dmy", "mdy"]), column("new", "team")], known));
  equal(choices.columns.map(({ meaning, date }) => [meaning, date]), [["member", null], ["time", "mdy"], ["ignored", null]]);
  equal([choices.type, choices.makes_people, fault(choices)], ["visit", true, null]);
});

test("a map needs somebody, a time, and each meaning once", () => {
  const said = (...meanings) => ({ columns: meanings.map((meaning, index) => ({ name: `${index}`, meaning, date: "ymd" })) });
  equal(fault(said("data", "ignored")), { code: "nothing", index: -1 });
  equal(fault(said("member", "amount")), { code: "no-time", index: -1 });
  equal(fault(said("time", "amount")), { code: "no-member", index: -1 });
  equal(fault(said("member", "time", "member")), { code: "twice", index: 2 });
  equal([said("team"), said("member", "member-name"), said("member", "time", "data", "data")].map(fault), [null, null, null]);
  equal([tells(said("member")), tells(said("member", "time"))], [false, true]);
});

test("only what a meaning needs is sent", () => {
  const choices = { columns: [{ name: "a", meaning: "member", date: "ymd", number: "point" }], type: "t", makes_people: true };
  const columns = [{ name: "a", meaning: "member", date: null, number: null }];
  equal(sent(choices, null), { columns, type: "t", makes_people: true, sheet: null });
});

test("a map is called as its file is, as far as an address can", () => {
  equal(["Sales 2026.xlsx", "十一月.csv", "--x--.CSV", "a.b.csv"].map(mapName), ["sales-2026", "file", "x", "a-b"]);
});
