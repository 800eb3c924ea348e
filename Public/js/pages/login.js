/* Signing in. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { post, setToken } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { busy } from "../widgets/dialog.js";
import { forget, start } from "../core/session.js";
import { explain } from "../widgets/states.js";
import { fieldError, languageButtons, passwordField, signInFrame } from "../shell/sign-in-frame.js";

/** Only a path of ours: whatever else stands in ?to= is not followed. */
function destination() {
  const wanted = new URLSearchParams(location.search).get("to") ?? "/";
  try {
    const url = new URL(wanted, location.origin);
    return url.origin === location.origin && wanted.startsWith("/") ? url.pathname + url.search + url.hash : "/";
  } catch { return "/"; }
}

class LoginPage extends HTMLElement {
  async connectedCallback() {
    const answer = await start({ open: true }).catch((problem) => ({ problem }));
    if (!answer.problem) { location.replace(destination()); return; }
    this.draw(answer.problem);
  }

  draw(problem) {
    const { company, setup } = problem;
    document.title = `${t("login.title")} · ${t("brand")}`;
    const sso = company?.sso
      ? html`
        <a class="button primary wide" href="/api/v1/session/sso?to=${encodeURIComponent(destination())}">
          ${icon("key")}
          ${t("login.sso")}
        </a>
        <p class="or"><span>${t("login.or")}</span></p>
      `
      : null;
    render(
      this,
      signInFrame(
        (what) => html`<form class="stack">
          <div><h1>${t("login.title")}</h1><p class="muted small">${what}</p></div>
          ${setup ? html`<div class="banner">${icon("info")}<div>${t("login.setup")}</div></div>` : null}
          ${problem.offline ? html`<div class="banner warn">${icon("offline")}<div>${t("error.offline.title")}</div></div>` : null}
          ${problem.status >= 500 ? html`<div class="banner warn" role="alert">${icon("alert")}<div>${explain(problem)}</div></div>` : null}
          ${sso}
          <div class="field">
            <label for="name">${t("login.name")}</label>
            <input class="input" id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required>
          </div>
          ${passwordField("password", t("login.password"), false)}
          <details class="disclosure">
            <summary class="link small">${t("login.forgot")}</summary>
            <p class="hint">${t("login.forgot.words")}</p>
          </details>
          <button class="button wide${company?.sso ? "" : " primary"}">${t("login.title")}</button>
        </form>`,
        company
      )
    );
    languageButtons(this);
    this.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    this.querySelector("#name").focus({ preventScroll: true });
  }

  submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    busy(form.querySelector("button:not([type])"), async () => {
      try {
        const { csrf } = await post("/session", Object.fromEntries(new FormData(form)), { patient: true });
        // Of whoever was signed in before; not before somebody else is.
        await forget();
        setToken(csrf);
        location.replace(destination());
      } catch (problem) { this.refused(form, problem); }
    });
  }

  refused(form, problem) {
    const words = problem.left
      ? t("login.left", { n: problem.left })
      : problem.status === 429 && problem.retryAfter ? t("login.wait", { n: problem.retryAfter }) : explain(problem);
    const input = form.querySelector("#password");
    form.querySelector(".error")?.remove();
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "password-error");
    input.insertAdjacentHTML("afterend", fieldError("password-error", words));
    input.select();
  }
}

customElements.define("login-page", LoginPage);
