import * as format from "../../../Public/js/core/format.js";
import { equal, speak, suite } from "./testing.js";

const test = suite(import.meta.url);

test("numbers are grouped, and a minus is a minus", async () => {
  await speak("zh-Hans");
  equal(
    [format.number(12480), format.number(-85), format.signed(7), format.signed(-7), format.signed(0)],
    ["12,480", "−85", "+7", "−7", "0"]
  );
  equal(format.percent(0.772), "77.2%");
});

test("a quantity in its unit", async () => {
  await speak("zh-Hans");
  equal(format.quantity(1234.5, "money"), "¥1,234.5");
  equal(format.quantity(-1234.5, "money"), "−¥1,234.5");
  equal([format.quantity(0.5, "ratio"), format.quantity(1.23456, "count"), format.standing(1234.5, "money")], ["50%", "1.2346", "¥1,235"]);
});

test("dates stand in the company's zone, with the year when it is another", async () => {
  await speak("zh-Hans");
  const year = format.parts(Date.now()).year;
  equal(format.date(`${year}-06-30T16:00:00Z`), "7 月 1 日");
  equal(format.date(`${year - 1}-12-31T15:59:59Z`), `${year - 1} 年 12 月 31 日`);
  equal(format.until(`${year}-06-30T16:00:00Z`), "6 月 30 日 24:00");
  equal(format.clock(`${year}-06-30T16:05:00Z`), "00:05");
});

test("periods as people say them", async () => {
  await speak("zh-Hans");
  equal(["2026-11", "2026-Q4", "2026", "FY2026-Q3", "2026-W47", "2026-11-02", "all", "odd"].map(format.period),
    ["2026 年 11 月", "2026 年第 4 季度", "2026 年", "2026 财年第 3 季度", "2026 年第 47 周", "2026 年 11 月 2 日", "总榜", "odd"]);
  await speak("en");
  equal(["2026-11", "2026-Q4", "2026"].map(format.period), ["November 2026", "Q4 2026", "2026"]);
});

test("durations, and those that are none", async () => {
  await speak("en");
  equal(["P14D", "P1D", "PT2H", "P1Y2M", null].map(format.duration), ["14 days", "1 day", "2 hours", "P1Y2M", ""]);
});

test("days left are days of the company", async () => {
  await speak("en");
  const midnight = Date.now() - (Date.now() + 8 * 36e5) % 864e5;
  equal([format.daysLeft(midnight + 864e5), format.daysLeft(midnight + 864e5 - 1), format.daysLeft(midnight - 5 * 864e5)], [1, 0, 0]);
});

test("what time it is, the server says; a device that is nearly right is believed", async () => {
  await speak("en");
  const day = 864e5;
  const away = () => Math.round((format.now() - Date.now()) / 1000);
  format.heardTime(new Date(Date.now() + 3 * day).toISOString());
  equal([away(), Math.round(format.asHere(0) / 1000), format.daysLeft(Date.now() + 3 * day)], [3 * 86400, 3 * 86400, 0]);
  format.heardTime("no time");
  equal(away(), 3 * 86400);
  format.heardTime(new Date(Date.now() + 500).toISOString());
  equal(away(), 0);
});
