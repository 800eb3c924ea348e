/* A hook as a card: where it is, how a sender proves who it is, how it fares, what can be done. */
import { attribute, html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { ago, moment, number } from "../core/format.js";
import { icon } from "../widgets/icon.js";
import { banner } from "../widgets/states.js";

const looks = { off: "", broken: "danger", keyless: "warn", failing: "warn", open: "danger", new: "", fine: "ok" };

const button = (action, picture, words) => html`<button class="button small" type="button"${attribute(`data-${action}`, true)}>
  ${icon(picture)}${words}</button>`;

export const hookCard = (one) => html`<section class="card" data-hook="${one.id}" aria-labelledby="h-${one.id}">
  <div class="card-head"><h2 id="h-${one.id}">${one.id}</h2>
    <span class="badge ${looks[one.state]}" data-state="${one.state}">${t(`hooks.state.${one.state}`)}</span></div>
  ${why(one)}
  <dl class="pairs">${rows(one).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  <p class="cluster">
    ${button("show", "inbox", t("hooks.show"))}
    ${button("map", "rules", t("hooks.map"))}
    ${one.received.failed ? button("replay", "refresh", t("hooks.replay.all")) : null}
    ${button("rotate", "key", t(one.own_key ? "hooks.rotate" : "hooks.key.make"))}
    ${button("switch", one.on ? "pause" : "right", t(one.on ? "webhooks.off" : "webhooks.on"))}
    ${one.etag === "0" ? null : button("drop", "trash", t("action.remove"))}
  </p>
</section>`;

function rows(one) {
  const counts = Object.fromEntries(Object.entries(one.received).map(([key, value]) => [key, number(value)]));
  return [
    [t("hooks.address"), html`<code class="address">${location.origin}${one.path}</code>`],
    [t("hooks.proof"), proof(one.verify)],
    [t("hooks.key"), key(one)],
    one.previous_until ? ["", t("hooks.key.previous", { when: moment(one.previous_until) })] : null,
    [t("hooks.received"), t("hooks.received.counts", counts)],
    [t("hooks.last"), one.last ? ago(one.last) : t("hooks.never")],
  ].filter(Boolean);
}

function key(one) {
  if (one.own_key) return t("hooks.key.own");
  return one.variable ? t("hooks.key.environment", { name: one.variable }) : t("hooks.key.none");
}

/** `header:X-Key` in words. */
function proof(words) {
  if (!words) return t("hooks.proof.none");
  const [way, name = ""] = words.split(/:(.*)/s);
  return t(`hooks.proof.${way.startsWith("hmac") ? "hmac" : way}`, { name });
}

function why(one) {
  if (one.state === "broken") {
    return banner("danger", "alert", html`<p>${t("hooks.broken")}</p>
      <ul class="stack tight small">${one.faults.map((fault) => html`<li>${fault}</li>`)}</ul>`);
  }
  if (one.state === "keyless" || one.state === "open") return banner("warn", "alert", html`<p>${t(`hooks.${one.state}`)}</p>`);
  return null;
}
