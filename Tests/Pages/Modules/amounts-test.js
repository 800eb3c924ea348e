/** Sizes by the largest unit that fits, with a digit behind the point only where it tells something; times by whole units. */
import { bytes, lasting } from "../../../Public/js/system/amounts.js";
import { equal, speak, suite } from "./testing.js";

const test = suite(import.meta.url);

test("sizes in the unit that fits, from nothing to what no unit is large enough for", async () => {
  await speak("en");
  equal([0, 1, 1023].map(bytes), ["0 B", "1 B", "1,023 B"]);
  equal([1024, 1536, 10240].map(bytes), ["1 KiB", "1.5 KiB", "10 KiB"]);
  equal([1024 ** 2, 3.4 * 1024 ** 3, 128 * 1024 ** 3].map(bytes), ["1 MiB", "3.4 GiB", "128 GiB"]);
  equal([2 * 1024 ** 4, 2048 * 1024 ** 4].map(bytes), ["2 TiB", "2,048 TiB"]);
});

test("times by the largest unit that has gone by, never below none", async () => {
  await speak("en");
  equal([-5, 0, 0.9, 1, 59].map(lasting), ["0 seconds", "0 seconds", "0 seconds", "1 second", "59 seconds"]);
  equal([60, 3599, 3600, 86399, 86400, 200000].map(lasting), ["1 minute", "59 minutes", "1 hour", "23 hours", "1 day", "2 days"]);
  await speak("zh-Hans");
  equal([1, 60, 3600, 86400].map(lasting), ["1\u00a0秒", "1\u00a0分钟", "1\u00a0小时", "1\u00a0天"]);
});
