/*
 * What fields can say of a rule as its file has it, and how what they say is written back. What they cannot say is told by its key and
 * stays as it is. No DOM.
 */
const operators = [">", ">=", "<", "<=", "==", "!="];
const simple = /^\s*(data\.\w+|member\.\w+)\s*(>=|<=|==|!=|>|<)\s*("[^"\\]*"|-?\d+(?:\.\d+)?|true|false)\s*$/;
const span = /^P(?:(\d+)([DWMY])|T(\d+)(H))$/;
/** Keys that the form has, or that say nothing about points. */
const known = new Set([
  "id", "title", "text", "on", "when", "award", "limits", "pending", "hold", "expires", "applies", "manual", "preview", "qualifying",
]);

/** `{n, unit}` of P14D; null for nothing, undefined for what is more than one number. */
export function readSpan(value) {
  if (!value) return null;
  const found = span.exec(value);
  return found ? { n: Number(found[1] ?? found[3]), unit: found[2] ?? "H" } : undefined;
}
export const writeSpan = (n, unit) => (n > 0 ? (unit === "H" ? `PT${n}H` : `P${n}${unit}`) : undefined);

/** `{field, op, value}` of one comparison; null for no condition, undefined for any other. */
export function readCondition(when) {
  if (!when) return null;
  const found = simple.exec(when);
  return found ? { field: found[1], op: found[2], value: found[3].replace(/^"|"$/g, "") } : undefined;
}
export function writeCondition({ field, op, value }) {
  if (!field || !operators.includes(op) || value === "") return undefined;
  const plain = /^-?\d+(\.\d+)?$/.test(value) || value === "true" || value === "false";
  return `${field} ${op} ${plain ? value : `"${value.replace(/["\\]/g, "")}"`}`;
}
export const readHold = (hold) => {
  if (!hold) return null;
  const found = /^\s*points > (\d+)\s*$/.exec(hold.when ?? "");
  return found ? Number(found[1]) : undefined;
};
const awardKeys = { fixed: ["fixed"], per: ["points", "per", "of", "rounding"], ladder: ["ladder"] };

/** fixed, per or ladder; null for a formula. */
export function awardKind(award = {}) {
  const kind = "fixed" in award ? "fixed" : "per" in award ? "per" : "ladder" in award ? "ladder" : null;
  if (!kind || Object.keys(award).some((key) => !awardKeys[kind].includes(key))) return null;
  if (kind === "ladder") return (award.ladder?.steps ?? []).every((step) => typeof (step.rate ?? step.points) === "number") ? kind : null;
  return typeof (award.fixed ?? award.points) === "number" ? kind : null;
}

/** A limit that fields have: one number, in a window. */
const isSimple = (limit) => Object.keys(limit).every((key) => ["per", "window", "count", "points"].includes(key))
  && ("count" in limit) !== ("points" in limit);

/** The keys of a rule that stay with the text, in the order of the file. */
export function unsaid(rule) {
  return Object.keys(rule).filter((key) => {
    const value = rule[key];
    if (!known.has(key)) return true;
    if (key === "on") return Array.isArray(value) && value.length > 1;
    if (key === "when") return readCondition(value) === undefined;
    if (key === "award") return awardKind(value) === null;
    if (key === "pending") return readSpan(value) === undefined;
    if (key === "hold") return readHold(value) === undefined;
    if (key === "limits") return !value.every(isSimple);
    if (key === "manual") return typeof value === "object";
    if (key === "expires") return value !== "never" && ("at" in value || readSpan(value.after) === undefined);
    return false;
  });
}

/** A rule with one field changed. Names are those of the form; an empty value takes away what may be left out. */
export function change(rule, name, value) {
  const next = structuredClone(rule);
  const [head, second, third] = name.split(".");
  (writers[head] ?? (() => {}))(next, { value, second, third });
  for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
  return next;
}

