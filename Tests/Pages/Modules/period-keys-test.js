import { monthStart, periodsAround } from "../../../Public/js/core/period-keys.js";
import { equal, speak, suite } from "./testing.js";
import { usingSession } from "./session.js";

const test = suite(import.meta.url);

/** Stands still in November 2026 while `body` runs. */
async function inNovember(company, body) {
  const now = Date.now;
  Date.now = () => Date.parse("2026-11-21T04:00:00Z");
  await usingSession({ company });
  await speak("en", company);
  try { body(); } finally { Date.now = now; }
}

test("calendar years", () => inNovember({ fiscal_year_start: 1 }, () => {
  equal(periodsAround("month"), ["2026-10", "2026-11", "2026-12"]);
  equal(periodsAround("quarter"), ["2026-Q3", "2026-Q4", "2027-Q1"]);
  equal(periodsAround("year"), ["2025", "2026", "2027"]);
  equal([monthStart(), monthStart(-11), monthStart(2)], ["2026-11-01", "2025-12-01", "2027-01-01"]);
}));

test("a fiscal year from April, named by its start", () => inNovember({ fiscal_year_start: 4 }, () => {
  equal(periodsAround("year"), ["FY2025", "FY2026", "FY2027"]);
  equal(periodsAround("quarter"), ["FY2026-Q2", "FY2026-Q3", "FY2026-Q4"]);
}));

test("and by its end", () => inNovember({ fiscal_year_start: 4, fiscal_year_named: "end" }, () => {
  equal(periodsAround("year"), ["FY2026", "FY2027", "FY2028"]);
}));
