/* A statement by what brought it: one deal, all that it gave and took back. No DOM. */

/**
 * `[{key, source, id, type, title, at, points, waiting, held, usable, items}]` of a statement's items, in the order in which a deal's
 * newest line stands; lines that no activity made are none of a deal. `points` is what it gave in all, `waiting` of that what is not
 * usable yet, from `usable` on; `held` waits for somebody and is not in the sum.
 */
export function byDeal(items) {
  const deals = new Map();
  for (const item of items) {
    if (!item.activity) continue;
    const { source, id, type, title } = item.activity;
    const key = `${source}\n${id}`;
    if (!deals.has(key)) {
      deals.set(key, { key, source, id, type, title, at: item.at, points: 0, waiting: 0, held: 0, usable: null, items: [] });
    }
    add(deals.get(key), item);
  }
  return [...deals.values()];
}

function add(deal, item) {
  deal.items.push(item);
  if (item.state === "held") { deal.held += item.points; return; }
  deal.points += item.points;
  if (item.state !== "pending") return;
  deal.waiting += item.points;
  if (item.usable && (deal.usable === null || item.usable > deal.usable)) deal.usable = item.usable;
}
