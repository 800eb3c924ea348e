/*
 * In place of a page that was not kept: says whether the network is gone or the server is down, and opens the page as soon as
 * it can be had. The browser knows whether there is a network at all; /healthz says whether anybody answers.
 */
import { html, render } from "../core/html.js";
import { ago } from "../core/format.js";
import { load, preferred, t } from "../core/i18n.js";
import { backOff } from "../live/live.js";
import { icon } from "../widgets/icon.js";

const place = document.querySelector("[data-offline]");
let attempt = 0;
let timer = null;
let since = Date.now();

/** Asks once, past all caches; the page that was wanted stands in the address. */
async function look() {
  clearTimeout(timer);
  const there = navigator.onLine !== false
    && await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout?.(5000) }).then((answer) => answer.ok, () => false);
  if (there) { location.reload(); return; }
  draw();
  timer = setTimeout(look, backOff(attempt++));
}

function draw() {
  const reason = navigator.onLine === false ? "network" : "server";
  document.title = `${t(`offline.${reason}`)} · ${t("brand")}`;
  render(place, html`
    <svg class="picture thin" viewBox="0 0 24 24" aria-hidden="true"><use href="/icons.svg#i-offline"/></svg>
    <h1>${t(`offline.${reason}`)}</h1>
    <p>${t(`offline.${reason}.words`)}</p>
    <p class="hint" role="status">${t("offline.since", { when: ago(since) })}</p>
    <p class="links">
      <button class="button small primary" type="button" data-again>${icon("refresh")}${t("action.retry-now")}</button>
      <a class="button small" href="/">${t("nav.board")}</a>
    </p>
  `);
  place.querySelector("[data-again]").addEventListener("click", () => { attempt = 0; look(); });
}

document.documentElement.dataset.texts = "few";
load(preferred()).then(look, () => { timer = setTimeout(() => location.reload(), 10_000); });
addEventListener("online", () => { attempt = 0; since = Date.now(); look(); });
addEventListener("offline", () => { since = Date.now(); look(); });
