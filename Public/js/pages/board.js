/*
 * The leaderboard. The first picture comes by HTTP; then the live feed keeps two windows: the top, and my neighbourhood.
 * Changes that arrive together are drawn together.
 */
import { html, render } from "../core/html.js";
import { more, t } from "../core/i18n.js";
import { all as everything, get } from "../core/api.js";
import { live } from "../live/live.js";
import { myself, session } from "../core/session.js";
import { rovingFocus } from "../widgets/roving-focus.js";
import { compose, entrant, Standings } from "../board/standings.js";
import { announcement, myStanding, standingCard } from "../board/my-standing.js";
import { boardSkeleton, boardTitle, chooser, feedLine, groups, lockedCard, periodCard, stands } from "../board/board-parts.js";
import { PinnedRow } from "../board/pinned-row.js";
import { runningCampaigns } from "../board/running-campaigns.js";
import { celebratedKinds } from "../live/feed-text.js";
import { named, teamNames } from "../board/board-row.js";
import { banner, empty } from "../widgets/states.js";
import { View } from "../core/view.js";
import "../board/board-podium.js";
import "../board/board-list.js";
import "../live/celebration-toasts.js";

const together = 60;          // ms: changes that are one movement
const step = 50;              // rows a press on 展开 adds
const folded = 10;            // rows shown before the first gap
const ahead = 20;             // rows read while the list is folded: the gap may close from either side
const most = 200;             // rows that the live feed shows of a board's top
const quietNews = 10_000;     // between two sentences for readers
const personal = new Set(["overtaken", "warning", "redemption", "decision"]);      // of my notices, what is worth a toast
const desk = matchMedia("(min-width: 64rem)");      // where the card of my standing has room for what would close the gap

class BoardPage extends View {
  #boards = null;
  #shown = folded;
  #windows = null;
  #timer = null;
  #news = { at: 0, rank: null };
  #pinned = null;
  #isWhole = false;             // whether what stands beside the board is there

  async load(signal) {
    if (!this.#boards) await this.#loadOnce(signal);
    const board = this.#chosen();
    if (!board) return { board: null };
    const query = { period: new URLSearchParams(location.search).get("period") ?? "current" };
    const [top, around] = await Promise.all([
      get(`/boards/${board.id}`, { query: { ...query, limit: ahead }, signal }),
      get(`/boards/${board.id}`, { query: { ...query, around: "me", radius: 3 }, signal }).catch(() => ({ rows: [] })),
    ]);
    return { board, top, around };
  }

  async #loadOnce(signal) {
    const [boards, teams] = await Promise.all([
      get("/boards", { query: { limit: 500 }, signal }),
      everything("/teams", { signal }).catch(() => []),
    ]);
    for (const team of teams) teamNames.set(team.id, team.name);
    this.#boards = boards.items.filter((board) => stands(board) || board.id === this.#wanted);
  }

  get #wanted() { return new URLSearchParams(location.search).get("board"); }