const amount = (value) => (value === "" || Number.isNaN(Number(value)) ? 0 : Number(value));
const kinds = {
  fixed: () => ({ fixed: 10 }),
  per: () => ({ points: 1, per: 100, of: "data.amount", rounding: "down" }),
  ladder: () => ({
    ladder: { of: "data.amount", over: "quarter", mode: "marginal", steps: [{ from: 0, rate: 0.01 }, { from: 100000, rate: 0.02 }] },
  }),
};
const tidy = (object) => (object && Object.keys(object).some((key) => object[key] !== undefined) ? clean(object) : undefined);
const clean = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const writers = {
  title(rule, { value, second }) { rule.title = tidy({ ...words(rule.title), [second]: value || undefined }) ?? { en: rule.id }; },
  text(rule, { value, second }) { rule.text = tidy({ ...words(rule.text), [second]: value || undefined }); },
  event(rule, { value }) { rule.on = value; },
  when(rule, { value, second }) {
    if (second === "none") { rule.when = undefined; return; }
    if (second === "add") { rule.when = "data.amount > 0"; return; }
    rule.when = writeCondition({ ...readCondition(rule.when), [second]: value }) ?? rule.when;
  },
  award(rule, { value, second }) {
    if (second === "kind") { rule.award = kinds[value](); return; }
    rule.award = { ...rule.award, [second]: second === "of" ? value : amount(value) };
  },
  ladder(rule, { value, second }) { rule.award.ladder[second] = value; },
  step(rule, { value, second, third }) {
    const { steps } = rule.award.ladder;
    if (third === "drop") steps.splice(Number(second), 1);
    else if (second === "add") steps.push({ from: (steps.at(-1)?.from ?? 0) + 100000, rate: steps.at(-1)?.rate ?? 0.01 });
    else if (third === "rate") steps[second].rate = Number((amount(value) / 100).toFixed(8));
    else steps[second][third] = amount(value);
  },
  limit(rule, { value, second, third }) {
    rule.limits ??= [];
    if (second === "add") rule.limits.push({ per: "member", window: "day", count: 5 });
    else if (third === "drop") rule.limits.splice(Number(second), 1);
    else if (third === "per") rule.limits[second].per = JSON.parse(value);
    else if (third === "kind") {
      const { count, points, ...rest } = rule.limits[second];
      rule.limits[second] = { ...rest, [value]: count ?? points };
    }
    else if (third === "most") rule.limits[second]["count" in rule.limits[second] ? "count" : "points"] = amount(value);
    else rule.limits[second][third] = value;
    if (!rule.limits.length) rule.limits = undefined;
  },
  pending(rule, { value, second }) {
    const now = readSpan(rule.pending) ?? { n: 0, unit: "D" };
    rule.pending = second === "unit" ? writeSpan(now.n || 1, value) : writeSpan(amount(value), now.unit);
  },
  hold(rule, { value }) {
    rule.hold = amount(value) > 0 ? { reason: "large-award", ...rule.hold, when: `points > ${amount(value)}` } : undefined;
  },
  expires(rule, { value, second }) {
    const now = rule.expires && rule.expires !== "never" ? rule.expires : {};
    const after = readSpan(now.after) ?? { n: 0, unit: "M" };
    if (second === "until") rule.expires = tidy({ ...now, until: value || undefined });
    else rule.expires = tidy({ ...now, after: second === "unit" ? writeSpan(after.n || 1, value) : writeSpan(amount(value), after.unit) });
  },
  applies(rule, { value, second }) {
    const teams = second === "teams" ? (value.length ? value : undefined) : rule.applies?.teams;
    rule.applies = tidy({ ...rule.applies, teams, ...(second === "teams" ? {} : { [second]: value || undefined }) });
  },
  manual(rule, { value }) { rule.manual = value === "none" ? undefined : value === "others" ? true : value; },
};

/** Texts by language; one text alone is that of all. */
export const words = (value) => (value && typeof value === "object" ? value : value ? { en: value } : {});

/** The rule as `rule-words` makes sentences of it: in the shape in which the server tells rules. */
export function told(rule, unit) {
  const { points, per, ladder } = rule.award ?? {};
  const award = {
    fixed: rule.award, per: { points, per, unit }, ladder: { ladder: { over: "event", unit, ...ladder } },
  }[awardKind(rule.award)] ?? { expression: "" };
  return {
    ...rule, award, on: [rule.on ?? []].flat(), expires: rule.expires === "never" ? null : rule.expires,
    unique: rule.unique && { ...rule.unique, per: [rule.unique.per].flat() }, applies: { teams: (rule.applies?.teams ?? []) },
  };
}
