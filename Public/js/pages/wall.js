/*
 * The wall: nobody touches it for months. It turns through the company's boards, celebrates, says when its data is old,
 * and never shows an error: what it last knew stays, and it tries again for ever.
 */
import { create, html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { asHere, clock, daysLeft, money, now, parts, percent, period, quantity } from "../core/format.js";
import { all as everything, get } from "../core/api.js";
import { companyMark } from "../widgets/icon.js";
import { live } from "../live/live.js";
import { registerServiceWorker } from "../core/service-worker.js";
import { session, start } from "../core/session.js";
import { compose, Standings } from "../board/standings.js";
import { named, teamNames } from "../board/board-row.js";
import { boardTitle, feedLine, stands, stretch } from "../board/board-parts.js";
import { CelebrationQueue } from "../live/celebration-queue.js";
import { paced } from "../widgets/bar.js";
import { backgroundWreath, wreath } from "../widgets/wreath.js";
import { chime } from "../screens/chime.js";
import { pair, waitForServer } from "../screens/pairing.js";
import "../board/board-podium.js";
import "../board/board-list.js";

const turn = 20_000;             // for which a board stands, unless somebody chose otherwise
const renewal = 4;               // the hour of the night in which the page begins anew
const reread = 5 * 60_000;
const again = 10_000;
const together = 60;
const rowsShown = 7;
const night = [22, 7];           // hours in which the screen dims

class WallPage extends HTMLElement {
  #boards = [];
  #now = 0;
  #standings = new Standings();
  #meta = null;
  #stop = () => {};
  #timer = null;
  #feed = [];
  #screen = null;
  #isOld = false;                // it has stood since before the last night

  async connectedCallback() {
    await this.#begin();
    this.#frame();
    this.moments = new CelebrationQueue(this);
    live.subscribe({ feed: "celebrations" }, {
      snapshot: ({ items }) => { if (items) this.#news(items); },
      item: (item) => { this.#news([item, ...this.#feed]); this.moments.add(item); if (this.#screen?.sound) chime(item); },
    });
    live.addEventListener("state", () => {
      // The screen may watch no longer: it asks for another code.
      if (this.#screen && live.refusal !== null) location.reload();
      this.#state();
    });
    await this.#show(0);
    setInterval(() => this.#show(this.#now + 1), pace(this.#screen));
    setInterval(() => this.#targets(), reread);
    setInterval(() => this.#tick(), 1000);
    setInterval(() => { this.dataset.shift = String((Number(this.dataset.shift ?? 0) + 1) % 5); }, 4 * 60_000);
    this.#targets();
    this.#lately();
    this.#tick();
    this.#state();
    registerServiceWorker();
  }

  /** Session and boards, tried until they come. */
  async #begin() {
    for (;;) {
      try {
        const { problem } = await start({ open: true });
        if (problem && ![401, 403].includes(problem.status)) throw problem;
        if (problem) this.#screen = await pair(this);
        const [boards, teams] = await Promise.all([get("/boards", { query: { limit: 500 } }), everything("/teams").catch(() => [])]);
        for (const team of teams) teamNames.set(team.id, team.name);
        this.#choose(boards.items);
        this.reread ??= setInterval(() => this.#again(), reread);
        return;
      } catch {
        if (!this.querySelector("main")) waitForServer(this);
        await new Promise((resolve) => { setTimeout(resolve, again); });
      }
    }
  }

  /** Campaigns come and go while nobody touches the screen. */
  async #again() {
    const boards = await get("/boards", { query: { limit: 500 } }).catch(() => null);
    if (boards) this.#choose(boards.items);
  }

  #choose(boards) { this.#boards = this.#screen ? shownOn(this.#screen, boards) : chosen(boards); }

  #frame() {
    document.title = `${t("nav.wall")} · ${t("brand")}`;
    render(this, html`<main class="wall stage">
      ${backgroundWreath()}
      <header class="wall-head">
        <span class="brand">${companyMark(session?.company ?? this.#screen?.company)}<span>${t("brand")}</span></span>
        <div class="wall-title"><h1></h1><p></p></div>
        <p class="wall-clock"><span class="live" data-state="live"></span><time class="num"></time></p>
      </header>
      <section class="wall-podium"></section>
      <section class="wall-list"></section>
      <footer class="wall-foot"><div class="thermo"></div><ul class="ticker"></ul><ol class="turns"></ol></footer>
    </main>`);
  }

  // One board

  async #show(index) {
    if (!this.#boards.length) { this.#empty(); return; }
    const next = index % this.#boards.length;
    const board = this.#boards[next];
    const scope = board.scope === "own-team" && this.#screen?.team ? { scope: `team:${this.#screen.team.id}` } : {};
    const meta = await get(`/boards/${board.id}`, { query: { period: "current", limit: 20, ...scope } }).catch(() => null);
    if (!meta) return;                                  // the board that stands stays
    this.#stop();
    this.#now = next;
    this.#meta = { ...meta, board };
    this.#standings = new Standings();
    this.#standings.replace(meta);
    this.#title();
    this.#clear();
    this.#draw();
    const standings = this.#standings;
    this.#stop = live.subscribe({ board: board.id, period: "current", window: { top: 20 }, ...scope }, {
      snapshot: (snapshot) => { standings.replace(snapshot); this.#soon(); },
      change: (change) => { standings.apply(change); this.#soon(); },
    });
  }

  #title() {
    const { board, until, state } = this.#meta;
    this.querySelector("h1").textContent = text(board.title) || boardTitle(board);
    const left = until ? daysLeft(until) : null;
    const rest = state !== "open"
      ? t(`board.state.${state}`)
      : left === null ? null : left <= 1 ? t("board.last-day") : t("wall.left", { n: left });
    render(this.querySelector(".wall-title p"), html`${stretch(this.#meta)}${rest ? html`<span class="dot"></span>${rest}` : null}`);
    render(
      this.querySelector(".turns"),
      this.#boards.length > 1 ? this.#boards.map((_, index) => html`<li class="${index === this.#now ? "now" : ""}"></li>`) : null
    ).setAttribute("aria-label", t("wall.turn", { now: this.#now + 1, total: this.#boards.length }));
  }

  #clear() {
    render(this.querySelector(".wall-podium"), html`<board-podium></board-podium>`);
    render(this.querySelector(".wall-list"), html`<board-list></board-list>`);
    for (const place of this.querySelectorAll(
      ".wall-podium, .wall-list"
    )) place.animate?.([{ opacity: 0 }, { opacity: 1 }], { duration: 480, easing: "ease-out" });
  }

  #soon() {
    this.#timer ??= setTimeout(() => { this.#timer = null; this.#draw(); }, together);
  }

  #draw() {
    const { board } = this.#meta;
    const rows = named(this.#standings.rows);
    if (!rows.length) { this.#empty(); return; }
    if (!this.querySelector("board-podium")) this.#clear();
    this.querySelector("board-podium").board = { rows: rows.slice(0, 10), unit: board.unit, mine: null };
    const items = compose(rows, [], 3 + rowsShown, 0).slice(3);
    this.querySelector("board-list").board = { items, unit: board.unit, mine: null };
    this.#fit();
  }

  /** Fewer rows rather than smaller ones, when names wrap. */
  #fit() {
    const place = this.querySelector(".wall-list");
    const list = place.querySelector("ol");
    if (!list) return;
    for (const row of list.children) row.hidden = false;
    const room = place.parentElement.querySelector(".wall-foot").getBoundingClientRect().top
      - this.querySelector(".wall-head").getBoundingClientRect().bottom;
    for (let last = list.children.length - 1; last > 0 && list.getBoundingClientRect().height > room; last--) {
      list.children[last].hidden = true;
    }
  }

  #empty() {
    render(this.querySelector(".wall-podium"), null);
    render(this.querySelector(".wall-list"), null);
    const place = this.querySelector(".wall-podium");
    place.append(create(html`<div class="wall-empty">${wreath({ pairs: 9, look: "picture" })}<p>${t("wall.waiting")}</p></div>`));
  }

  // Around it

  #news(items) {
    this.#feed = items.slice(0, 6);
    render(this.querySelector(".ticker"), this.#feed.slice(0, 2).map((item) => feedLine(item, "")));
  }

  /** What was said before this screen came on. */
  async #lately() {
    const answer = await get("/celebrations", { query: { limit: 6 } }).catch(() => null);
    if (answer && !this.#feed.length) this.#news(answer.items);
  }

  async #targets() {
    const answer = await get("/targets/attainment", { query: { period: "current", of: "company" } }).catch(() => null);
    const target = answer?.items.find((item) => item.metric.unit === "money") ?? answer?.items[0];
    if (!target) return;
    const { unit, title } = target.metric;
    const lead = target.reached - target.value * target.pace;
    const amount = unit === "money" ? money(Math.abs(Math.round(lead))) : quantity(Math.abs(Math.round(lead)), unit);
    render(this.querySelector(".thermo"), html`
      <p class="between">
        <span>${t("wall.target", { period: period(target.period), title: text(title) })}</span>
        <span>
          <strong class="num">
            ${percent(target.attainment)}
          </strong> <span class="muted">${t("wall.due", { share: percent(target.pace) })}</span>
        </span>
      </p>
      ${paced(target.attainment, target.pace, "gold")}
      <p class="between muted">
        <span class="num">${quantity(target.reached, unit)} / ${quantity(target.value, unit)}</span>
        <span>${t(lead >= 0 ? "wall.ahead" : "wall.behind", { amount })}</span>
      </p>
    `);
  }

  #tick() {
    this.querySelector(".wall-clock time").textContent = clock(now());
    const { hour } = parts(now());
    this.toggleAttribute("data-night", hour >= night[0] || hour < night[1]);
    if (new Date().getSeconds() === 0) this.#news(this.#feed);      // 6 分钟前 grows older
    this.#renew(hour);
  }

  /** Once a night, while the server answers: a newer program comes along, and nothing grows for months. */
  #renew(hour) {
    if (hour !== renewal) this.#isOld = true;
    else if (this.#isOld && live.state === "live") location.reload();
  }

  #state() {
    const state = live.state === "live" || live.state === "connecting" ? "live" : "stale";
    const dot = this.querySelector(".wall-clock .live");
    dot.dataset.state = state;
    dot.textContent = state === "live" ? t("live.live") : t("live.stale", { time: clock(asHere(live.heard)) });
    for (const place of this.querySelectorAll(".wall-podium, .wall-list")) place.classList.toggle("stale", state === "stale");
  }
}

/** Milliseconds for which a board stands: as an administrator chose, or as `?pace=30` says in seconds. */
function pace(screen) {
  const seconds = Number(screen?.pace ?? new URLSearchParams(location.search).get("pace"));
  return seconds >= 5 && seconds <= 600 ? seconds * 1000 : turn;
}

/** `?boards=a,b` chooses; else the company's boards of people and teams over a month and longer. */
function chosen(boards) {
  const wanted = new URLSearchParams(location.search).get("boards")?.split(",") ?? [];
  const named = wanted.map((id) => boards.find((board) => board.id === id)).filter(Boolean);
  if (named.length) return named;
  const company = boards.filter((board) => board.scope === "company" && board.reveal !== "quiet");
  const running = company.filter((board) => board.span && stands(board));
  const lasting = company.filter((board) => !board.span);
  const long = lasting.filter((board) => ["month", "quarter", "year"].includes(board.period));
  return [...running, ...(long.length ? long : lasting)].slice(0, 8);
}

/** What an administrator has chosen, in that order; else the same as on every wall, and the team's own boards where it has a team. */
function shownOn(screen, boards) {
  const named = screen.boards.map((id) => boards.find((board) => board.id === id)).filter(Boolean);
  return named.length ? named : chosen(boards);
}

customElements.define("wall-page", WallPage);
