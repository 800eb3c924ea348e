/*
 * The first hour: from an empty server to a board with real names. Each step shows what is there already, can be left and taken up again,
 * and opens the form that does it.
 */
import { html, render } from "../../core/html.js";
import { t, text } from "../../core/i18n.js";
import { ago, number } from "../../core/format.js";
import { all as everything, get, post } from "../../core/api.js";
import { session, renew } from "../../core/session.js";
import { icon } from "../../widgets/icon.js";
import { busy, openDialog } from "../../widgets/dialog.js";
import { banner, explain, skeletonCard } from "../../widgets/states.js";
import { View } from "../../core/view.js";

const steps = ["company", "people", "programme", "connect", "screen", "invite"];
const left = "laurel.first-hour.left";
const pause = 3000;           // ms between two looks for the first event
const tryOut = "laurel demo --port 8081";

/** Sample data have a server of their own: what is recorded here is sealed, and could not be taken out again. */
const demo = () => html`<aside class="card stack" aria-labelledby="demo">
  <h2 id="demo">${t("first-hour.demo")}</h2>
  <p class="muted">${t("first-hour.demo.words")}</p>
  <code class="secret">${tryOut}</code>
</aside>`;

class FirstHourPage extends View {
  role = "admin";

  async load(signal) {
    const none = () => [];
    const [members, teams, users, tokens, screens, rules, versions, activities] = await Promise.all([
      ...["/members", "/teams", "/users", "/tokens"].map((path) => everything(path, { signal })),
      everything("/screens", { signal }).catch(none), get("/rules", { signal }), get("/rules/versions", { query: { limit: 5 }, signal }),
      get("/activities", { query: { limit: 1 }, signal }).catch(() => ({ items: [] })),
    ]);
    return { members, teams, users, tokens, screens, rules: rules.items, versions: versions.items, first: activities.items[0] ?? null };
  }

  skeleton() {
    return html`<div class="page-head"><h1>${t("nav.first-hour")}</h1></div>${skeletonCard(10, 20, 20)}${skeletonCard(10, 20, 20)}`;
  }