  #chosen() {
    return this.#boards.find((board) => board.id === this.#wanted)
      ?? this.#boards.find((board) => board.value === "points" && board.entrants === "members" && board.period === "month" && !board.where)
      ?? this.#boards[0];
  }

  get #mine() {
    return this.data.board.entrants === "teams" ? session.person.team?.id ?? null : myself();
  }

  /** How many rows of the top are read. */
  get #reach() { return this.#shown === folded ? ahead : Math.min(most, this.#shown); }

  skeleton() { return boardSkeleton(); }

  view({ board, top }) {
    if (!board) return html`<section class="card">${empty(t("board.none.title"), t("board.none.words"))}</section>`;
    return html`
      <div class="page-head only-desktop"><h1>${boardTitle(board)}</h1><live-dot></live-dot></div>
      ${chooser(groups(this.#boards), board, top)}
      <connection-banner></connection-banner>
      <div class="columns fades">
        <div class="stack">${lockedCard(board, top)}<div class="stack" data-standings></div></div>
        <aside class="stack">
          <section class="card my only-desktop" aria-labelledby="my" data-my></section>
          <div class="view" data-about></div>
          <div class="view" data-campaigns></div>
          <section class="card only-desktop" aria-labelledby="feed" hidden>
            <div class="card-head"><h2 id="feed">${t("feed.title")}</h2></div>
            <ul class="feed" data-feed></ul>
          </section>
        </aside>
      </div>
      <div class="pinned" role="complementary" aria-label="${t("standing.title")}" data-pinned hidden></div>
      <p class="visually-hidden" role="status" aria-live="polite" data-news></p>
      <celebration-toasts></celebration-toasts>
    `;
  }

  ready({ board, top, around }) {
    if (!board) return;
    document.title = `${boardTitle(board)} · ${t("brand")}`;
    this.#windows = { top: new Standings(), around: new Standings() };
    this.#windows.top.replace(top);
    this.#windows.around.replace(around);
    this.#shown = Math.max(this.#shown, folded);
    this.#news = { at: 0, rank: null };
    this.#isWhole = false;
    this.#pinned = new PinnedRow(this.querySelector("[data-pinned]"));
    this.#listen();
    this.#draw();
    this.#subscribe();
    this.#slow();
  }

  // What the reader does

  #listen() {
    for (const group of this.querySelectorAll(".tabs, .segments")) rovingFocus(group);
    this.querySelector(".tabs [aria-selected=true]")?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    this.on("click", "[data-group]", (_, button) => this.#open({ board: this.#sibling(button.dataset.group).id }));
    this.on("click", "[data-board]", (_, button) => this.#open({ board: button.dataset.board }));
    this.on("click", "button[data-period]", (_, button) => this.#open({ board: this.data.board.id, period: button.dataset.period }));
    this.on("expand", "board-list", () => this.#expand());
    const state = () => this.#connection();
    live.addEventListener("state", state);
    this.own(() => live.removeEventListener("state", state));
    const poll = setInterval(() => { if (live.state !== "live" && navigator.onLine !== false) this.#poll(); }, 15_000);
    this.own(() => clearInterval(poll));
    this.#connection();
  }

  /** The board of another tab with the period that is chosen now, if it has one. */
  #sibling(key) {
    const { boards } = groups(this.#boards).find((group) => group.key === key);
    return boards.find((board) => board.period === this.data.board.period) ?? boards[0];
  }

  async #open(query) {
    const url = new URL(location.href);
    url.searchParams.delete("period");
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    history.replaceState(null, "", url);
    this.#shown = folded;
    const focus = document.activeElement?.closest("[role]")?.getAttribute("role") ?? null;
    if (!await this.reload({ quiet: true })) await this.reload();
    if (focus === "tab") this.querySelector(".tabs [aria-selected=true]")?.focus();
    if (focus === "radio") this.querySelector(".segments [aria-checked=true]")?.focus();
  }

  #expand() {
    this.#shown = Math.min(most, this.#shown === folded ? step : this.#shown + step);
    this.#subscribe();
    this.#poll();
  }

  // What the server says

  #subscribe() {
    this.stop?.();
    const { board, top } = this.data;
    const feed = live.subscribe({ feed: "celebrations" }, {
      snapshot: ({ items }) => { if (items) this.#feed(items, false); },
      item: (item) => this.#feed([item], true),
    });
    const stops = top.state === "locked" ? [] : this.#windowed(board, top);
    if (myself() !== null) stops.push(live.subscribe({ feed: "me" }, { item: (item) => this.#told(item) }));
    this.stop = () => [...stops, feed].forEach((stop) => stop());
    this.own(() => this.stop?.());
  }

  /** The two windows of an open board; a locked one no longer changes. */
  #windowed(board, top) {
    const period = top.following ? top.period : "current";
    const window = (name, size) => live.subscribe({ board: board.id, period, window: size }, {
      snapshot: (snapshot) => {
        if (snapshot.period !== top.period) { this.reload({ quiet: true }); return; }      // a new period has begun
        this.#windows[name].replace(snapshot);
        this.#soon();
      },
      change: (change) => { this.#windows[name].apply(change); this.#soon(); },
    });
    return [window("top", { top: this.#reach }), window("around", { around: "me", radius: 3 })];
  }

  async #poll() {
    const { board, top } = this.data;
    const query = { period: top.period };
    const [first, near] = await Promise.all([
        get(`/boards/${board.id}`, { query: { ...query, limit: this.#reach } }),
        get(`/boards/${board.id}`, { query: { ...query, around: "me", radius: 3 } }),
      ])
      .catch(() => []);
    if (!first || this.data.board !== board) return;
    this.#windows.top.replace(first);
    this.#windows.around.replace(near);
    this.#draw();
  }

  /** What can wait until the board stands: rules for the equivalent, last period's champion. */
  async #slow() {
    const { board, top } = this.data;
    const [rules, last, lately, campaigns] = await Promise.all([
      board.value === "points" && desk.matches ? get("/rules").then((answer) => answer.items, () => null) : null,
      top.previous ? get(`/boards/${board.id}`, { query: { period: top.previous, limit: 1 } }).catch(() => null) : null,
      this.feed ? null : get("/celebrations", { query: { limit: 6 } }).catch(() => null),
      runningCampaigns(),
    ]);
    if (this.data.top !== top) return;
    // All at once: what stands below another is not pushed down when that comes later.
    if (campaigns) render(this.querySelector("[data-campaigns]"), campaigns);
    this.data.rules = rules;
    render(this.querySelector("[data-about]"), periodCard(board, top, last?.reveal === "quiet" ? null : last?.rows[0]));
    if (lately?.items.length && !this.feed) this.#feed(lately.items, false);
    this.#draw();
    this.#isWhole = true;
    if (this.feed) this.#drawFeed();
  }

  // Drawing

  /** Both windows as the reader reads them. */
  get #seen() {
    const { top, around } = this.#windows;
    return { top: { ...top, rows: named(top.rows) }, around: { ...around, rows: named(around.rows) } };
  }

  #soon() {
    this.#timer ??= setTimeout(() => { this.#timer = null; if (this.isConnected) this.#draw(); }, together);
  }

  #draw() {
    const { board, top: first } = this.data;
    const { top, around } = this.#seen;
    const mine = this.#mine;
    const quiet = first.reveal === "quiet" || board.reveal === "quiet" && top.rows.length === 0;
    const place = this.querySelector("[data-standings]");
    const near = around.rows.some((row) => entrant(row) === mine);
    const state = myStanding(near ? around.rows : top.rows, mine, near ? around.next : top.next);
    if (!top.rows.length && !(quiet && state)) {
      render(place, html`<section class="card">
        ${empty(t("board.empty.title"), t("board.empty.words"), html`<a class="button small" href="/rules">${t("board.empty.way")}</a>`)}
      </section>`);
    }
    else this.#standings(place, quiet);
    this.querySelector("[data-my]").classList.toggle("only-desktop", !quiet);     // on a quiet board it is the whole board
    this.#mineDrawn(state);
    if (!this.querySelector("[data-about]").firstElementChild) render(this.querySelector("[data-about]"), periodCard(board, first, null));
  }

  #standings(place, quiet) {
    const { board } = this.data;
    const { top, around } = this.#seen;
    if (!place.querySelector("board-list")) {
      render(place, html`
        ${quiet ? banner("neutral", "info", t("board.quiet")) : html`<board-podium></board-podium>`}
        <section class="card flush" aria-labelledby="list-title">
          <h2 id="list-title" class="visually-hidden">${t("board.list")}</h2>
          <div class="board-head" aria-hidden="true">
            <span>${t("board.head.rank")}</span>
            <span>${t(board.entrants === "teams" ? "board.head.team" : "board.head.member")}</span>
            <span>${t("board.head.gap")}</span>
            <span>${t(board.unit !== "points" ? "board.head.value" : board.per_head ? "board.per-head" : "board.points")}</span>
          </div>
          <board-list></board-list>
        </section>
      `);
    }
    if (quiet) { place.querySelector(".card").hidden = true; return; }
    const podium = place.querySelector("board-podium");
    const shown = { unit: board.unit, mine: this.#mine, of: { board: board.id, period: this.data.top.period } };
    podium.board = { rows: top.rows, ...shown };
    const items = compose(top.rows, this.#unseen(around.rows), this.#shown, top.total);
    // the server shows no more of the top than this
    const ends = this.#shown >= most || top.rows.length < Math.min(this.#reach, top.total);
    const listed = items.slice(Math.min(3, top.rows.length)).map((item) => (item.gap && ends ? { ...item, closed: true } : item));
    place.querySelector(".card").hidden = listed.length === 0;
    place.querySelector("board-list").board = { items: listed, ...shown };
    this.#pinned.watch(this.querySelector("board-list .row.me, board-podium .me"));
  }

  /** My neighbourhood only when I am in it: for others the window is empty. */
  #unseen(around) {
    return around.some((row) => entrant(row) === this.#mine) ? around : [];
  }

  #mineDrawn(state) {
    const { board, rules, top: first } = this.data;
    const mine = this.#mine;
    const options = {
      unit: board.unit,
      total: this.#windows.top.total,
      // What one person would have to sell says nothing of a mean over heads.
      rules: board.per_head ? [] : rules,
      teams: board.entrants === "teams",
      open: first.state === "open",
    };
    const card = this.querySelector("[data-my]");
    card.hidden = mine === null;
    if (mine !== null) render(card, standingCard(state, options));
    this.#pinned.show(state, options);
    this.#say(state);
  }

  #say(state) {
    const rank = state?.row.rank ?? null;
    if (rank === this.#news.rank || Date.now() - this.#news.at < quietNews) return;
    this.querySelector("[data-news]").textContent = announcement(state, this.#news.rank, this.data.board.unit);
    this.#news = { at: Date.now(), rank };
  }

  #feed(items, fresh) {
    this.feed = [...items, ...(fresh ? this.feed ?? [] : [])].slice(0, 6);
    if (this.#isWhole) this.#drawFeed();
    if (fresh) this.#celebrate(items);
  }

  #drawFeed() {
    const list = this.querySelector("[data-feed]");
    if (!list) return;
    list.closest("section").hidden = this.feed.length === 0;
    render(list, this.feed.map((item) => feedLine(item)));
  }

  #celebrate(items) {
    for (const item of items) if (celebratedKinds.has(item.kind)) this.querySelector("celebration-toasts")?.celebrate(item);
  }

  /** What is for me alone, shortly; its words come with the first of it. What everyone celebrates is not said twice. */
  async #told(item) {
    if (!personal.has(item.kind)) return;
    const [{ notice }] = await Promise.all([import("../live/notices.js"), more()]);
    const words = notice(item);
    if (words) this.querySelector("celebration-toasts")?.say(words);
  }

  #connection() {
    const broken = live.state === "stale" || live.state === "offline" || navigator.onLine === false;
    this.querySelector(".fades")?.classList.toggle("stale", broken);
  }
}

customElements.define("board-page", BoardPage);
