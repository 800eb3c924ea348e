/* Keys of periods around today in the company's calendar: 2026-11, 2026-Q4, 2026; FY2026-Q3 where the fiscal year starts later,
   named by the calendar year in which it starts or ends. */
import { now, parts } from "./format.js";
import { session } from "./session.js";

/** Keys of `kind` (month, quarter, year): the last one, this one, the next one. */
export function periodsAround(kind) {
  const { year, month } = parts(now());
  const start = session.company.fiscal_year_start ?? 1;
  const size = { month: 1, quarter: 3, year: 12 }[kind];
  const months = year * 12 + month - 1;
  const begin = months - (((months - (start - 1)) % size) + size) % size;
  return [-1, 0, 1].map((step) => key(kind, begin + step * size, start));
}

/** The day on which the month of `shift` months from now begins: 2026-11-01. */
export function monthStart(shift = 0) {
  const { year, month } = parts(now());
  const months = year * 12 + month - 1 + shift;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}-01`;
}

/** What the name of a fiscal year adds to the calendar year in which it starts. */
function yearsOfName() {
  const { fiscal_year_start: start = 1, fiscal_year_named: named } = session.company;
  return start !== 1 && named === "end" ? 1 : 0;
}

function key(kind, months, start) {
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  if (kind === "month") return `${year}-${String(month).padStart(2, "0")}`;
  const fiscal = month >= start ? year : year - 1;
  const name = start === 1 ? String(fiscal) : `FY${fiscal + yearsOfName()}`;
  return kind === "year" ? name : `${name}-Q${Math.floor(((month - start + 12) % 12) / 3) + 1}`;
}
