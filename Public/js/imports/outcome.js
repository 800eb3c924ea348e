/* What came of an import, or would: counts, what was not taken, what to look at; and why a file was not taken as a whole. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { number } from "../core/format.js";
import { banner, detail, explain } from "../widgets/states.js";

/** What an import did, or would do, counted for activities and for people; then what was not taken, and what to look at. */
export function outcome(result) {
  const { counts = {}, errors = [], notes = [] } = result;
  const looksBad = result.refused || result.conflicting || result.stopped;
  const unmatched = result.unmatched ? html`<li>${t("imports.unmatched", { n: number(result.unmatched) })}</li>` : null;
  const blank = result.blank ? html`<li>${t("imports.blank", { n: number(result.blank) })}</li>` : null;
  const words = html`<p>${t(result.dry_run ? "imports.would" : "imports.did", { n: number(result.rows ?? 0) })}</p>
    ${lines([...["activities", "members", "teams", "customers"].map((kind) => tally(kind, counts[kind])), unmatched, blank])}`;
  const refused = errors.map((error) => html`<li>
    <strong class="tabular">${t("imports.line", { n: error.line })}</strong> ${why(error)}
  </li>`);
  return html`${banner(looksBad ? "warn" : "neutral", looksBad ? "alert" : "check", words)}${errors.length ? lines(refused) : null}
    ${notes.length ? html`<p class="hint">${t("imports.notes")}</p>${lines(notes.map((note) => html`<li>${note}</li>`))}` : null}`;
}

/** What is wrong with a row: the field and its value, and the sentence of the server; in English all that the server says. */
const why = (error) => detail(error) ?? [[error.field, error.value].filter(Boolean).join(" "), error.title].filter(Boolean).join(": ");

const lines = (items) => html`<ul class="stack tight small">${items}</ul>`;

/** How many of a kind; nothing where the file says nothing of it. */
function tally(kind, counts) {
  if (!counts || !Object.values(counts).some(Boolean)) return null;
  return html`<li>${t(`imports.${kind}`, Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, number(value)])))}</li>`;
}

/** Why a file was not taken as a whole; or how far it came, where something stopped it. */
export function trouble(problem) {
  const place = (one) => [one.file, one.line || null].filter(Boolean).join(":");
  const words = (one) => [
    one.detail,
    one.expected ? t("rulebook.expected", { what: one.expected }) : null,
    one.hint,
  ].filter(Boolean).join(" · ");
  const problems = problem.problems?.map((one) => html`<li><strong class="tabular">${place(one)}</strong> ${words(one)}</li>`);
  const stopped = problem.stopped ? html`<p class="small">${problem.stopped}</p>` : null;
  return html`${banner("danger", "alert", html`<p>${explain(problem)}</p>${problems ? lines(problems) : null}${stopped}`)}
    ${problem.counts ? outcome(problem) : null}`;
}
