/* Setting up a second factor, and giving it up: also for who may do nothing else before. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { date } from "../core/format.js";
import { get, post } from "../core/api.js";
import { renew, session, signOut, start } from "../core/session.js";
import { busy } from "../widgets/dialog.js";
import { banner, explain, failed, skeletonLines } from "../widgets/states.js";
import { codeField } from "../second-factor/code-field.js";
import { qrCode } from "../second-factor/qr-code.js";
import { languageButtons, passwordField, signInFrame } from "../shell/sign-in-frame.js";

class SecondFactorPage extends HTMLElement {
  async connectedCallback() {
    try {
      await start();
      document.title = `${t("second.title")} · ${t("brand")}`;
      this.draw(html`<div aria-busy="true">${skeletonLines(14, 10)}</div>`);
      await this.show();
    } catch (problem) {
      if (problem.status === 401) return;
      this.draw(failed(problem));
      this.querySelector(".retry")?.addEventListener("click", () => location.reload());
    }
  }

  /** The frame around `body`; `go` hears of the form in it. */
  draw(body, go = null) {
    render(this, signInFrame(() => html`<div class="stack">
      <div><h1>${t("second.title")}</h1><p class="muted small">${t("second.words")}</p></div>
      <div data-says aria-live="polite"></div>
      ${body}
      <p><button class="link small" type="button" data-leave>${t("preferences.sign-out")}</button></p>
    </div>`, session.company ?? null));
    languageButtons(this);
    const leave = this.querySelector("[data-leave]");
    leave.addEventListener("click", () => busy(leave, signOut).catch((problem) => this.say(problem)));
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(form, event.submitter));
      busy(event.submitter ?? form.querySelector(".primary"), async () => {
        try { await go(values); } catch (problem) { this.say(problem); }
      });
    });
    form?.querySelector("input")?.focus({ preventScroll: true });
  }

  say(problem) { render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem))); }

  async show() {
    const state = await get("/session/second-factor");
    if (state.on) { this.known(state); return; }
    this.draw(html`<form class="stack">
      ${state.required ? banner("warn", "shield", t("second.required")) : null}
      <input type="hidden" autocomplete="username" value="${session.person.account}">
      ${state.password ? passwordField("password", t("login.password"), false) : null}
      <button class="button wide primary">${t("second.begin")}</button>
      ${state.required ? null : html`<a class="button wide" href="/">${t("action.back")}</a>`}
    </form>`, async (values) => this.scan(await post("/session/second-factor", values)));
  }

  scan({ key, qr }) {
    this.draw(html`<form class="stack">
      <p>${t("second.scan")}</p>
      ${qrCode(qr, t("second.qr"))}
      <details class="disclosure"><summary class="link small">${t("second.key")}</summary>
        <code class="secret">${key.match(/.{1,4}/g).join(" ")}</code></details>
      ${codeField("code", t("second.code"), t("second.code.first"))}
      <button class="button wide primary">${t("second.confirm")}</button>
    </form>`, async (values) => this.codes((await post("/session/second-factor/confirm", values)).recovery));
  }

  codes(recovery) {
    const file = URL.createObjectURL(new Blob([`${recovery.join("\n")}\n`], { type: "text/plain" }));
    this.draw(html`<div class="stack">
      ${banner("neutral", "check", t("second.on"))}
      <p>${t("second.recovery.words")}</p>
      <ul class="codes tabular">${recovery.map((one) => html`<li><code>${one}</code></li>`)}</ul>
      <a class="button wide" href="${file}" download="laurel-recovery.txt">${t("second.recovery.save")}</a>
      <a class="button wide primary" href="/">${t("second.recovery.done")}</a>
    </div>`);
    renew().catch(() => { /* the next page asks again */ });
  }

  known(state) {
    this.draw(html`<form class="stack">
      ${banner("neutral", "check", t("second.since", { date: date(state.since), n: state.recovery_left }))}
      ${codeField("code", t("second.code"), t("second.code.hint"))}
      <button class="button wide primary" name="does" value="codes">${t("second.renew")}</button>
      ${state.required ? null : html`<button class="button wide" name="does" value="end">${t("second.end")}</button>`}
      <a class="button wide" href="/">${t("action.back")}</a>
    </form>`, async ({ does = "codes", code }) => {
      const { recovery } = await post(`/session/second-factor/${does}`, { code });
      if (does === "codes") this.codes(recovery); else await this.show();
    });
  }
}

customElements.define("second-factor-page", SecondFactorPage);
