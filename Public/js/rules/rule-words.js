/* Rules in plain words: from their structure, in the reader's language. What the company wrote itself comes first. */
import { html } from "../core/html.js";
import { has, t, text } from "../core/i18n.js";
import { daysLeft, duration, money, number, quantity } from "../core/format.js";

/** 成交, for sale.won; an unknown type stands as it is. */
export const typeName = (type) => (has(`type.${type}`) ? t(`type.${type}`) : type);

/** 成交每满 ¥100 得 1 分。 */
export function sentence(rule) {
  if (text(rule.text)) return text(rule.text);
  const what = rule.on?.length ? t("rule.on", { types: rule.on.map(typeName).join(t("list.comma")) }) : "";
  return what + clause(rule.award) + t("sentence.end");
}

/** 每满 ¥100 得 1 分 */
export function clause(award = {}) {
  if (award.fixed !== undefined) {
    return t(award.fixed < 0 ? "award.deduct" : "award.fixed", { points: number(Math.abs(award.fixed)), n: Math.abs(award.fixed) });
  }
  if (award.per !== undefined) {
    return t("award.per", { per: unitAmount(award.per, award.unit), points: number(award.points), n: award.points });
  }
  if (award.ladder) return t(`award.ladder.${award.ladder.mode}`, { over: t(`over.${award.ladder.over}`) });
  return t("award.expression");
}

/** Small print: [{icon, words}]. */
export function terms(rule) {
  const found = [];
  const add = (icon, words) => { if (words) found.push({ icon, words }); };
  add("refresh", multiplier(rule.multiply));
  add("clock", rule.pending ? t("term.pending", { time: duration(rule.pending) }) : t("term.at-once"));
  add("pause", rule.hold ? holdWords(rule.hold) : null);
  add(
    "check",
    rule.unique ? t(isCustomer(rule.unique.per) ? "term.unique.customer" : "term.unique", { what: each(rule.unique.per) }) : null
  );
  for (const limit of rule.limits ?? []) add("rank", limitWords(limit));
  add("undo", rule.cooldown ? t("term.cooldown", { time: duration(rule.cooldown.for) }) : null);
  add("hourglass", expiryWords(rule.expires));
  add("hourglass", rule.applies?.until ? t("term.until", { n: daysLeft(rule.applies.until) }) : null);
  add("team", rule.applies?.teams?.length ? rule.applies.teams.map((team) => team.name ?? team).join(t("list.comma")) : null);
  add("tiers", rule.qualifying === false ? t("term.not-qualifying") : null);
  return found;
}

export function limitWords({ per = [], window, points, count }) {
  const owners = [per].flat();
  const whose = owners.includes("company")
    ? t("limit.company")
    : isCustomer(owners)
      ? t("limit.customer")
      : owners.some((one) => one.startsWith("data."))
        ? t("limit.same", { what: each(owners.filter((one) => one.startsWith("data."))) })
        : "";
  const most = points !== undefined ? t("points", { points: number(points), n: points }) : t("times", { n: count });
  return whose + t("limit.most", { window: t(`window.${window}`), most });
}

/** A worked example, or nothing where a number alone would say no more than the rule: {given, sum, points}. */
export function example(rule) {
  const { award } = rule;
  const what = typeName(rule.on?.[0] ?? "");
  if (award?.per) {
    const amount = award.per * 80.5;
    return { given: `${what} ${quantity(amount, award.unit)}`, points: Math.floor(amount / award.per) * award.points };
  }
  if (award?.ladder?.steps?.length > 1) return ladderExample(award.ladder);
  if (award?.fixed > 0) return { given: what, points: award.fixed };
  return null;
}

/** f of a ladder, rounded down, as the engine has it. */
export function ladderValue({ mode, steps }, total) {
  const reached = steps.filter((step) => total >= step.from);
  if (!reached.length) return 0;
  if (mode === "whole") { const step = reached.at(-1); return step.points ?? Math.floor(step.rate * total + 1e-9); }
  const parts = reached.map((step, index) =>
    step.points ?? step.rate * ((steps[index + 1] ? Math.min(total, steps[index + 1].from) : total) - step.from));
  return Math.floor(parts.reduce((sum, part) => sum + part, 0) + 1e-9);
}

function ladderExample(ladder) {
  const [, second] = ladder.steps;
  const part = Math.round(second.from / 30);
  const [from, to] = [second.from - part, second.from + part];
  if (ladder.over === "event") return { given: t("example.one", { amount: unitAmount(to, ladder.unit) }), points: ladderValue(ladder, to) };
  return {
    given: t("example.from-to", { from: unitAmount(from, ladder.unit), to: unitAmount(to, ladder.unit) }),
    points: ladderValue(ladder, to) - ladderValue(ladder, from),
  };
}

function multiplier(expression) {
  if (!expression) return null;
  const simple = /^\s*(?:has\(data\.\w+\) && )?data\.(\w+) == "([^"]+)" \? ([\d.]+) : 1(?:\.0)?\s*$/.exec(expression);
  if (!simple) return html`${t("term.multiplied")} <code>${expression}</code>`;
  const [, field, value, factor] = simple;
  return t(field === "customer_class" ? "term.multiply.class" : "term.multiply", { field, value, factor: number(Number(factor)) });
}

function holdWords({ when }) {
  const more = /^\s*points > (\d+)\s*$/.exec(when ?? "");
  return more ? t("term.hold.more", { points: number(Number(more[1])), n: Number(more[1]) }) : t("term.hold");
}

function expiryWords(expires) {
  if (!expires || expires === "never") return null;
  if (expires.after && expires.until) return t(`term.expires.after.${expires.until}`, { time: duration(expires.after) });
  if (expires.after) return t("term.expires.after", { time: duration(expires.after) });
  return expires.until ? t(`term.expires.${expires.until}`) : null;
}

const isCustomer = (per) => [per].flat().some((one) => /^data\.customer(_id)?$/.test(one));
/** 每人每门课程, for what a limit or a unique claim counts by; a field that has no word stands as the CRM calls it. */
function each(per) {
  const words = [per].flat().map((one) => {
    const field = one.replace(/^data\./, "").replace(/_id$/, "");
    return has(`each.${field}`) ? t(`each.${field}`) : t("each.other", { field });
  });
  return words.join(t("each.and"));
}
const unitAmount = (value, unit) => (unit === "money" ? money(value) : number(value));
