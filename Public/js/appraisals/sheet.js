/* One sheet: the score as a receipt of its items, what was said at each step, and the step that is to be taken now. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { date, moment, number, period, quantity, until } from "../core/format.js";
import { avatar } from "../widgets/avatar.js";
import { dot, icon } from "../widgets/icon.js";
import { banner } from "../widgets/states.js";

const score = (value) => (value === null || value === undefined ? "–" : number(value));
const looks = { completed: "good", objected: "warn" };

export const stateBadge = (item) => (
  item.waits?.overdue
    ? html`<span class="badge warn">${t("appraisals.overdue")}</span>`
    : html`<span class="badge ${looks[item.state] ?? ""}">${t(`appraisals.state.${item.state}`)}</span>`
);

export function sheet(item) {
  return html`
    <div class="detail-head">
      <div class="cluster">
        <button class="icon-button only-phone no-print" type="button" data-back aria-label="${t("action.back")}">${icon("left")}</button>
        ${avatar(item.member.name, item.member.team?.id ?? item.member.id, "", item.member.picture)}
        <div class="grow">
          <h2 id="sheet-title">${item.member.name}</h2>
          <p class="hint">${text(item.title)}${dot}${period(item.period)}${item.team ? html`${dot}${item.team.name}` : null}</p>
        </div>
      </div>
      <p class="hero-number small-hero">${score(item.score)} <span class="unit">${item.grade ?? t("appraisals.ungraded")}</span></p>
    </div>
    <div class="detail-body">
      ${item.waits ? waiting(item) : null}
      <div>
        <h3>${t("appraisals.items")}</h3>
        <dl class="sum appraisal-items">
          ${item.items.map(line)}
          <div class="total"><dt>${t("appraisals.score")}</dt><dd>${score(item.score)}</dd></div>
        </dl>
        <p class="hint">${t("appraisals.frozen", { date: date(item.opened) })}</p>
      </div>
      <div><h3>${t("appraisals.steps")}</h3><ol class="steps appraisal-steps">${item.steps.map(step)}</ol></div>
      ${item.may.length ? form(item) : null}
      <div class="between appraisal-foot">
        ${item.seal
          ? html`<p class="hint">${t("appraisals.seal", { number: item.seal.number })} <code>${item.seal.hash.slice(0, 16)}</code></p>`
          : html`<p class="hint"></p>`}
        <button class="button small no-print" type="button" data-print>${t("appraisals.print")}</button>
      </div>
      <div class="only-print signatures"><p>${t("appraisals.signature.member")}</p><p>${t("appraisals.signature.above")}</p></div>
    </div>
  `;
}

const waiting = ({ waits }) => banner(
  waits.overdue ? "warn" : "neutral",
  waits.overdue ? "clock" : "hourglass",
  t(waits.overdue ? "appraisals.waits.overdue" : "appraisals.waits", { turn: t(`appraisals.turn.${waits.turn}`), date: until(waits.due) })
);

/** What was reached, against what; then what it is worth. */
function line(item) {
  return html`<div>
    <dt>${text(item.title)}<small>${item.measured ? measured(item) : rated(item)}</small></dt>
    <dd class="op">${score(item.score)} <small class="muted">/ ${number(item.weight)}</small></dd>
  </div>`;
}

function measured({ measured: { value, full, most, fault, reads } }) {
  if (fault) return t("appraisals.unmeasured");
  const cap = most === 1 ? null : html`${dot}${t("appraisals.most", { most: number(most) })}`;
  return html`${t("appraisals.measured", { value: number(value), full: number(full) })}${cap}${reads.map(read)}`;
}

function read({ function: name, title, unit, period: key, value, metric, target, sheets }) {
  const values = { title: text(title), period: period(key), value: unit === "score" ? number(value) : quantity(value, unit) };
  if (name === "appraisal") {
    const scores = sheets.map((one) => `${period(one.period)} ${score(one.score)}`).join(t("list.comma"));
    return html`<br>${t("appraisals.read.appraisal", values)}${scores ? html`${t("list.colon")}${scores}` : null}`;
  }
  if (name !== "attainment") return html`<br>${t(`appraisals.read.${name}`, values)}`;
  if (target === null) return html`<br>${t("appraisals.read.untargeted", values)}`;
  return html`<br>${t("appraisals.read.attainment", { ...values, metric: quantity(metric, unit), target: quantity(target, unit) })}`;
}

const rated = ({ rated: { scale, by, rating } }) => (
  rating === null
    ? t("appraisals.unrated", { turn: t(`appraisals.turn.${by}`) })
    : t("appraisals.rated", { rating: number(rating), scale: number(scale) })
);

const step = ({ state, at, actor, comment, taken_over: isTakenOver }) => html`<li class="done">
  ${icon(state === "objected" ? "alert" : "check")}
  <span>
    ${t(`appraisals.step.${state}`)}
    <small>
      ${actor ? html`${actor.name}${dot}` : null}${moment(at)}${isTakenOver ? html`${dot}${t("appraisals.taken")}` : null}
    </small>
    ${comment ? html`<q class="said">${comment}</q>` : null}
  </span>
</li>`;

/** The fields of the step that is to be taken, and its button; the member's signature has two. */
function form(item) {
  const [first] = item.may;
  const turn = { comment: "self", rate: "manager", confirm: "director" }[first];
  const rates = item.items.filter((one) => one.rated && one.rated.by === turn);
  const needed = first === "comment" ? html` required` : null;
  return html`<form class="stack appraisal-form no-print" data-step="${first}" novalidate>
    <div data-says></div>
    ${rates.map(({ id, title, rated: { scale, rating } }) => html`<div class="field">
      <label for="rating-${id}">${text(title)} <span class="muted small">${t("appraisals.scale", { scale: number(scale) })}</span></label>
      <input class="input" id="rating-${id}" name="${id}" type="number" inputmode="decimal" min="0" max="${scale}" step="any"
        value="${rating ?? ""}" required data-rating>
    </div>`)}
    <div class="field">
      <label for="comment">${t("appraisals.comment")}</label>
      <textarea class="input" id="comment" name="comment" rows="3" maxlength="1000"${needed}></textarea>
    </div>
    <div class="detail-actions appraisal-actions">
      ${item.may.includes("object")
        ? html`<button class="button danger" type="submit" value="object">${t("appraisals.do.object")}</button>`
        : null}
      <button class="button primary" type="submit" value="${first}">${t(`appraisals.do.${first}`)}</button>
    </div>
  </form>`;
}
