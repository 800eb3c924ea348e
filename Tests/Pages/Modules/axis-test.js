import { ticks } from "../../../Public/js/widgets/axis.js";
import { check, equal, suite } from "./testing.js";

const test = suite(import.meta.url);

test("an axis has round marks around all values, zero among them", () => {
  equal(ticks(0, 10), [0, 5, 10]);
  equal(ticks(0, 1), [0, 0.5, 1]);
  equal(ticks(0, 7), [0, 2.5, 5, 7.5]);
  equal(ticks(-3, 10), [-5, 0, 5, 10]);
  for (let number = 1; number < 1e9; number *= 1.7) {
    for (const low of [0, -number / 3]) {
      const marks = ticks(low, number);
      const around = marks[0] <= low && marks.at(-1) >= number && marks.includes(0);
      check(around && marks.length <= 7 && marks.length >= 3, `${low} ${number} ${marks}`);
    }
  }
});