  /** Whether a step is done, by what is there. */
  #done() {
    const { members, tokens, screens, rules, versions, first, users } = this.data;
    return {
      company: versions.some((one) => one.publication), people: members.length > 0, programme: rules.length > 0,
      connect: tokens.length > 0 && first !== null, screen: screens.length > 0, invite: users.filter((one) => one.member).length > 0,
    };
  }

  view() {
    const done = this.#done();
    const skipped = readLeft();
    const open = steps.find((step) => !done[step] && !skipped.includes(step));
    const count = steps.filter((step) => done[step]).length;
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.first-hour")}</h1><p>${t("first-hour.intro", { n: count, all: steps.length })}</p></div>
        <a class="button small" href="/">${t("first-hour.board")}</a></div>
      <div class="view" data-says aria-live="polite"></div>
      ${this.data.first ? null : demo()}
      <ol class="first-hour">${steps.map((step, index) => this.#step(step, index, done[step], skipped.includes(step), step === open))}</ol>
    `;
  }

  #step(step, index, done, skipped, open) {
    const state = done ? "done" : skipped ? "left" : open ? "now" : "open";
    return html`<li class="card stack ${state}" aria-labelledby="step-${step}">
      <div class="between"><h2 id="step-${step}"><span class="step-number" aria-hidden="true">${done ? icon("check") : index + 1}</span>
        ${t(`first-hour.${step}`)}</h2><span class="badge${done ? " ok" : ""}">${t(`first-hour.state.${state}`)}</span></div>
      <p class="muted">${t(`first-hour.${step}.words`)}</p>
      ${this.#there(step)}
      <p class="cluster">${this.#ways(step, done)}
        ${done ? null : html`<button class="link small" type="button" data-leave="${step}">
          ${t(skipped ? "first-hour.take-up" : "first-hour.leave")}</button>`}</p>
    </li>`;
  }

  /** What is there already, in a sentence. */
  #there(step) {
    const { members, teams, users, tokens, screens, rules, first } = this.data;
    const words = {
      company: () => [text(session.company.name), session.company.timezone, session.company.currency].join(t("list.comma")),
      people: () => t("first-hour.people.there", { members: number(members.length), teams: number(teams.length) }),
      programme: () => rules.slice(0, 6).map((one) => text(one.title)).join(t("list.comma")),
      connect: () => (
        first ? t("first-hour.connect.first", { when: ago(first.recorded ?? first.time) })
          : tokens.length ? t("first-hour.connect.waiting") : ""
      ),
      screen: () => screens.map((one) => one.name ?? t("settings.screens.unnamed")).join(t("list.comma")),
      invite: () => t("first-hour.invite.there", { n: users.length }),
    }[step]();
    const lit = step === "connect" && tokens.length;
    if (!words) return null;
    return html`<p class="there${lit && first ? " lit" : ""}" role="status">
      ${lit ? html`<span class="lamp" aria-hidden="true"></span>` : null}${words}</p>`;
  }

  #ways(step, done) {
    const button = (name, words, look = "") => html`<button class="button small ${look}" type="button" data-do="${name}">${words}</button>`;
    const link = (path, words) => html`<a class="button small" href="${path}">${words}</a>`;
    const main = done ? "" : "primary";
    return {
      company: () => [
        button("company", t("company.company"), main),
        button("calendar", t("company.calendar")),
        button("authority", t("company.authority")),
      ],
      people: () => [button("people", t("people.many"), main), link("/manage/settings", t("imports.title"))],
      programme: () => [
        link("/manage/rules?new", t("first-hour.programme.go")),
        link("/manage/rewards", t("nav.catalogue")),
        link("/manage/tiers", t("nav.tiers")),
      ],
      connect: () => [
        button("token", t("settings.token.add"), main), link("/manage/webhooks", t("nav.webhooks")),
        link("/manage/settings", t("imports.title")), link("/docs", t("settings.docs")),
      ],
      screen: () => [button("screen", t("settings.screens.add"), main), link("/wall", t("preferences.wall"))],
      invite: () => [button("invite", t("people.invite.many"), main)],
    }[step]();
  }

  ready() {
    this.on("click", "[data-leave]", (_, button) => {
      const skipped = readLeft();
      const { leave } = button.dataset;
      writeLeft(skipped.includes(leave) ? skipped.filter((one) => one !== leave) : [...skipped, leave]);
      this.draw();
    });
    this.on("click", "[data-do]", (_, button) => busy(button, () => this.#go(button.dataset.do)));
    if (this.data.tokens.length && !this.data.first) this.#watch();
  }

  async #go(name) {
    const again = () => this.reload({ quiet: true });
    try {
      if (["company", "calendar", "authority"].includes(name)) {
        await (await import("../../company/company-forms.js")).openCompanyForm(name, async (answer) => {
          await renew();
          await again();
          const words = t(answer.state === "waiting" ? "company.waiting" : "company.published");
          render(this.querySelector("[data-says]"), banner("neutral", "check", words));
        });
      }
      if (name === "people") await (await import("../../people/add-many.js")).addMany(again);
      if (name === "screen") await (await import("../../screens/screens-card.js")).addScreen(again);
      if (name === "token") await this.#token();
      if (name === "invite") {
        const taken = new Set(this.data.users.map((one) => one.member));
        (await import("../../people/invite-many.js")).inviteMany(this.data.members.filter((one) => !one.left && !taken.has(one.id)), again);
      }
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
    }
  }

  /** A token for the first system, and the line that tries it: what arrives lights the lamp. */
  async #token() {
    const name = t("first-hour.connect.token", { n: this.data.tokens.length + 1 });
    const { token } = await post("/tokens", { name, scopes: ["activities:write"], sources: [] });
    await this.reload({ quiet: true });
    const member = this.data.members[0]?.id ?? "li.na";
    const type = this.data.rules[0]?.on[0] ?? "sale.won";
    const event = JSON.stringify({ source: "/crm", id: "TEST-1", type, subject: member, data: { amount: 100 } });
    const headers = `-H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json'`;
    const line = `curl -X POST ${location.origin}/api/v1/activities ${headers} -d '${event}'`;
    openDialog(t("settings.token.made"), html`<div class="stack"><p>${t("settings.secret.words")}</p><code class="secret">${token}</code>
      <p>${t("first-hour.connect.try")}</p><code class="secret">${line}</code>
      <p class="hint">${t("first-hour.connect.lights")}</p>
      <div class="actions"><button class="button" type="button" data-close>${t("action.close")}</button></div></div>`, { look: "wide" });
  }

  #watch() {
    const timer = setInterval(async () => {
      const { items } = await get("/activities", { query: { limit: 1 } }).catch(() => ({ items: [] }));
      if (!items.length || !this.isConnected) return;
      clearInterval(timer);
      this.data.first = items[0];
      this.draw();
    }, pause);
    this.own(() => clearInterval(timer));
  }
}

function readLeft() { try { return JSON.parse(localStorage.getItem(left) ?? "[]"); } catch { return []; } }
function writeLeft(names) { try { localStorage.setItem(left, JSON.stringify(names)); } catch { /* lasts for this page only */ } }

customElements.define("first-hour-page", FirstHourPage);
