/* Campaigns: those that run, those to come, those that are over; managers make new ones, end them early and extend them. */
import { create, html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { number, period } from "../core/format.js";
import { all as everything, get, post, put } from "../core/api.js";
import { atLeast } from "../core/session.js";
import { today } from "../core/local-time.js";
import { monthStart } from "../core/period-keys.js";
import { View } from "../core/view.js";
import { contestWords, cost, days, progress, when } from "../campaigns/campaign-card.js";
import { dayAfter, idOf, read } from "../campaigns/campaign-draft.js";
import { fit, form, ruleLine } from "../campaigns/campaign-form.js";
import { tried } from "../campaigns/tried.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { banner, empty, skeletonCard } from "../widgets/states.js";
import { tellProblem } from "../widgets/form-errors.js";
import { dot, icon } from "../widgets/icon.js";
import { isSent, photograph } from "../widgets/photograph.js";
import { choosePicture } from "../widgets/picture-field.js";

const looks = { running: "good", planned: "", over: "" };

class CampaignsPage extends View {
  load(signal) { return everything("/campaigns", { signal }).then((campaigns) => ({ campaigns })); }

  skeleton() { return html`<div class="page-head"><h1>${t("nav.campaigns")}</h1></div>${skeletonCard(10, 20, 14)}`; }

  view({ campaigns }) {
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.campaigns")}</h1><p>${t("campaign.intro")}</p></div>
        ${atLeast("manager")
          ? html`<button class="button primary small" type="button" data-new>${icon("plus")}${t("campaign.new")}</button>`
          : null}
      </div>
      <div class="view" data-says></div>
      ${campaigns.length
        ? html`<div class="campaigns">${campaigns.map((campaign) => this.#card(campaign))}</div>`
        : html`<section class="card">${empty(t("campaign.empty.title"), t("campaign.empty.words"))}</section>`}
    `;
  }

  #card(campaign) {
    const { contest, may } = campaign;
    return html`<section class="card campaign" data-campaign="${campaign.id}" aria-labelledby="h-${campaign.id}">
      ${isSent(campaign.picture) ? html`<p class="campaign-picture wide">${photograph(campaign.picture, "48rem")}</p>` : null}
      <div class="between">
        <h2 id="h-${campaign.id}">${text(campaign.title)}</h2>
        <span class="badge ${looks[campaign.state]}">${when(campaign)}</span>
      </div>
      <p class="hint">${days(campaign)}${campaign.teams.map((team) => html`${dot}${team.name}`)}</p>
      ${campaign.text ? html`<p>${text(campaign.text)}</p>` : null}
      <p>${contestWords(contest)}</p>
      ${progress(campaign)}
      ${contest?.honours.length
        ? html`<ul class="campaign-honours">
          ${contest.honours.map((honour) => html`<li>
            <strong>${t("campaign.place", { rank: honour.rank })}</strong>
            ${honour.title ? html`<span class="honour">${text(honour.title)}</span>` : null}
            ${honour.points
              ? html`<span class="num">${t("points.gained", { points: `+${number(honour.points)}`, n: honour.points })}</span>`
              : null}
          </li>`)}
        </ul>`
        : null}
      <p class="campaign-foot">
        <span>${t("campaign.cost", { points: cost(campaign) })}</span>
        ${contest && campaign.state !== "planned"
          ? html`<a class="link" href="/?board=${encodeURIComponent(contest.board)}">${t("campaign.board")}</a>`
          : null}
        ${contest?.locked ? html`<a class="link" href="/honours?board=${encodeURIComponent(contest.board)}">${t("nav.honours")}</a>` : null}
        ${may.extend ? html`<button class="button quiet small" type="button" data-extend>${t("campaign.extend")}</button>` : null}
        ${may.end ? html`<button class="button quiet small" type="button" data-end>${t("campaign.end")}</button>` : null}
      </p>
    </section>`;
  }

  ready({ campaigns }) {
    const of = (button) => campaigns.find((one) => one.id === button.closest("[data-campaign]").dataset.campaign);
    this.on("click", "[data-new]", (_, button) => busy(button, () => this.#make()));
    this.on("click", "[data-end]", (_, button) => this.#amend(of(button), "end"));
    this.on("click", "[data-extend]", (_, button) => this.#amend(of(button), "extend"));
  }

  // Making one

  async #make() {
    const [files, rules, teams] = await Promise.all([get("/rules/files"), get("/rules"), everything("/teams")]);
    const plain = rules.items.filter((rule) => files.rules[rule.id]);
    const from = today();
    const until = new Date(Date.parse(`${from}T12:00:00Z`) + 13 * 86_400_000).toISOString().slice(0, 10);
    const dialog = openDialog(t("campaign.new"), form({ rules: plain, metrics: files.metrics, teams, from, until }), { look: "wide" });
    const element = dialog.querySelector("form");
    fit(element);
    element.addEventListener("change", () => fit(element));
    choosePicture(element, {
      ratio: 8 / 5,
      done: (path) => {
        element.elements.picture.value = path;
        const place = element.querySelector("[data-picture]");
        place.hidden = false;
        render(place, photograph(path));
      },
    });
    element.querySelector("[data-add-rule]").addEventListener("click", () => {
      const lines = element.querySelector("[data-rules]");
      lines.append(create(ruleLine(plain, lines.children.length)));
    });
    const trying = element.querySelector("[data-try]");
    trying.addEventListener("click", () => busy(trying, () => this.#try(element, files.rules)));
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      if (element.checkValidity()) busy(element.querySelector("[data-save]"), () => this.#publish(dialog, element, files.rules));
    });
  }

  async #try(element, rules) {
    const draft = { ...read(element, rules) };
    const [from, to] = [monthStart(-1), monthStart(0)];
    const place = element.querySelector("[data-tried]");
    render(element.querySelector("[data-says]"), null);
    if (!draft.from) draft.from = today();
    if (!draft.until) draft.until = dayAfter(draft.from);
    try {
      const answer = await post(`/campaigns/${encodeURIComponent(idOf(draft))}/try`, { campaign: draft, from, to });
      render(place, tried(answer, period(from.slice(0, 7)))).scrollIntoView({ block: "nearest" });
    } catch (problem) { this.#tell(element, problem); }
  }

  async #publish(dialog, element, rules) {
    const draft = read(element, rules);
    try {
      const answer = await put(`/campaigns/${encodeURIComponent(idOf(draft))}`, draft);
      dialog.close();
      await this.reload({ quiet: true });
      render(
        this.querySelector("[data-says]"),
        answer.state === "published"
          ? banner("neutral", "check", t("campaign.published"))
          : banner("neutral", "hourglass", t("campaign.waiting", { role: t(`role.${answer.needs}`) }))
      );
    } catch (problem) { this.#tell(element, problem); }
  }

  #tell(element, problem) {
    if (problem.status === undefined) throw problem;
    tellProblem(element, problem);
    element.querySelector("[data-says]").scrollIntoView({ block: "nearest" });
  }

  // Another end

  #amend(campaign, what) {
    const dialog = openDialog(t(`campaign.${what}`), html`<form class="stack" novalidate>
      <div data-says></div>
      <p>${t(`campaign.${what}.words`, { title: text(campaign.title) })}</p>
      ${what === "extend"
        ? html`<div class="field">
          <label for="a-until">${t("campaign.until")}</label>
          <input class="input" id="a-until" name="until" type="date" required min="${campaign.until.slice(0, 10)}">
        </div>`
        : null}
      <div class="field">
        <label for="a-reason">${t("campaign.reason")}</label>
        <input class="input" id="a-reason" name="reason" required maxlength="500">
      </div>
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.cancel")}</button>
        <button class="button ${what === "end" ? "danger" : "primary"}" type="submit">${t(`campaign.${what}`)}</button>
      </div>
    </form>`);
    const element = dialog.querySelector("form");
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!element.checkValidity()) return;
      busy(element.querySelector("[type=submit]"), async () => {
        const body = { reason: element.elements.reason.value.trim() };
        if (what === "extend") body.until = dayAfter(element.elements.until.value);
        try {
          const answer = await post(`/campaigns/${encodeURIComponent(campaign.id)}/${what}`, body);
          dialog.close();
          await this.reload({ quiet: true });
          if (answer.state === "waiting") {
            const words = t("campaign.waiting", { role: t(`role.${answer.needs}`) });
            render(this.querySelector("[data-says]"), banner("neutral", "hourglass", words));
          }
        } catch (problem) { this.#tell(element, problem); }
      });
    });
  }
}

customElements.define("campaigns-page", CampaignsPage);
