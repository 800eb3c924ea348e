/* Settings for administrators: what the company file says, tokens, calls out, data out. */
import { html, render } from "../../core/html.js";
import { languageNames, t, text } from "../../core/i18n.js";
import { address, all as everything, get, idempotencyKey, post, remove } from "../../core/api.js";
import { ago, date, duration, money, number } from "../../core/format.js";
import { icon } from "../../widgets/icon.js";
import { renew, session } from "../../core/session.js";
import { busy, openDialog } from "../../widgets/dialog.js";
import { fromLocal } from "../../core/local-time.js";
import { banner, explain, skeletonCard } from "../../widgets/states.js";
import { confirmFirst } from "../../widgets/confirm-dialog.js";
import { tellProblem } from "../../widgets/form-errors.js";
import { addScreen, screensCard } from "../../screens/screens-card.js";
import { editSignIn, signInCard } from "../../settings/sign-in-card.js";
import { View, wanted } from "../../core/view.js";

const scopes = ["activities:write", "members:write", "read", "provision", "admin"];

class SettingsPage extends View {
  role = "admin";

  async load(signal) {
    const paths = ["/tokens", "/screens"];
    const signIn = get("/settings/sign-in", { signal }).catch(none);
    const [tokens, screens] = await Promise.all(paths.map((path) => everything(path, { signal }).catch(none)));
    return { tokens, screens, signIn: await signIn };
  }

  skeleton() { return html`<div class="page-head"><h1>${t("nav.settings")}</h1></div>${skeletonCard(10, 20, 20)}${skeletonCard(10, 20)}`; }

  view({ tokens, screens, signIn }) {
    return html`
      <div class="page-head only-desktop"><h1>${t("nav.settings")}</h1></div>
      <div class="view" data-says></div>
      <div class="columns halves">
        <div class="stack">
          <section class="card" aria-labelledby="co">
            <div class="card-head"><h2 id="co">${t("settings.company")}</h2></div>
            ${company(session.company)}
            <p class="cluster">${["company", "authority", "calendar"].map((kind) => html`<button class="button small" type="button"
              data-form="${kind}">${t(`company.${kind}`)}</button>`)}
              <a class="button quiet small" href="/manage/first-hour">${t("nav.first-hour")}</a></p>
          </section>
          ${signIn?.passwords ? signInCard(signIn) : null}
          <section class="card" aria-labelledby="out">
            <div class="card-head"><h2 id="out">${t("settings.data")}</h2></div>
            <p class="cluster">
              ${["entries", "activities", "members"].map((name) => html`<a
                class="button small"
                href="${address(`/exports/${name}.csv`)}"
                download>
                ${icon("download")}
                ${t(`settings.export.${name}`)}
              </a>`)}
            </p>
            <p><a class="link small" href="/api/v1/docs">${t("settings.docs")}</a></p>
          </section>
        </div>
        <div class="stack">
          ${screensCard(screens ?? [])}${tokenCard(tokens ?? [])}
          ${importCard()}${hookCard()}
        </div>
      </div>
    `;
  }

  ready() {
    this.on("click", "[data-new-token]", () => this.#token());
    this.on("click", "[data-sign-in]", () => editSignIn(() => this.reload({ quiet: true })));
    this.on("click", "[data-form]", (_, button) => busy(button, () => this.#company(button.dataset.form)));
    if (wanted("token")) this.#token();
    if (wanted("screen")) addScreen(() => this.reload({ quiet: true }));
    this.on("click", "[data-new-screen]", () => addScreen(() => this.reload({ quiet: true })));
    this.on("click", "[data-drop-screen]", (_, button) => this.#drop(
      `/screens/${encodeURIComponent(button.dataset.dropScreen)}`,
      t("settings.screens.revoke")
    ));
    this.on("click", "[data-revoke]", (_, button) => this.#drop(
      `/tokens/${encodeURIComponent(button.dataset.revoke)}`,
      t("settings.token.revoke.sure")
    ));
    this.on("click", "[data-revoke-all]", (_, button) => this.#drop("/tokens", t("settings.token.revoke-all.sure")));
  }

  /** The company is published like the rules: what came of it is said when the form is gone. */
  async #company(kind) {
    const { openCompanyForm } = await import("../../company/company-forms.js");
    try {
      await openCompanyForm(kind, async (answer) => {
        await renew();
        await this.reload({ quiet: true });
        const words = t(answer.state === "waiting" ? "company.waiting" : "company.published");
        render(this.querySelector("[data-says]"), banner("neutral", answer.state === "waiting" ? "clock" : "check", words));
      });
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
    }
  }

  #drop(path, title) {
    confirmFirst({ title, yes: t("action.remove") }, async () => {
      await remove(path);
      await this.reload({ quiet: true });
    });
  }

