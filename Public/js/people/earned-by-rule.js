/* Where the points of a period came from. No DOM: what the ledger says, summed by rule. */

/** Boards count what rules gave and took back; honours, gifts and what was spent never (boards.md). */
const counted = new Set(["award", "reversal", "correction"]);

export const counts = (item) => counted.has(item.kind) && item.state !== "held";

/** `[{rule, points, count}]` of a statement's items, the most points first; it sums to what a board of points shows. */
export function earnedByRule(items) {
  const found = new Map();
  for (const item of items.filter(counts)) {
    const id = item.rule?.id ?? "";
    if (!found.has(id)) found.set(id, { rule: item.rule ?? { id, title: "" }, points: 0, count: 0 });
    const line = found.get(id);
    line.points += item.points;
    line.count += 1;
  }
  return [...found.values()].sort((a, b) => b.points - a.points || (a.rule.id < b.rule.id ? -1 : 1));
}

export const total = (lines) => lines.reduce((sum, line) => sum + line.points, 0);

/** `[{name, count}]` of activities' customers, the most frequent first. */
export function customersOf(activities) {
  const found = new Map();
  for (const { data } of activities) {
    const name = data?.customer_name ?? data?.customer;
    if (typeof name === "string" && name) found.set(name, (found.get(name) ?? 0) + 1);
  }
  return [...found].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
