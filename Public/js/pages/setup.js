/* The link of a first administrator, an invitation or a password reset: /setup#TOKEN. */
import { html, render } from "../core/html.js";
import { load, preferred, setCompanyLanguages, t } from "../core/i18n.js";
import { post } from "../core/api.js";
import { busy } from "../widgets/dialog.js";
import { forget } from "../core/session.js";
import { explain, failed } from "../widgets/states.js";
import { fieldError, languageButtons, passwordField, signInFrame } from "../shell/sign-in-frame.js";

class SetupPage extends HTMLElement {
  #token = location.hash.slice(1);

  async connectedCallback() {
    try {
      const link = await post("/setup/check", { token: this.#token });
      setCompanyLanguages(link.company?.languages);
      this.draw(link);
    } catch (problem) {
      const gone = problem.status === 404 || problem.status === 422;
      render(
        this,
        signInFrame(
          () => (
            gone
              ? html`<div class="stack">
                <div><h1>${t("setup.gone")}</h1><p class="muted small">${t("setup.gone.words")}</p></div>
                <a class="button wide" href="/login">${t("login.title")}</a>
              </div>`
              : failed(problem)
          ),
          null
        )
      );
      this.querySelector(".retry")?.addEventListener("click", () => location.reload());
      languageButtons(this);
    }
  }

  draw({ kind, name, company }) {
    document.title = `${t("nav.setup")} · ${t("brand")}`;
    const account = name
      ? html`<input type="hidden" name="name" autocomplete="username" value="${name}">`
      : html`<div class="field">
        <label for="name">${t("login.name")}</label>
        <input
          class="input"
          id="name"
          name="name"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          value="${kind === "first" ? "admin" : ""}">
      </div>`;
    render(
      this,
      signInFrame(
        (what) => html`<form class="stack">
          <div><h1>${t(`setup.${kind}`, { name })}</h1><p class="muted small">${t(`setup.${kind}.words`, { name }) || what}</p></div>
          ${account}
          ${passwordField("password", t("login.password"), true)}
          <p class="hint">${t("password.hint")}</p>
          ${passwordField("again", t("setup.again"), true)}
          <button class="button wide primary">${t("setup.go")}</button>
        </form>`,
        company
      )
    );
    languageButtons(this);
    this.querySelector("form").addEventListener("submit", (event) => this.submit(event));
  }

  submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const { again, ...fields } = Object.fromEntries(new FormData(form));
    if (again !== fields.password) { this.refused(form, "again", t("setup.differs")); return; }
    busy(form.querySelector("button"), async () => {
      try {
        await forget();
        await post("/setup", { token: this.#token, ...fields });
        location.replace("/");
      } catch (problem) { this.refused(
        form,
        ["conflict", "malformed", "name-looks-alike"].includes(problem.code) ? "name" : "password",
        explain(problem)
      ); }
    });
  }

  refused(form, name, words) {
    const input = form.querySelector(`#${name}`) ?? form.querySelector("#password");
    form.querySelector(".error")?.remove();
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", "setup-error");
    input.insertAdjacentHTML("afterend", fieldError("setup-error", words));
    input.focus();
  }
}

await load(preferred()).catch(() => {});
customElements.define("setup-page", SetupPage);
