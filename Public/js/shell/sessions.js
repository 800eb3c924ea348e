/* Where somebody is signed in: one's own browsers, or, for administrators, an account's. Each can be ended, and all. */
import { html, render } from "../core/html.js";
import { more, t } from "../core/i18n.js";
import { ago, date } from "../core/format.js";
import { get, remove } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { banner, explain, skeletonLines } from "../widgets/states.js";

/** Opens the list below `path`: `/sessions`, or `/users/NAME/sessions`. Ending all leaves one's own browser signed in. */
export async function openSessions(path, account = null) {
  await more();
  const title = account ? t("sessions.of", { name: account }) : t("sessions.title");
  const dialog = openDialog(title, html`<div class="stack"><div data-says aria-live="polite"></div>
    <div data-list>${skeletonLines(14, 10)}</div></div>`);
  const says = (problem) => render(dialog.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
  const draw = async () => {
    try {
      render(dialog.querySelector("[data-list]"), list((await get(path)).items, !account));
    } catch (problem) { says(problem); }
  };
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-end]");
    if (!button) return;
    busy(button, async () => {
      try {
        await remove(button.dataset.end ? `${path}/${button.dataset.end}` : path);
        await draw();
        dialog.querySelector("h2").focus();
      } catch (problem) { says(problem); }
    });
  });
  await draw();
}

function list(sessions, isOwn) {
  if (!sessions.length) return html`<p class="hint">${t("sessions.none")}</p>`;
  const others = sessions.filter((one) => !one.current).length;
  const words = t(isOwn ? "sessions.end.others" : "sessions.end.all");
  const all = html`<button class="button wide" type="button" data-end="">${words}</button>`;
  return html`<div class="stack"><ul class="feed">${sessions.map(entry)}</ul>${others ? all : null}</div>`;
}

function entry(one) {
  const name = browser(one.agent);
  const end = html`<button class="link small" type="button" data-end="${one.id}"
    aria-label="${t("sessions.end.one", { name })}">${t("sessions.end")}</button>`;
  return html`<li><span class="kind">${icon("globe")}</span><span><strong>${name}</strong>
    <small>${[one.address, t("sessions.used", { when: ago(one.used) })].filter(Boolean).join(t("list.comma"))}</small>
    <small>${t("sessions.since", { date: date(one.created) })}</small></span>
    ${one.current ? html`<span class="badge info">${t("sessions.this")}</span>` : end}</li>`;
}

/* What says that it is another one stands first: Edge and Opera call themselves Chrome too, and all of them Mozilla. */
const browsers = [
  ["MicroMessenger", "WeChat"], ["DingTalk", "DingTalk"], ["Edg", "Edge"], ["OPR", "Opera"], ["Firefox", "Firefox"], ["FxiOS", "Firefox"],
  ["CriOS", "Chrome"], ["Chrome", "Chrome"], ["Safari", "Safari"], ["curl", "curl"],
];
const systems = [
  ["iPhone", "iPhone"], ["iPad", "iPad"], ["Android", "Android"], ["HarmonyOS", "HarmonyOS"], ["Windows", "Windows"], ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"], ["Linux", "Linux"],
];
const found = (agent, names) => names.find(([mark]) => agent.includes(mark))?.[1];

/** Firefox, Windows; what is not known stands as it calls itself. */
function browser(agent) {
  const parts = [found(agent, browsers), found(agent, systems)].filter(Boolean);
  return parts.length ? parts.join(" · ") : agent.slice(0, 40) || t("sessions.unknown");
}
