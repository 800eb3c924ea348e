/* Signing in: by a provider, by a password, with a code beside it; and coming back from a provider (/login/openid?code=…). */
import { html, render } from "../core/html.js";
import { has, more, t } from "../core/i18n.js";
import { post, setToken } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { busy } from "../widgets/dialog.js";
import { forget, start } from "../core/session.js";
import { banner, explain } from "../widgets/states.js";
import { codeField } from "../second-factor/code-field.js";
import { fieldError, languageButtons, passwordField, signInFrame } from "../shell/sign-in-frame.js";

const kept = "laurel.to";

/** Only a path of ours: whatever else stands in ?to= is not followed. */
function destination(wanted = new URLSearchParams(location.search).get("to") ?? "/") {
  try {
    const url = new URL(wanted, location.origin);
    return url.origin === location.origin && wanted.startsWith("/") ? url.pathname + url.search + url.hash : "/";
  } catch { return "/"; }
}

/** What a provider sent the browser back with; null on any other visit. */
function answer() {
  const [, provider] = location.pathname.match(/^\/login\/(\w+)$/) ?? [];
  const found = new URLSearchParams(location.search);
  if (!provider || !found.has("state")) return null;
  // DingTalk has a name of its own for the code.
  return { provider, code: found.get("authCode") ?? found.get("code"), state: found.get("state"), iss: found.get("iss") };
}

class LoginPage extends HTMLElement {
  async connectedCallback() {
    const back = answer();
    // Nothing of it stays in the address, where it could be seen or kept.
    if (back) history.replaceState(null, "", "/login");
    const started = await start({ open: true }).catch((problem) => ({ problem }));
    if (back) { await this.finish(back, started.problem ?? {}); return; }
    if (!started.problem) { location.replace(destination()); return; }
    this.draw(started.problem);
  }

  async finish({ provider, code, state, iss }, problem) {
    let to = "/";
    try { to = destination(sessionStorage.getItem(kept) ?? "/"); } catch { /* the first page, then */ }
    try {
      // Somebody who said no there comes back without a code.
      if (!code) throw Object.assign(new Error(), { code: "sign-in-refused" });
      await this.enter(await post("/session/finish", { provider, code, state, ...(iss ? { iss } : {}) }, { patient: true }), to);
    } catch (refused) {
      await more();
      this.draw(problem, has(`login.${refused.code}`) ? t(`login.${refused.code}`) : explain(refused));
    }
  }

  async enter({ csrf, owes }, to) {
    // Of whoever was signed in before; not before somebody else is.
    await forget();
    setToken(csrf);
    location.replace(owes ? "/second-factor" : to);
  }

  draw(problem, says = null) {
    const { company, setup } = problem;
    document.title = `${t("login.title")} · ${t("brand")}`;
    const providers = company?.providers ?? [];
    const form = this.form(providers.length > 0);
    render(
      this,
      signInFrame(
        (what) => html`<div class="stack">
          <div><h1>${t("login.title")}</h1><p class="muted small">${what}</p></div>
          <div data-says aria-live="polite">${says ? banner("danger", "alert", says) : null}</div>
          ${setup ? html`<div class="banner">${icon("info")}<div>${t("login.setup")}</div></div>` : null}
          ${problem.offline ? html`<div class="banner warn">${icon("offline")}<div>${t("error.offline.title")}</div></div>` : null}
          ${problem.status >= 500 ? html`<div class="banner warn" role="alert">${icon("alert")}<div>${explain(problem)}</div></div>` : null}
          ${providers.map((one, index) => html`<button
            class="button wide${index === 0 ? " primary" : ""}"
            type="button"
            data-provider="${one.id}">
            ${icon("key")}
            ${one.title ?? t(`login.by.${one.id}`)}
          </button>`)}
          ${company?.passwords === false
            ? html`<details class="disclosure"><summary class="link small">${t("login.emergency")}</summary>${form}</details>`
            : html`${providers.length ? html`<p class="or"><span>${t("login.or")}</span></p>` : null}${form}`}
        </div>`,
        company
      )
    );
    languageButtons(this);
    this.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    for (const button of this.querySelectorAll("[data-provider]")) button.addEventListener("click", () => this.leave(button));
    if (!providers.length) this.querySelector("#name").focus({ preventScroll: true });
  }

  form(isSecond) {
    return html`<form class="stack">
      <div class="field">
        <label for="name">${t("login.name")}</label>
        <input class="input" id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required>
      </div>
      ${passwordField("password", t("login.password"), false)}
      <div data-code></div>
      <details class="disclosure">
        <summary class="link small">${t("login.forgot")}</summary>
        <p class="hint">${t("login.forgot.words")}</p>
      </details>
      <button class="button wide${isSecond ? "" : " primary"}">${t("login.title")}</button>
    </form>`;
  }

  leave(button) {
    busy(button, async () => {
      try {
        const { url } = await post("/session/begin", { provider: button.dataset.provider }, { patient: true });
        try { sessionStorage.setItem(kept, destination()); } catch { /* back to the first page, then */ }
        location.assign(url);
      } catch (problem) { render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem))); }
    });
  }

  submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    busy(form.querySelector("button:not([type])"), async () => {
      try {
        await this.enter(await post("/session", Object.fromEntries(new FormData(form)), { patient: true }), destination());
      } catch (problem) {
        if (problem.code === "second-factor-needed") await this.ask(form);
        else this.refused(form, problem);
      }
    });
  }

  /** The password was right: now the code. */
  async ask(form) {
    await more();
    form.querySelector("#password").closest(".field").hidden = true;
    form.querySelector("#password-error")?.remove();
    render(form.querySelector("[data-code]"), codeField("code", t("second.code"), t("second.code.hint")));
    form.querySelector("#code").focus();
  }

  refused(form, problem) {
    const isCode = problem.code === "wrong-code";
    const words = problem.left && !isCode
      ? t("login.left", { n: problem.left })
      : problem.status === 429 && problem.retryAfter ? t("login.wait", { n: problem.retryAfter }) : explain(problem);
    const input = form.querySelector("#code") ?? form.querySelector("#password");
    form.querySelector(".error")?.remove();
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "password-error");
    input.insertAdjacentHTML("afterend", fieldError("password-error", words));
    input.select();
  }
}

customElements.define("login-page", LoginPage);
