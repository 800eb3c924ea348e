/* Language, theme, password, signing out; and on phones the rest of the menu. */
import { html } from "../core/html.js";
import { choose, language, languageNames, languages, t } from "../core/i18n.js";
import { icon } from "../widgets/icon.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { renew, session, signOut } from "../core/session.js";
import { allowed, counted } from "./shell.js";
import { patch, post } from "../core/api.js";
import { explain } from "../widgets/states.js";

const themes = ["auto", "light", "dark"];
const theme = () => { try { return localStorage.getItem("laurel.theme") ?? "auto"; } catch { return "auto"; } };

export function openPreferences() {
  const choice = (name, value, label, checked) => html`<button
    type="button"
    role="radio"
    data-choose-${name}="${value}"
    aria-checked="${checked}"${name === "language" ? html` lang="${value}"` : null}>
    ${label}
  </button>`;
  const dialog = openDialog(session.person.name, html`<div class="stack">
    <div class="field">
      <span id="pref-language"><strong>${t("preferences.language")}</strong></span>
      <div class="segments" role="radiogroup" aria-labelledby="pref-language">
        ${languages.map((one) => choice("language", one, languageNames[one], one === language()))}
      </div>
    </div>
    <div class="field">
      <span id="pref-theme"><strong>${t("preferences.theme")}</strong></span>
      <div class="segments" role="radiogroup" aria-labelledby="pref-theme">
        ${themes.map((one) => choice("theme", one, t(`preferences.theme.${one}`), one === theme()))}
      </div>
    </div>
    <div class="sheet-links">
      <a href="/wall">${icon("rank")}${t("preferences.wall")}</a>
      <a href="/report">${icon("shield")}${t("preferences.report")}</a>
    </div>
    <p><button class="link small" type="button" data-sessions>${t("preferences.sessions")}</button></p>
    <p><a class="link small" href="/second-factor">${t("preferences.second")}</a></p>
    <details class="disclosure"><summary class="link small">${t("preferences.password")}</summary>${passwordForm()}</details>
    <button class="button wide" type="button" data-leave>${t("preferences.sign-out")}</button>
    <p class="error" role="alert" data-not-left></p>
  </div>`);
  dialog.addEventListener("click", (event) => {
    const target = event.target.closest("button");
    if (target?.dataset.chooseLanguage) speak(target.dataset.chooseLanguage);
    if (target?.dataset.chooseTheme) paint(dialog, target.dataset.chooseTheme);
    if (target && "leave" in target.dataset) {
      busy(target, signOut).catch((problem) => { dialog.querySelector("[data-not-left]").textContent = explain(problem); });
    }
    if (target && "sessions" in target.dataset) {
      dialog.close();
      import("./sessions.js").then(({ openSessions }) => openSessions("/sessions"));
    }
  });
  dialog.querySelector("form").addEventListener("submit", changePassword);
}

/** The whole menu, for the last tab of a manager's phone. */
export function openMenu(page, waiting) {
  const link = (entry) => html`<a href="${entry.path}"${entry.page === page ? html` aria-current="page"` : null}>
    ${icon(entry.icon)}
    ${t(`nav.${entry.page}`)}
    ${counted(entry, waiting)}
  </a>`;
  const dialog = openDialog(t("tab.more"), html`
    <nav class="sheet-links" aria-label="${t("nav")}">${allowed().map(link)}</nav>
    <p class="cluster"><button class="button quiet small" type="button" data-more-settings>${icon("globe")}${t("preferences")}</button></p>
  `);
  dialog.querySelector("[data-more-settings]").addEventListener("click", () => { dialog.close(); openPreferences(); });
}

const passwordForm = () => html`<form class="stack tight">
  <input type="hidden" autocomplete="username" value="${session.person.id}">
  <div class="field">
    <label for="password-now">${t("password.current")}</label>
    <input class="input" id="password-now" name="current" type="password" autocomplete="current-password" required>
  </div>
  <div class="field">
    <label for="password-new">${t("password.new")}</label>
    <input
      class="input"
      id="password-new"
      name="password"
      type="password"
      autocomplete="new-password"
      minlength="8"
      required
      aria-describedby="password-hint">
    <p class="hint" id="password-hint">${t("password.hint")}</p>
  </div>
  <p role="status" class="small"></p>
  <button class="button">${t("preferences.password.save")}</button>
</form>`;

async function speak(wanted) {
  await patch("/session", { language: wanted }).catch(() => {});      // the choice is kept in this browser in any case
  choose(wanted);
}

function paint(dialog, wanted) {
  try { localStorage.setItem("laurel.theme", wanted); } catch { /* lasts for this page only */ }
  if (wanted === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = wanted;
  for (const button of dialog.querySelectorAll("[data-choose-theme]")) {
    button.setAttribute("aria-checked", String(button.dataset.chooseTheme === wanted));
  }
}

async function changePassword(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const says = form.querySelector("[role=status]");
  await busy(form.querySelector("button"), async () => {
    try {
      await post("/session/password", Object.fromEntries(new FormData(form)));
      await renew();      // the browser has another session now
      form.reset();
      says.textContent = t("password.changed");
    } catch (problem) { says.textContent = explain(problem); }
  });
}
