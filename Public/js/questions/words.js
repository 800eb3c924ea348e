/* A question in words, for who asked and for who answers. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { ago, moment, period as periodName, signed } from "../core/format.js";
import { dot } from "../widgets/icon.js";

const looks = { open: "info", reopened: "warn", answered: "good", closed: "" };

export const badge = ({ state }) => html`<span class="badge ${looks[state]}">${t(`question.state.${state}`)}</span>`;

/** What it is about: the rule, or the kind of thing, and the points of the line. */
export const about = ({ about: { kind, title, period }, rule, line }) => html`
  ${rule ? text(rule.title) : t(`question.about.${kind}`)}
  ${title ? html`${dot}${text(title)} ${periodName(period)}` : null}
  ${line ? html`${dot}${t("points", { points: signed(line.points), n: line.points })}` : null}
`;

export const age = ({ age_days: days, asked }) => (days > 0 ? t("question.age", { n: days }) : ago(asked));

/** Everything that was said, in order. */
export const steps = (question) => html`<ol class="question-steps">${question.steps.map((step) => html`<li>
  <p class="hint">
    ${step.actor?.name ?? ""} ${t(`question.deed.${step.deed}`, { name: step.to?.name ?? "" })}${dot}
    <time datetime="${step.at}">${moment(step.at)}</time>
  </p>
  ${step.text ? html`<p>${step.text}</p>` : null}
  ${step.adjustment || step.activity
    ? html`<p class="badge good">${t(`question.link.${step.activity ? "activity" : "adjustment"}`)}</p>`
    : null}
</li>`)}</ol>`;
