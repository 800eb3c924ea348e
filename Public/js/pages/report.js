/* Reporting abuse, and reading what was answered by a receipt in words. No session is asked for: it must not be known who is here. */
import { html, render } from "../core/html.js";
import { load, preferred, t } from "../core/i18n.js";
import { untraced } from "../core/nobody.js";
import { busy } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { banner, explain } from "../widgets/states.js";
import { languageButtons, signInFrame } from "../shell/sign-in-frame.js";

class ReportPage extends HTMLElement {
  async connectedCallback() {
    await load(preferred());
    document.title = `${t("report.abuse")} · ${t("brand")}`;
    const place = await untraced("/reports-of-abuse").catch((problem) => ({ problem }));
    this.#draw(place.problem ? banner("danger", "alert", explain(place.problem)) : place.open ? forms(place.categories) : closed());
  }

  #draw(content) {
    render(this, signInFrame(() => html`<div class="stack">
      <div><h1>${t("report.abuse")}</h1><p class="muted small">${t("report.abuse.words")}</p></div>
      ${content}
      <p><a class="link small" href="/">${t("report.back")}</a></p>
    </div>`, null));
    languageButtons(this);
    for (const form of this.querySelectorAll("form")) form.addEventListener("submit", (event) => this.#send(event));
  }

  #send(event) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!form.checkValidity()) return undefined;
    return busy(form.querySelector("[type=submit]"), async () => {
      try {
        if (form.dataset.form === "report") this.#draw(thanks(await untraced("/reports-of-abuse", read(form))));
        else this.#draw(html`${found(await untraced("/reports-of-abuse/lookup", read(form)))}${lookup(form.elements.receipt.value, true)}`);
        this.querySelector("h2")?.focus();
      } catch (problem) {
        if (problem.status === undefined && problem.code === undefined) throw problem;
        const wait = problem.status === 429 && problem.retryAfter;
        const words = wait ? t("login.wait", { n: problem.retryAfter }) : problem.status === 404 ? t("report.unknown") : explain(problem);
        render(form.querySelector("[data-says]"), banner("danger", "alert", words));
      }
    });
  }
}

const read = (form) => Object.fromEntries(
  [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value)
);

const closed = () => banner("warn", "info", t("report.closed"));

const forms = (categories) => html`
  <ul class="notes">
    <li>${icon("shield")}<span>${t("report.promise")}</span></li>
    <li>${icon("lock")}<span>${t("report.sealed")}</span></li>
  </ul>
  <form class="stack" data-form="report" novalidate>
    <div class="field">
      <label for="category">${t("report.category")}</label>
      <span class="select-box">
        <select class="input select" id="category" name="category">
          ${categories.map((one) => html`<option value="${one}">${t(`report.category.${one}`)}</option>`)}
        </select>
        ${icon("down")}
      </span>
    </div>
    <div class="field">
      <label for="report-text">${t("report.what")}</label>
      <textarea class="input" id="report-text" name="text" rows="7" required maxlength="8000" autocomplete="off"></textarea>
      <p class="hint">${t("report.what.words")}</p>
    </div>
    <div data-says></div>
    <button class="button primary wide" type="submit">${t("report.send")}</button>
  </form>
  <details class="disclosure"><summary class="link small">${t("report.have-receipt")}</summary>${lookup("", false)}</details>
`;

const lookup = (receipt, adds) => html`<form class="stack" data-form="lookup" novalidate>
  <div class="field">
    <label for="receipt">${t("report.receipt")}</label>
    <input
      class="input" id="receipt" name="receipt" value="${receipt}" required maxlength="200"
      autocomplete="off" autocapitalize="none" spellcheck="false">
  </div>
  ${adds
    ? html`<div class="field">
      <label for="more">${t("report.add")}</label>
      <textarea class="input" id="more" name="text" rows="4" maxlength="8000" autocomplete="off"></textarea>
    </div>`
    : null}
  <div data-says></div>
  <button class="button wide" type="submit">${t(adds ? "report.add.send" : "report.look")}</button>
</form>`;

const thanks = ({ receipt }) => html`
  <h2 tabindex="-1">${t("report.thanks")}</h2>
  <p>${t("report.thanks.words")}</p>
  <p class="receipt-words" lang="en">${receipt}</p>
  <p class="hint">${t("report.thanks.only")}</p>
`;

const found = ({ category, day, entries }) => html`
  <h2 tabindex="-1">${t(`report.category.${category}`)} · ${day}</h2>
  <ol class="report-entries">${entries.map((entry) => html`<li>
    <p class="hint">${t(`report.entry.${entry.kind}`)} · ${entry.day}</p>
    ${entry.text ? html`<p>${entry.text}</p>` : null}
  </li>`)}</ol>
`;

customElements.define("report-page", ReportPage);
