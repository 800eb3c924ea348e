/* Splitting a target: what the parts have to sum to, and what is asked of the server. */

/** The arguments with which the server says how `target` could be split. */
export const query = (target, more = {}) => ({
  of: `${target.owner.kind}:${target.owner.id}`,
  metric: target.metric.id,
  period: target.period,
  ...more,
});

/** Whether `values` sum to `whole`, to the cent. */
export const sums = (values, whole) => Math.abs(values.reduce((total, value) => total + value, 0) - whole) < 0.005;

/** The parts that are new or other than what was set, as the server takes them; a part of nothing is no target. */
export const changes = (parts, values, metric) => parts
  .map((part, index) => ({ part, value: values[index] }))
  .filter(({ part, value }) => value > 0 && value !== part.set)
  .map(({ part, value }) => ({ owner: { kind: part.owner.kind, id: part.owner.id }, metric: metric.id, period: part.period, value }));
