/*
 * What every page has around it: sidebar, app bar, tab bar. `<laurel-shell page="me"><me-page></me-page></laurel-shell>`
 * The frame is built at once, so that nothing moves when the texts arrive; where the server wrote first rows, it wrote the frame too.
 */
import { create, html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { companyMark, icon, mark } from "../widgets/icon.js";
import { date, now } from "../core/format.js";
import { openPeople } from "../people/person.js";
import { avatar } from "../widgets/avatar.js";
import { get, onCachedAnswer } from "../core/api.js";
import { menu, tabs } from "./menu.js";
import { atLeast, myself, session, start } from "../core/session.js";
import { failed, slow } from "../widgets/states.js";
import { live } from "../live/live.js";
import { registerServiceWorker } from "../core/service-worker.js";
import "./live-dot.js";
import "./connection-banner.js";

onCachedAnswer((at) => live.kept(at));

/** After so many milliseconds a page that still waits for its session says so. */
const patienceEnds = 8000;

/** Resolves with the session when pages may begin; rejects with the Problem that forbids it. */
export const started = start();

class Shell extends HTMLElement {
  #waiting = 0;
  #stop = null;

  connectedCallback() {
    if (!this.querySelector(".shell")) this.#frame();
    started.then(() => this.#fill(), (problem) => this.#fail(problem)).finally(() => clearTimeout(this.patience));
    this.patience = setTimeout(() => this.#wait(), patienceEnds);
  }

  /** Nobody has said yet who is here: without that no page begins. */
  #wait() {
    const says = create(slow());
    says.querySelector(".retry").addEventListener("click", () => location.reload());
    this.querySelector("main").prepend(says);
    started.finally(() => says.remove()).catch(() => {});
  }

  disconnectedCallback() { this.#stop?.(); }

  #frame() {
    const frame = create(html`<div class="shell">
      <nav class="sidebar"></nav>
      <div><header class="appbar"></header><main class="page" id="main" tabindex="-1"></main></div>
      <nav class="tabbar"></nav>
    </div>`);
    frame.querySelector("main").append(...this.childNodes);
    this.append(frame);
  }

  #fill() {
    this.#waiting = session.waiting?.approvals ?? 0;
    const page = this.getAttribute("page");
    document.title = `${t(`nav.${page}`)} · ${t("brand")}`;
    this.prepend(create(html`<a class="skip" href="#main">${t("skip")}</a>`));
    this.querySelector("main").prepend(create(paperHead(session.company)));
    if (!this.hasAttribute("live")) this.querySelector("main").prepend(create(html`<connection-banner></connection-banner>`));
    if (session.clock) import("./clock-banner.js").then(() => this.querySelector("main").prepend(document.createElement("clock-banner")));
    this.#draw();
    this.addEventListener("click", (event) => this.#clicked(event));
    openPeople(this);
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      openPalette();
    });
    this.addEventListener("decided", () => this.#arrived());
    if (atLeast("manager")) {
      this.#stop = live.subscribe({ feed: "approvals" }, {
        snapshot: (value) => this.#count(value.count),
        item: (value) => this.#arrived(value.count),
      });
    }
    // signed out elsewhere: the answer leads to the sign-in page
    live.addEventListener("state", () => { if (live.refusal !== null) get("/session").catch(() => {}); });
    registerServiceWorker();
  }

  #draw() {
    const page = this.getAttribute("page");
    render(this.querySelector(".sidebar"), sidebar(page, this.#waiting)).setAttribute("aria-label", t("nav"));
    render(this.querySelector(".tabbar"), tabbar(page, this.#waiting)).setAttribute("aria-label", t("nav"));
    if (!this.querySelector(".appbar h1")) render(this.querySelector(".appbar"), appbar(page, this.hasAttribute("live")));
  }

  /** Something came or went; where the item does not say how many wait, the session does. */
  #arrived(waiting) {
    if (Number.isInteger(waiting)) { this.#count(waiting); return; }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => get("/session").then((answer) => this.#count(answer.waiting?.approvals), () => {}), 500);
  }

  #count(waiting) {
    if (!Number.isInteger(waiting) || waiting === this.#waiting) return;
    this.#waiting = waiting;
    this.#draw();
  }

  async #clicked(event) {
    if (event.target.closest("[data-search]")) await openPalette();
    if (event.target.closest("[data-settings]")) (await import("./preferences.js")).openPreferences();
    if (event.target.closest("[data-more]")) (await import("./preferences.js")).openMenu(this.getAttribute("page"), this.#waiting);
  }

  #fail(problem) {
    if (problem.status === 401) return;              // on the way to the sign-in page
    const main = this.querySelector("main");
    render(main, failed(problem));
    main.querySelector(".retry").addEventListener("click", () => location.reload());
  }
}

const openPalette = async () => (await import("./command-palette.js")).openPalette();
const apple = /Mac|iPhone|iPad/.test(navigator.platform);

/** Menu entries that the signed-in person may open. */
export const allowed = () => menu.filter((entry) => (
  atLeast(entry.role) && (!entry.member || myself()) && (!entry.needs || session.company[entry.needs])
));

export const counted = (entry, waiting) => (
  entry.page === "approvals" && waiting > 0
    ? html`<span class="count" aria-label="${t("nav.waiting", { n: waiting })}">${waiting}</span>`
    : null
);
const here = (entry, page) => (entry.page === page ? html` aria-current="page"` : null);

/** Whose paper it is, and of which day: on paper alone, where the sidebar is not. */
const paperHead = (company) => html`<p class="paper-head">
  ${companyMark(company)}<strong>${text(company.name)}</strong><span>${date(now())}</span>
</p>`;

function sidebar(page, waiting) {
  const { person, company } = session;
  const entries = allowed();
  const link = (entry) => html`<a href="${entry.path}"${here(entry, page)}>
    ${icon(entry.icon)}
    ${t(`nav.${entry.page}`)}
    ${counted(entry, waiting)}
  </a>`;
  const group = (name) => entries.filter((entry) => entry.group === name).map(link);
  const manages = atLeast("manager");
  return html`
    <span class="brand of-company">${companyMark(company)}<span>${t("brand")}</span><small>${text(company.name)}</small></span>
    <button class="search-open" type="button" data-search>
      ${icon("search")}<span class="grow">${t("nav.search")}</span><kbd>${apple ? "⌘ K" : "Ctrl K"}</kbd>
    </button>
    ${manages ? html`<h2>${t("nav.group.sales")}</h2>` : null}
    ${group("sales")}
    ${manages ? html`<h2>${t("nav.group.manage")}</h2>${group("manage")}` : null}
    <div class="who">
      ${avatar(person.name, person.team?.id, "small", person.picture)}
      <span>${person.name}<small>${[person.team?.name, manages ? t(`role.${person.role}`) : null].filter(Boolean).join(" ")}</small></span>
      <button class="icon-button" type="button" data-settings aria-label="${t("preferences")}">${icon("globe")}</button>
    </div>
  `;
}

function tabbar(page, waiting) {
  const manages = atLeast("manager");
  const names = manages ? tabs.manager : tabs.rep;
  const shown = names.map((name) => allowed().find((entry) => entry.page === name)).filter(Boolean);
  const link = (entry) => html`<a href="${entry.path}"${here(entry, page)}>
    ${icon(entry.icon)}
    ${t(`tab.${entry.page}`)}
    ${counted(entry, waiting)}
  </a>`;
  const more = html`<button type="button" data-more${shown.some((entry) => entry.page === page) ? null : html` aria-current="true"`}>
    ${icon("tiers")}
    ${t(manages ? "tab.more" : "tab.rest")}
  </button>`;
  // Whoever may open more than fits finds it behind the last.
  const hasMore = manages || allowed().some((entry) => entry.needs && !shown.includes(entry));
  return html`${shown.map(link)}${hasMore ? more : null}`;
}

function appbar(page, isLive) {
  return html`${mark("brandmark")}<h1>${t(`nav.${page}`)}</h1>${isLive ? html`<live-dot></live-dot>`
    : html`<button class="icon-button" type="button" data-settings aria-label="${t("preferences")}">${icon("globe")}</button>`}`;
}

customElements.define("laurel-shell", Shell);
