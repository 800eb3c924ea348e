import { days, defaults, ladder, merged, readDays, writeDays } from "../../../Public/js/company/company-fields.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

test("what no form has stays, and what is a default is not written where it was left out", () => {
  const content = { name: "X", live: { interval: "PT0.1S" }, currency: "CNY" };
  equal(merged(content, { week_start: "monday", currency: "USD", point_value: 0.1, holidays: [] }), {
    name: "X", live: { interval: "PT0.1S" }, currency: "USD", point_value: 0.1,
  });
  equal(merged({ ...content, week_start: "sunday" }, { week_start: "monday" }).week_start, "monday");
  equal("point_value" in merged({ ...content, point_value: 1 }, { point_value: null }), false);
  equal(defaults.fiscal_year_start, 1);
});

test("days off are typed one by one or as stretches, whose last day belongs to them", () => {
  equal(readDays("2026-01-01, 2026-10-01..2026-10-07"), ["2026-01-01", { from: "2026-10-01", until: "2026-10-08" }]);
  equal(writeDays(["2026-01-01", { from: "2026-10-01", until: "2026-10-08" }]), "2026-01-01\n2026-10-01..2026-10-07");
  equal(readDays("tomorrow"), null);
  equal(readDays("2026-10-07..2026-10-01"), null);
  equal(readDays(""), []);
  equal([days("P3D"), days("PT1H"), days(undefined)], [3, null, null]);
});

test("a ladder of authority rises, and its last step has no end", () => {
  equal(ladder([{ up_to: "500", by: "none" }, { up_to: "", by: "finance" }]), [{ up_to: 500, by: "none" }, { by: "finance" }]);
  equal(ladder([{ up_to: "500", by: "none" }, { up_to: "400", by: "manager" }, { up_to: "", by: "finance" }]), null);
  equal(ladder([{ up_to: "", by: "none" }, { up_to: "", by: "finance" }]), null);
  equal(ladder([{ up_to: "500", by: "none" }]), null);
  equal(ladder([]), null);
});
