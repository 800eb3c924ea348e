/* A webhook as a card: what it is, how it fares, what can be done. */
import { attribute, html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { ago, moment, number } from "../core/format.js";
import { icon } from "../widgets/icon.js";
import { banner } from "../widgets/states.js";

/** What is counted no further. */
const most = 10000;

const looks = { off: "", incomplete: "warn", new: "", fine: "ok", failing: "danger" };

const button = (action, picture, words) => html`<button class="button small" type="button"${attribute(`data-${action}`, true)}>
  ${icon(picture)}${words}</button>`;

export const webhookCard = (one) => html`<section class="card" data-webhook="${one.id}" aria-labelledby="w-${one.id}">
  <div class="card-head"><h2 id="w-${one.id}">${one.title}</h2>
    <span class="badge ${looks[one.state]}" data-state="${one.state}">${t(`webhooks.state.${one.state}`)}</span></div>
  ${why(one)}
  <dl class="pairs">${rows(one).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  <p class="cluster">
    ${button("attempts", "clock", t("webhooks.attempts"))}
    ${button("edit", "gear", t("webhooks.edit"))}
    ${one.on ? html`${button("test", "check", t("webhooks.test"))}${button("send", "refresh", t("webhooks.send"))}` : null}
    ${one.kind === "webhook" ? button("rotate", "key", t("webhooks.rotate")) : null}
    ${button("switch", one.on ? "pause" : "right", t(one.on ? "webhooks.off" : "webhooks.on"))}
    ${button("drop", "trash", t("action.remove"))}
  </p>
</section>`;

function rows(one) {
  return [
    [t("webhooks.kind"), t(`webhooks.kind.${one.kind}`)],
    [t("webhooks.host"), one.host],
    [t("webhooks.types"), t("webhooks.types.count", { n: number(one.types.length) })],
    [t("webhooks.waiting"), one.waiting >= most ? `${number(most)}+` : number(one.waiting)],
    [t("webhooks.succeeded"), one.succeeded ? ago(one.succeeded) : t("webhooks.never")],
    one.previous_secret_until ? [t("webhooks.previous"), t("webhooks.previous.until", { when: moment(one.previous_secret_until) })] : null,
  ].filter((row) => row?.[1]);
}

/** Why it is off, or fails, and what comes next. */
function why(one) {
  if (one.off === "gone" || one.off === "failing") return banner("danger", "alert", html`<p>${t(`webhooks.off.${one.off}`)}</p>`);
  if (one.state === "incomplete") return banner("warn", "alert", html`<p>${t("webhooks.incomplete")}</p>`);
  if (one.state !== "failing") return null;
  const next = one.paused_until ? t("webhooks.paused", { when: moment(one.paused_until) }) : t("webhooks.tried");
  return banner("warn", "alert", html`<p>${t("webhooks.failing", { when: moment(one.failing_since) })} ${next}</p>`);
}
