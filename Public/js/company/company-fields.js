/*
 * `company.yaml` as forms know it: what each form has, and how it is written back into what the file says. What no form has stays as it
 * is. No DOM.
 */
const spans = /^P(\d+)D$/;

/** The number of days of P3D; null for any other span. */
export const days = (span) => { const found = spans.exec(span ?? ""); return found ? Number(found[1]) : null; };
const lines = (text) => text.split(/[\s,，;；]+/).map((one) => one.trim()).filter(Boolean);

/** Days, and stretches as 2026-10-01..2026-10-07 with their last day, as people type them; null where one is none. */
export function readDays(text) {
  const found = lines(text).map((one) => {
    if (/^\d{4}-\d\d-\d\d$/.test(one)) return one;
    const [, from, last] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(one) ?? [];
    return from && from <= last ? { from, until: next(last) } : null;
  });
  return found.includes(null) ? null : found;
}
export const writeDays = (list = []) => list.map((one) => (typeof one === "string" ? one : `${one.from}..${before(one.until)}`)).join("\n");
const next = (day) => new Date(Date.parse(day) + 86400000).toISOString().slice(0, 10);
const before = (day) => new Date(Date.parse(day) - 86400000).toISOString().slice(0, 10);

/** What the file says with what a form says: a value that is its default, or empty, is left out where it was left out. */
export function merged(content, said) {
  const found = structuredClone(content);
  for (const [key, value] of Object.entries(said)) {
    if (value === undefined || value === null || (Array.isArray(value) && !value.length)) delete found[key];
    else if (JSON.stringify(value) !== JSON.stringify(defaults[key]) || key in found) found[key] = value;
  }
  return found;
}

/** What holds where the file says nothing. */
export const defaults = {
  currency: "CNY", week_start: "monday", fiscal_year_start: 1, fiscal_year_named: "start", languages: ["zh-Hans", "zh-Hant", "en"],
  lock_after: "P3D",
  overdraft: "allow", working_week: ["monday", "tuesday", "wednesday", "thursday", "friday"],
  publishing: { rules: "manager", money: "director", authority: "finance", second: true },
  approvals: [{ up_to: 500, by: "none" }, { by: "manager" }],
};

/** The ladder as rows: sizes rise, and the last has no end; null where they do not. */
export function ladder(rows) {
  const steps = rows.map(({ up_to: upTo, by }) => (upTo === "" || upTo === undefined ? { by } : { up_to: Number(upTo), by }));
  const sizes = steps.slice(0, -1).map((step) => step.up_to);
  const rises = sizes.every((size, index) => Number.isInteger(size) && size > (sizes[index - 1] ?? -1));
  return steps.length && rises && steps.at(-1).up_to === undefined ? steps : null;
}
