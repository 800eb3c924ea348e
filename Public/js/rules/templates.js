/* Rules to begin with, as their files would say them; titles come from the texts of each language. No DOM. */
const member = (window, most) => ({ per: "member", window, ...most });

export const templates = {
  sales: {
    on: "sale.won", when: "data.amount > 0", award: { points: 1, per: 100, of: "data.amount", rounding: "down" },
    limits: [member("day", { points: 20000 })], pending: "P14D", hold: { when: "points > 5000", reason: "large-award" },
    expires: { after: "P12M", until: "month-end" },
  },
  ladder: {
    on: "payment.received", when: "data.amount > 0",
    award: {
      ladder: {
        of: "data.amount", over: "quarter", mode: "marginal",
        steps: [{ from: 0, rate: 0.01 }, { from: 300000, rate: 0.015 }, { from: 600000, rate: 0.02 }],
      },
    },
    expires: { after: "P12M", until: "year-end" },
  },
  visits: {
    on: "visit.made", award: { fixed: 10 }, manual: true, cooldown: { per: ["member", "data.customer"], for: "PT24H" },
    limits: [member("day", { count: 5 })], expires: { until: "quarter-end" },
  },
  training: {
    on: "training.passed", award: { fixed: 50 }, manual: true, unique: { per: ["member", "data.course"], within: "year" },
    limits: [member("quarter", { count: 6 })], expires: { after: "P12M", until: "year-end" },
  },
  customers: {
    on: "customer.won", award: { fixed: 200 }, unique: { per: ["data.customer"], within: "ever" }, limits: [member("month", { count: 10 })],
    expires: { after: "P12M", until: "year-end" },
  },
  blank: { on: "sale.won", award: { fixed: 10 } },
};

/** An id that no file has yet: visits, visits-2 … */
export function freeId(wanted, paths) {
  const taken = (id) => paths.includes(`points/${id}.yaml`);
  for (let number = 1; ; number++) {
    const id = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken(id)) return id;
  }
}
