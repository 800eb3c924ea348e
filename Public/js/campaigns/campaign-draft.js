/* What the form says, as the file of a campaign says it. */
import { readTexts } from "../widgets/texts-field.js";

const whole = (value) => (value === "" || value === null ? null : Number(value));

/** The day after a day: forms name the last day, files the first that is no longer part of it. */
export function dayAfter(day) {
  const next = new Date(`${day}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/** A rule in force once more, for what a campaign gives on top: `times` 2 gives the same again. */
export function again(definition, id, times) {
  const { manual: _, preview: __, applies: ___, text: ____, hold, ...rule } = definition;
  const limits = rule.limits?.map(({ group: _group, ...limit }) => limit);
  const more = times - 1;
  const multiply = more === 1 ? rule.multiply : rule.multiply ? `(${rule.multiply}) * ${more}` : String(more);
  return { ...rule, id, ...(limits ? { limits } : {}), ...(hold ? { hold } : {}), ...(multiply === undefined ? {} : { multiply }) };
}

/** Reads the form; `rules` are the definitions of the rules in force, by id. */
export function read(form, rules) {
  const data = new FormData(form);
  const kind = data.get("kind");
  const campaign = {
    title: readTexts(form, "title") ?? {},
    from: data.get("from"),
    until: data.get("until") ? dayAfter(data.get("until")) : "",
  };
  const words = readTexts(form, "text");
  if (words) campaign.text = words;
  if (data.get("picture")) campaign.picture = data.get("picture");
  const teams = data.getAll("team");
  if (teams.length) campaign.teams = teams;
  const wanted = data.getAll("rule").map((id, index) => [id, Number(data.getAll("times")[index])]).filter(([id]) => rules[id]);
  if (wanted.length) campaign.rules = wanted.map(([id, times]) => again(rules[id], id, times));
  if (kind !== "none") {
    campaign.contest = { kind, value: data.get("value"), entrants: data.get("entrants") };
    // A region does not compete with its own teams: those that were chosen side by side compete, else the innermost ones.
    if (data.get("entrants") === "teams") campaign.contest.level = teams.length > 1 ? "outermost" : "innermost";
    if (kind !== "ranking") campaign.contest.goal = whole(data.get("goal"));
    const honours = [1, 2, 3]
      .map((rank) => ({ rank, points: whole(data.get(`prize-${rank}`)) ?? 0, title: data.get(`honour-${rank}`)?.trim() }))
      .filter((one) => (one.points > 0 || one.title) && (kind !== "shared" || one.rank === 1))
      .map(({ title, ...one }) => (title ? { ...one, title } : one));
    if (honours.length) campaign.contest.honours = honours;
  }
  return campaign;
}

/** An id made of the title and the first day: letters, digits and dashes. */
export function idOf(campaign) {
  const words = Object.values(campaign.title).find((title) => /^[\x20-\x7e]+$/.test(title)) ?? "campaign";
  const plain = words.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "campaign";
  return `${plain.slice(0, 60)}-${campaign.from}`;
}
