/*
 * A line of the audit trail as a sentence, and what was changed as before → after, by the names that people know. Ids and keys that
 * have no words are left out. No DOM.
 */
import { has, t, text } from "../core/i18n.js";
import { date, duration, moment, number, period, quantity, signed } from "../core/format.js";

const many = 3;
/** Fields of a detail in the order in which they are told. */
const told = [
  "name", "title", "team", "parent", "role", "owner", "class", "potential", "threshold", "window", "grace", "downgrade", "benefits",
  "cost", "stock", "tier", "limit", "kind", "host", "types", "value", "period", "metric", "points", "quantity", "joined", "left",
  "until", "effective", "disabled", "member", "scopes",
];
const dueKinds = ["mature", "expire", "review", "warn"];

/** What happened, with whom it was about: 新增等级「钻石」，门槛 4,000. */
export function sentence(line) {
  const key = [...variants(line)].find((one) => has(one));
  const words = key ? t(key, values(line)) : t("audit.says.other", { what: kindName(line), subject: subject(line) });
  return words.replace(/「」|“”/g, "").trim();
}

/** The texts that may say it, the closest first. */
function* variants({ action, detail = {}, before }) {
  const due = dueKinds.find((kind) => kind in detail);
  if (due) yield `audit.says.due.${due}`;
  if (detail.lock) yield "audit.says.due.lock";
  if (detail.work) yield `audit.says.due.${detail.work}`;
  if ("approve" in detail) yield `audit.says.${action}.${detail.approve ? "yes" : "no"}`;
  if (action === "account-changed") yield `audit.says.account-changed.${"disabled" in detail ? (detail.disabled ? "off" : "on") : "else"}`;
  if (action.startsWith("put-") && before) yield `audit.says.${action}.again`;
  if (detail.recognition) yield "audit.says.recognise";
  yield `audit.says.${action}`;
}

/** The deed by a name of its own, else its group. */
export function kindName({ action, kind }) {
  const name = [`audit.action.${action}`, `audit.kind.${kind}`].find(has);
  return name ? t(name) : t("audit.kind.other");
}

const subject = (line) => exported(line) ?? line.title ?? line.names?.[line.subject] ?? (isCode(line.subject) ? "" : line.subject ?? "");
/** A file that went out, by its name. */
function exported({ action, subject: file }) {
  if (action !== "exported" || !file) return null;
  const key = [`report.${file.replace(/^reports\//, "")}`, `settings.export.${file.replace(/\.csv$/, "")}`].find(has);
  return key ? t(key) : null;
}
/** What nobody would read: a key that was made up, a path of ids. */
const isCode = (words) => !words || /^[\w-]{16,}$/.test(words) || /\/|:/.test(words) || /^draft-|^publication-/.test(words);

function values(line) {
  const { detail = {}, names = {} } = line;
  const people = dueKinds.flatMap((kind) => detail[kind] ?? []).concat(detail.keys ?? []);
  const named = people.map((id) => names[id] ?? (isCode(id) ? "" : id)).filter(Boolean);
  return {
    subject: subject(line),
    people: people.length > 1 && named.length ? t("audit.people", { name: named[0], n: people.length }) : named[0] ?? "",
    n: people.length || Number(detail.count ?? 1),
    points: Number.isFinite(detail.points) ? signed(detail.points) : "",
    reward: names[detail.reward] ?? "",
    member: names[detail.member] ?? names[detail.to] ?? "",
    into: names[detail.into] ?? detail.into ?? "",
    quantity: detail.quantity ?? 1,
    reason: detail.text ?? detail.reason ?? "",
    board: names[detail.lock?.board] ?? "",
    period: period(detail.lock?.period ?? detail.period ?? detail.target?.period ?? ""),
    metric: names[detail.target?.metric ?? detail.metric] ?? "",
    value: Number.isFinite(detail.value) ? quantity(detail.value) : "",
    from: detail.from && typeof detail.from === "string" ? date(detail.from) : "",
    until: detail.until && typeof detail.until === "string" ? date(detail.until) : "",
  };
}

/** `[{label, before, after}]`: what was changed, and for what is new its values without a before. */
export function changes(line) {
  const { detail = {}, before } = line;
  const found = [];
  // Of a deed that changes nothing of a thing the sentence says all.
  if (!/^(put|change|account|token|set-target)/.test(line.action)) return found;
  for (const name of told) {
    const label = `audit.field.${name}`;
    if (!(name in detail) || !has(label)) continue;
    const [was, is] = pair(detail[name], before?.[name]);
    if (was !== undefined && JSON.stringify(was) === JSON.stringify(is)) continue;
    const after = shown(name, is, line);
    if (after === null || (was === undefined && after === "–")) continue;
    found.push({ label: t(label), before: was === undefined ? null : shown(name, was, line), after });
  }
  return found;
}

/** Some commands say both themselves: [5000, 4000]. */
function pair(value, earlier) {
  const isPair = Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number");
  return isPair ? value : [earlier, value];
}

/** A value as people read it; null for what only programs read. */
function shown(name, value, { names = {} }) {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return t(value ? "audit.yes" : "audit.no");
  if (typeof value === "number") return name === "value" || name === "potential" ? quantity(value) : number(value);
  if (Array.isArray(value)) return list(value.map((one) => shown(name, one, { names })).filter(Boolean));
  if (typeof value === "object") return "en" in value || Object.keys(value).some((key) => key.startsWith("zh")) ? text(value) : null;
  return word(name, value, names);
}

function word(name, value, names) {
  if (names[value]) return names[value];
  if (name === "role") return has(`role.${value}`) ? t(`role.${value}`) : value;
  if (name === "window") return has(`window.${value}`) ? t(`window.${value}`) : null;
  if (/^P(T?\d+[YMWDHS])$/.test(value)) return duration(value);
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return moment(value);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return date(value);
  return ["name", "title", "benefits", "host", "period", "scopes", "owner", "class"].includes(name) ? value : null;
}

const list = (words) => words.slice(0, many).join(t("list.comma")) + (words.length > many ? ` +${words.length - many}` : "");

/** What was changed in a line of text, for files. */
export const changesText = (line) => changes(line)
  .map(({ label, before, after }) => t(before === null ? "audit.value" : "audit.change", { label, before: before ?? "", after }))
  .join(t("list.comma.sentence"));
