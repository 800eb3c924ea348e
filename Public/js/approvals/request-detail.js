/* One request with all that is needed to decide it: what it rests on, what it is measured against, who decides. */
import { html } from "../core/html.js";
import { has, t, text } from "../core/i18n.js";
import { ago, clock, moment, now, number, period, quantity, sameDay, signed } from "../core/format.js";
import { session } from "../core/session.js";
import { reasonWords, sum } from "../points/receipt.js";
import { changes, differences, heaviest } from "../rules/publication.js";
import { figures, span } from "../rules/trial.js";
import { avatar } from "../widgets/avatar.js";
import { dot, icon } from "../widgets/icon.js";
import { banner, skeletonLines } from "../widgets/states.js";

/** Whom it is about: of a publication, who drafted it. */
export const owner = (item) => item.target?.owner ?? item.member ?? (item.publication ? item.by : null) ?? { name: "" };

export function amount(item) {
  if (item.publication) return t(`publication.weight.${heaviest(item.publication.changes)}`);
  if (item.customer) return `${text(item.customer.from?.title) || "–"} → ${text(item.customer.to.title)}`;
  if (item.target) return `${quantity(item.target.from, item.target.unit)} → ${quantity(item.target.to, item.target.unit)}`;
  return t("points", { points: item.kind === "redemption" ? number(item.points) : signed(item.points), n: item.points });
}

export function about(item) {
  if (item.kind === "held") return reasonWords(item.reason);
  if (item.kind === "redemption") return text(item.redemption?.reward?.title ?? item.title);
  if (item.target) return `${period(item.target.period)} ${text(item.target.metric.title)}`;
  if (item.customer) return item.customer.name;
  return item.reason ?? text(item.title);
}

/** A draft by its version, anything else by its number. */
const called = (item) => (
  item.publication
    ? html`<code>${item.publication.version.slice(0, 8)}</code>`
    : t("approvals.number", { id: item.activity?.id ?? item.id })
);

/** What the button that says yes says. */
function yes({ publication, points, kind }) {
  if (publication) return t("approvals.second");
  if (points === null || points === undefined) return t("approvals.approve");
  return t("approvals.approve.points", { points: kind === "redemption" ? number(points) : signed(points) });
}

export function detail(item, explanation) {
  const who = owner(item);
  const points = item.points ?? null;
  return html`
    <div class="detail-head">
      <div class="cluster">
        <button class="icon-button only-phone" type="button" data-back aria-label="${t("action.back")}">${icon("left")}</button>
        ${avatar(who.name, item.member?.team?.id ?? who.id, "", item.member?.picture)}
        <div class="grow">
          <h2 id="dt">${t(`approvals.title.${item.kind}`, { name: who.name })}</h2>
          <p class="hint">${item.member?.team ? html`${item.member.team.name}${dot}` : null}${ago(item.requested)}${dot}${called(item)}</p>
        </div>
      </div>
      ${points === null
        ? null
        : html`<p class="hero-number small-hero">
          ${item.kind === "redemption" ? number(points) : signed(points)}
          <span class="unit">${t("points.name")}</span>
        </p>`}
    </div>
    <div class="detail-body">
      ${item.kind === "held"
        ? banner("warn", "pause", t("approvals.held", { rule: text(item.rule?.title), reason: reasonWords(item.reason) }))
        : null}
      ${item.deputy_for ? banner("neutral", "team", t("approvals.deputy", { name: item.deputy_for.name })) : null}
      ${item.publication?.stale ? banner("warn", "alert", t("approvals.stale")) : null}
      <div class="columns halves inner">
        <div data-basis>${basis(item, explanation)}</div>
        <div>${facts(item)}<div data-measured></div>${item.decided ? outcome(item) : authority(item)}</div>
      </div>
      ${item.publication?.files.length ? html`<div><h3>${t("publication.files")}</h3>${differences(item.publication.files)}</div>` : null}
      ${item.decided ? null : comment()}
    </div>
    ${item.decided ? null : actions(item)}
  `;
}

const authority = (item) => html`<h3>${t("approvals.authority")}</h3>${steps(item)}`;

const comment = () => html`<div class="field">
  <label for="comment">${t("approvals.comment")} <span class="muted small">${t("approvals.comment.hint")}</span></label>
  <textarea class="input" id="comment" rows="2" maxlength="500" placeholder="${t("approvals.comment.example")}"></textarea>
</div>`;

const actions = (item) => html`<div class="detail-actions">
  <button class="button danger" type="button" data-reject>${t("approvals.reject")}<kbd>R</kbd></button>
  <button class="button primary" type="button" data-approve${item.publication?.stale ? html` disabled` : null}>
    ${yes(item)}
    <kbd>A</kbd>
  </button>
</div>`;

/** What came of it, from whom, and why. */
const outcome = ({ state, decided }) => html`
  <h3>${t("approvals.outcome")}</h3>
  <dl class="pairs wide">
    <div>
      <dt>${t(`approvals.was.${state}`)}</dt>
      <dd>
        ${[decided.actor?.name ?? t("audit.system"), moment(decided.at)].join(t("list.comma"))}
        ${decided.for ? html`<small>${t("approvals.was.for", { name: decided.for.name })}</small>` : null}
      </dd>
    </div>
    ${decided.comment ? html`<div><dt>${t("approvals.comment")}</dt><dd>${decided.comment}</dd></div>` : null}
  </dl>
`;

