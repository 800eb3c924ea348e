import { parts, share, sums, ways } from "../../../Public/js/targets/target-split.js";
import { check, dice, equal, suite } from "./testing.js";

const test = suite(import.meta.url);

const target = (period, kind = "team") => ({ period, owner: { kind, id: "east", name: "East" } });

test("a year falls into quarters or months, a team's target among its members", () => {
  equal(ways(target("2026")), ["quarters", "months", "members"]);
  equal(ways(target("FY2026-Q3", "member")), ["months"]);
  equal(ways(target("2026-11")), ["members"]);
  equal(ways(target("2026-11", "member")), []);
});

test("parts carry their owner and their period", () => {
  equal(parts(target("2026"), "quarters", []).map((one) => one.period), ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
  const [first] = parts(target("2026-11"), "members", [{ id: "m", name: "M" }]);
  equal(first, { owner: { kind: "member", id: "m", name: "M" }, period: "2026-11" });
});

test("by largest remainder, and the first of equals", () => {
  equal(share(10, [1, 1, 1]), [4, 3, 3]);
  equal(share(100, [1, 2, 0]), [33, 67, 0]);
  equal(share(7, [0, 0]), [4, 3]);
});

test("parts sum to the whole, to the cent", () => {
  const random = dice(11);
  for (let run = 0; run < 500; run++) {
    const whole = Math.round(random() * 1e9) / 100;
    const weights = Array.from({ length: 1 + Math.floor(random() * 15) }, () => Math.floor(random() * 9));
    const found = share(whole, weights);
    check(sums(found, whole), `run ${run}: ${found} of ${whole}`);
    check(found.every((part) => part >= 0), `run ${run}: ${found}`);
  }
});