  #token() {
    this.#form(
      t("settings.token.add"),
      html`
        <div class="field">
          <label for="k-name">${t("field.name")}</label>
          <input class="input" id="k-name" name="name" required maxlength="64" autocomplete="off">
        </div>
        <fieldset class="field">
          <legend>${t("settings.token.scopes")}</legend>
          ${scopes.map((scope) => html`<label class="check">
            <input type="checkbox" name="scopes" value="${scope}">
            <span>${scope}</span>
          </label>`)}
        </fieldset>
        <div class="field">
          <label for="k-sources">${t("settings.token.sources")}</label>
          <input class="input" id="k-sources" name="sources" placeholder="/crm, /erp" autocomplete="off" aria-describedby="k-hint">
          <p class="hint" id="k-hint">${t("settings.token.sources.hint")}</p>
        </div>
        <div class="field">
          <label for="k-expires">${t("settings.token.expires")}</label>
          <input class="input" id="k-expires" name="expires" type="date">
        </div>
      `,
      async (data, key) => {
        const { token } = await post(
          "/tokens",
          {
            name: data.get("name"),
            scopes: data.getAll("scopes"),
            sources: list(data.get("sources")),
            expires: fromLocal(data.get("expires")),
          },
          { key }
        );
        return { title: t("settings.token.made"), words: t("settings.secret.words"), secret: token };
      }
    );
  }

  #form(title, body, save) {
    const key = idempotencyKey();
    const dialog = openDialog(title, html`<form class="stack">
      <div data-says></div>
      ${body}
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.cancel")}</button>
        <button class="button primary">${t("action.save")}</button>
      </div>
    </form>`);
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      busy(event.target.querySelector(".primary"), async () => {
        try {
          const made = await save(new FormData(event.target), key);
          dialog.close();
          await this.reload({ quiet: true });
          openDialog(made.title, html`<div class="stack">
            <p>${made.words}</p>
            <code class="secret">${made.secret}</code>
            <div class="actions"><button class="button" type="button" data-close>${t("action.close")}</button></div>
          </div>`);
        } catch (problem) { tellProblem(dialog, problem); }
      });
    });
  }
}

/** What cannot be read is empty; what this server does not offer is not shown. */
const none = (problem) => (problem.status === 404 ? null : []);
const list = (words) => words.split(/[,，\s]+/).filter(Boolean);

function company(one) {
  const ladder = (one.approvals ?? []).map((step) => t(
      step.by === "none" ? "settings.ladder.nobody" : step.up_to ? "settings.ladder.up-to" : "settings.ladder.above",
      { points: step.up_to ? number(step.up_to) : "", role: step.by === "none" ? "" : t(`role.${step.by}`) }
    ))
    .join(t("list.comma.sentence"));
  const rows = [
    [t("field.name"), text(one.name)],
    [t("settings.timezone"), one.timezone],
    [t("settings.currency"), one.currency],
    [t("company.point-value"), one.point_value ? money(one.point_value) : null],
    [t("preferences.language"), (one.languages ?? []).map((tag) => languageNames[tag] ?? tag).join(t("list.comma"))],
    [t("settings.lock"), duration(one.lock_after)],
    [t("settings.live-since"), one.live_since],
    [t("settings.ladder"), ladder],
  ].filter(([, value]) => value);
  return html`<dl class="pairs">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const lastUse = (one) => (
  one.used
    ? [t("sessions.used", { when: ago(one.used) }), one.address, one.agent?.slice(0, 40)].filter(Boolean).join(t("list.comma"))
    : t("settings.token.unused")
);

const tokenCard = (tokens) => html`<section class="card" aria-labelledby="tok">
  <div class="card-head">
    <h2 id="tok">${t("settings.tokens")}</h2>
    <button class="button small" type="button" data-new-token>${icon("plus")}${t("settings.token.add")}</button>
  </div>
  ${tokens.length
    ? html`
      <ul class="feed">
        ${tokens.map((one) => html`<li>
          <span class="kind">${icon("key")}</span>
          <span>
            <strong>${one.name}</strong>
            <small>${one.scopes.join(", ")}</small>
            <small>${one.expires ? t("settings.token.until", { date: date(one.expires) }) : t("lots.never")}</small>
            <small>${lastUse(one)}</small>
          </span>
          <button class="link small" type="button" data-revoke="${one.id}">${t("settings.token.revoke")}</button>
        </li>`)}
      </ul>
      <p class="table-foot"><button class="link small" type="button" data-revoke-all>${t("settings.token.revoke-all")}</button></p>
    `
    : html`<p class="hint">${t("settings.tokens.none")}</p>`}
</section>`;

/** Who outside is told what happens here has a page of its own. */
const hookCard = () => html`<section class="card" aria-labelledby="hook">
  <div class="card-head"><h2 id="hook">${t("settings.hooks")}</h2></div>
  <p class="hint">${t("settings.hooks.words")}</p>
  <p><a class="button small" href="/manage/webhooks">${icon("globe")}${t("nav.webhooks")}</a></p>
</section>`;

/** Files come in on a page of their own. */
const importCard = () => html`<section class="card" aria-labelledby="imp">
  <div class="card-head"><h2 id="imp">${t("settings.in")}</h2></div>
  <p class="hint">${t("settings.in.words")}</p>
  <p class="cluster">
    <a class="button small" href="/manage/import">${icon("download")}${t("nav.import")}</a>
    <a class="button small" href="/manage/hooks">${icon("globe")}${t("nav.hooks")}</a>
  </p>
</section>`;

customElements.define("settings-page", SettingsPage);