/** What the request rests on: the receipt of an activity, the equation of a redemption, the words of an adjustment. */
export function basis(item, explanation) {
  const head = html`<h3>${t("approvals.basis")}</h3>`;
  if (item.activity && !explanation) return html`${head}<div aria-busy="true">${skeletonLines(12, 16, 10)}</div>`;
  if (explanation) {
    const rule = explanation.decision.rules.find((one) => one.rule === item.rule?.id) ?? explanation.decision.rules[0];
    const award = rule?.awards.find((one) => one.member === item.member?.id) ?? rule?.awards[0];
    return rule && award ? html`${head}${sum(explanation, rule, award, award.member, t("approvals.due"))}` : head;
  }
  const line = (name, value, small = null) => html`<div>
    <dt>${name}${small ? html`<small>${small}</small>` : null}</dt>
    <dd class="op">${value}</dd>
  </div>`;
  if (item.kind === "redemption") {
    const { available } = item.facts ?? {};
    return html`
      ${head}
      <dl class="sum">
        ${line(
          text(item.redemption?.reward?.title ?? item.title),
          `× ${item.redemption?.count ?? 1}`,
          t(`reward.kind.${item.redemption?.reward?.kind ?? "gift"}`)
        )}
        ${Number.isInteger(available) ? line(t("approvals.available"), number(available)) : null}
        <div class="total"><dt>${t("redeem.cost")}</dt><dd>${t("points", { points: number(item.points), n: item.points })}</dd></div>
      </dl>
    `;
  }
  if (item.publication) {
    const from = item.publication.effective ? t("approvals.from", { when: moment(item.publication.effective) }) : t("approvals.from.now");
    return html`<h3>${t("publication.changes")}</h3>${changes(item.publication.changes)}
      ${item.publication.trial ? html`<h3>${span(item.publication.trial)}</h3>${figures(item.publication.trial)}` : null}
      <dl class="sum">${line(t("entry.reason"), item.reason ?? "–")}
      <div class="total"><dt>${t("rulebook.effective")}</dt><dd>${from}</dd></div></dl>`;
  }
  if (item.target) {
    return html`
      ${head}
      <dl class="sum">
        ${line(t("entry.reason"), item.reason ?? "–")}
        ${line(t("approvals.target.from"), quantity(item.target.from, item.target.unit), about(item))}
        <div class="total"><dt>${t("approvals.target.to")}</dt><dd>${quantity(item.target.to, item.target.unit)}</dd></div>
      </dl>
    `;
  }
  if (item.customer) {
    return html`
      ${head}
      <dl class="sum">
        ${line(t("entry.reason"), item.reason ?? "–")}
        ${item.by ? line(t("approvals.asked"), item.by.name) : null}
        <div class="total"><dt>${item.customer.name}</dt><dd>${amount(item)}</dd></div>
      </dl>
    `;
  }
  return html`
    ${head}
    <dl class="sum">
      ${line(t("entry.reason"), item.reason ?? "–")}
      ${item.by ? line(t("approvals.asked"), item.by.name) : null}
      <div class="total"><dt>${t("kind.adjustment")}</dt><dd>${t("points", { points: signed(item.points), n: item.points })}</dd></div>
    </dl>
  `;
}

function facts({ facts: known = {}, points, kind }) {
  const rows = [
    Number.isInteger(known.largest_30d)
      ? [t("approvals.fact.largest"), t("points", { points: number(known.largest_30d), n: known.largest_30d })]
      : null,
    Number.isInteger(known.earned_30d)
      ? [t("approvals.fact.earned"), t("points", { points: number(known.earned_30d), n: known.earned_30d })]
      : null,
    known.rank ? [t("approvals.fact.rank"), t("approvals.fact.rank.moves", { now: known.rank.now, then: known.rank.then })] : null,
    kind === "held" || kind === "adjustment" ? [t("approvals.fact.liability"), t("points", { points: signed(points), n: points })] : null,
    Number.isInteger(known.available) ? [t("me.available"), t("points", { points: number(known.available), n: known.available })] : null,
  ].filter(Boolean);
  if (!rows.length) return null;
  return html`
    <h3>${t("approvals.facts")}</h3>
    <dl class="pairs wide">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  `;
}

/** Who asked, who decides now, what follows. */
function steps(item) {
  const when = sameDay(item.requested, now()) ? clock(item.requested) : ago(item.requested);
  const words = t(item.publication ? "approvals.needs" : "approvals.level", { role: t(`role.${item.level}`) });
  const after = `approvals.after.${item.kind}`;
  return html`<ol class="steps">
    <li class="done">
      ${icon("check")}
      <span>
        ${item.by
          ? t("approvals.step.asked", { name: item.by.name })
          : t(`approvals.step.${item.kind === "redemption" ? "redeemed" : "system"}`)}
        <small>${when}</small>
      </span>
    </li>
    <li class="now">
      ${icon("me")}
      <span>${t("approvals.step.you", { role: t(`role.${session.person.role}`), name: session.person.name })}<small>${words}</small></span>
    </li>
    <li>${icon(item.kind === "redemption" ? "gift" : "coins")}<span>${t(has(after) ? after : "approvals.after.held")}</span></li>
  </ol>`;
}
