/* Splitting a target: a year into quarters or months, a team's target among its members. Parts always sum to the whole. */
import { monthsOf, quartersOf } from "../core/period-keys.js";

/** How `target` can be split: "quarters", "months", "members". */
export function ways(target) {
  const kind = kindOf(target.period);
  return [
    ...(kind === "year" ? ["quarters", "months"] : kind === "quarter" ? ["months"] : []),
    ...(target.owner.kind === "team" ? ["members"] : []),
  ];
}

/** The parts of `target` in that way, as {owner, period} with a name to show; `members` are those of the team. */
export function parts(target, way, members) {
  if (way === "members") {
    return members.map((member) => ({ owner: { kind: "member", id: member.id, name: member.name }, period: target.period }));
  }
  const keys = way === "quarters" ? quartersOf(target.period) : monthsOf(target.period);
  return keys.map((period) => ({ owner: target.owner, period }));
}

/** `whole` by `weights`, in whole units, by largest remainder: the parts sum to the whole exactly. */
export function share(whole, weights) {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum <= 0) return share(whole, weights.map(() => 1));
  const exact = weights.map((weight) => (whole * weight) / sum);
  const floors = exact.map(Math.floor);
  let left = Math.round((whole - floors.reduce((total, part) => total + part, 0)) * 100) / 100;
  const order = exact.map((part, index) => [part - Math.floor(part), index]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, index] of order) {
    if (left <= 0) break;
    const more = Math.min(1, left);
    floors[index] = Math.round((floors[index] + more) * 100) / 100;
    left = Math.round((left - more) * 100) / 100;
  }
  return floors;
}

/** Whether `values` sum to `whole`, to the cent. */
export const sums = (values, whole) => Math.abs(values.reduce((total, value) => total + value, 0) - whole) < 0.005;

const kindOf = (key) => (/^(FY)?\d{4}$/.test(key) ? "year" : /Q\d$/.test(key) ? "quarter" : "other");
