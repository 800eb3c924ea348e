import { fromLocal, toLocal } from "../../../Public/js/core/local-time.js";
import { dice, equal, speak, suite } from "./testing.js";

const test = suite(import.meta.url);

test("what a field holds is the company's time", async () => {
  await speak("en");
  equal(toLocal("2026-11-21T16:30:00Z"), "2026-11-22T00:30");
  equal(fromLocal("2026-11-22"), "2026-11-21T16:00:00Z");
  equal([toLocal(null), fromLocal("")], ["", null]);
});

test("where a clock is set forward, the moment after the gap", async () => {
  await speak("en", { timezone: "Europe/Berlin" });
  equal(fromLocal("2026-03-29T02:30"), "2026-03-29T01:30:00Z");
  equal(fromLocal("2026-10-25T12:00"), "2026-10-25T11:00:00Z");
});

test("there and back", async () => {
  const random = dice(3);
  for (const timezone of ["Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "UTC"]) {
    await speak("en", { timezone });
    for (let run = 0; run < 50; run++) {
      const instant = new Date(Math.floor(1.7e12 / 6e4 + random() * 1e6) * 6e4);
      const local = toLocal(instant);
      // An hour that comes twice is read as one of the two.
      const back = new Date(fromLocal(local));
      equal([0, 36e5].includes(Math.abs(back - instant)), true, `${timezone} ${local}`);
      equal(toLocal(back), local, timezone);
    }
  }
});
