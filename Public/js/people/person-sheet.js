/*
 * One sheet for a person, behind every row and name: where they stand, what the period's points came from by rule, each fact with
 * its receipt, and beside it tier, targets, honours and customers, as far as the reader may see.
 */
import { html, render } from "../core/html.js";
import { more, t, text } from "../core/i18n.js";
import { date, lastDay, number, percent, period as periodName, quantity, standing as shown } from "../core/format.js";
import { all, get } from "../core/api.js";
import { myself } from "../core/session.js";
import { explainEntries } from "../points/entry-explanations.js";
import { statement } from "../points/statement.js";
import { askButton, askQuestions } from "../questions/ask.js";
import "../questions/my-questions.js";
import { paceBadge, paceLook } from "../targets/pace.js";
import { avatar } from "../widgets/avatar.js";
import { bar, paced } from "../widgets/bar.js";
import { openDialog } from "../widgets/dialog.js";
import { dot, icon } from "../widgets/icon.js";
import { empty, failed, skeletonLines } from "../widgets/states.js";
import { customersOf, earnedByRule, counts, total } from "./earned-by-rule.js";

const most = 2000;            // entries of a period that are read
const step = 20;              // facts shown at a time
const customersShown = 5;

/** `board` and `period` are those that the reader came from; else the first board of points of such a period, or of months. */
export async function openPerson(id, { board = null, period = null, kind = null } = {}) {
  await more();
  const dialog = openDialog(t("person.title"), html`<div data-sheet></div>`, { look: "wide person-sheet" });
  const place = dialog.querySelector("[data-sheet]");
  const sheet = new PersonSheet(dialog, place, id);
  await sheet.show({ board, period, kind });
}

class PersonSheet {
  #dialog;
  #place;
  #id;
  #data = null;
  #rule = null;
  #shown = step;

  constructor(dialog, place, id) {
    this.#dialog = dialog;
    this.#place = place;
    this.#id = id;
    dialog.addEventListener("close", explainEntries(place, id === "me" ? myself() : id));
    dialog.addEventListener("close", askQuestions(place));
    place.addEventListener("click", (event) => this.#clicked(event));
  }

  get #isMine() { return this.#id === "me" || this.#id === myself(); }

  async show(wanted) {
    render(this.#place, html`<div class="stack" aria-busy="true">${skeletonLines(10, 24, 18, 24)}</div>`);
    try {
      this.#data = await read(this.#id, wanted);
      this.#draw();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      render(this.#place, failed(problem));
      this.#place.querySelector(".retry").addEventListener("click", () => this.show(wanted), { once: true });
    }
  }

  #draw() {
    const { member } = this.#data;
    this.#dialog.querySelector("h2").textContent = member.name;
    render(this.#place, html`<div class="stack">
      ${head(this.#data)}
      ${this.#data.entries ? this.#open() : closed()}
      ${this.#isMine && myself() ? html`<my-questions></my-questions>` : null}
    </div>`);
    this.#facts();
  }

  #open() {
    return html`<div class="columns inner">
      <div class="stack">${sources(this.#data)}<section class="card flush" aria-labelledby="person-facts" data-facts></section></div>
      <div class="stack">${beside(this.#data)}</div>
    </div>`;
  }

  #facts() {
    const place = this.#place.querySelector("[data-facts]");
    if (!place) return;
    const wanted = this.#data.entries.filter((item) => this.#rule === null || (counts(item) && (item.rule?.id ?? "") === this.#rule));
    const more = wanted.length > this.#shown;
    const all = html`<button class="link small" type="button" data-rule="">${t("person.every")}</button>`;
    render(place, html`
      <div class="card-head"><h3 id="person-facts">${t("person.facts")}</h3>${this.#rule === null ? null : all}</div>
      ${wanted.length
        ? statement(wanted.slice(0, this.#shown), { asks: this.#isMine })
        : empty(t("person.none.title"), t("person.none.words"))}
      ${more ? html`<p class="more"><button class="button small" type="button" data-more>${t("action.more")}</button></p>` : null}
    `);
  }

  #clicked(event) {
    const rule = event.target.closest("[data-rule]");
    if (rule) {
      this.#rule = rule.dataset.rule || null;
      this.#shown = step;
      for (const one of this.#place.querySelectorAll(".sources [data-rule]")) {
        one.setAttribute("aria-pressed", String(one.dataset.rule === this.#rule));
      }
      this.#facts();
    }
    if (event.target.closest("[data-more]")) {
      this.#shown += step;
      this.#facts();
    }
  }
}

/** What the reader may not see is null: the server says who may. */
async function read(id, { board: wanted, period, kind: asked }) {
  const mine = id === "me" || id === myself();
  const [member, boards] = await Promise.all([
    get(`/members/${encodeURIComponent(mine ? "me" : id)}`),
    get("/boards", { query: { limit: 500 } }),
  ]);
  const kind = asked ?? (period ? kindOf(period) : "month");
  const usual = (one) => one.value === "points" && one.entrants === "members" && one.period === kind;
  const board = boards.items.find((one) => one.id === wanted && one.entrants === "members") ?? boards.items.find(usual) ?? null;
  const around = { period: period ?? "current", around: member.id, radius: 1 };
  const standing = board ? await get(`/boards/${board.id}`, { query: around }).catch(() => null) : null;
  const found = { member, board, standing, row: standing?.rows.find((row) => row.member === member.id) ?? null, entries: null };
  return member.available === null ? found : { ...found, ...await mayKnow(member, standing) };
}

/** The kind of period that a key names: 2026-Q4 is a quarter. */
function kindOf(key) {
  const forms = { day: /-\d\d-\d\d$/, week: /-W\d\d$/, month: /-\d\d$/, quarter: /-Q\d$/, year: /^(FY)?\d{4}$/ };
  return Object.keys(forms).find((kind) => forms[kind].test(key)) ?? "all";
}

async function mayKnow(member, standing) {
  const path = `/members/${encodeURIComponent(member.id)}`;
  const within = { from: standing?.from ?? null, to: standing?.until ?? null };
  const none = () => ({ items: [] });
  const [balance, entries, targets, honours, activities] = await Promise.all([
    get(`${path}/balance`),
    all(`${path}/statement`, { query: within, most }),
    get("/targets/attainment", { query: { period: "current", of: `member:${member.id}` } }).catch(none),
    get(`${path}/statement`, { query: { kind: "bonus", limit: 50 } }).catch(none),
    get("/activities", { query: { member: member.id, ...within, limit: 500 } }).catch(none),
  ]);
  return {
    balance,
    entries,
    targets: targets.items.filter((one) => one.owner.kind === "member"),
    honours: honours.items.filter((one) => one.reason === "honour"),
    customers: customersOf(activities.items),
  };
}

function head({ member, board, standing, row, balance }) {
  const tier = member.tier ? text(member.tier.title) : null;
  const known = [member.team?.name, tier, member.left ? t("person.left", { date: date(member.left) }) : null].filter(Boolean);
  const figure = (name, value, small = null) => html`<div class="figure">
    <dt>${name}</dt>
    <dd>${value}${small ? html`<small>${small}</small>` : null}</dd>
  </div>`;
  const soonest = balance?.expiring.find((lot) => lot.at);
  return html`
    <div class="cluster person-who">
      ${avatar(member.name, member.team?.id, "", member.picture)}
      <p class="muted">${known.map((words, index) => html`${index ? dot : null}${words}`)}</p>
      <a class="button small" href="/members/${encodeURIComponent(member.id)}">${t("member.open")}</a>
    </div>
    <dl class="figures four">
      ${row
        ? figure(
          t("board.head.rank"),
          t("person.place", { rank: number(row.rank) }),
          t("standing.of", { total: number(standing.total), n: standing.total })
        )
        : null}
      ${row ? figure(text(board.title), shown(row.value, board.unit), periodName(standing.period)) : null}
      ${balance
        ? figure(
          t("me.available"),
          number(balance.available),
          balance.pending ? t("person.pending", { points: number(balance.pending) }) : null
        )
        : null}
      ${balance ? figure(t("me.expiring"), number(soonest?.points ?? 0), soonest ? lastDay(soonest.at) : t("me.expiring.none")) : null}
    </dl>
    ${row && myself() ? html`<p>${askButton("board", `${board.id}/${standing.period}/${member.id}`)}</p>` : null}
  `;
}

/** The total of the period by rule: bars that open what they stand for. */
function sources({ entries, standing }) {
  const lines = earnedByRule(entries);
  const sum = total(lines);
  const widest = Math.max(1, ...lines.map((line) => Math.abs(line.points)));
  const title = standing ? t("person.earned.in", { period: periodName(standing.period) }) : t("person.earned");
  return html`<section class="card sources" aria-labelledby="person-sources">
    <div class="card-head">
      <h3 id="person-sources">${title}</h3>
      <strong class="num">${t("points", { points: number(sum), n: sum })}</strong>
    </div>
    ${lines.length ? html`<ul>${lines.map((line) => source(line, widest))}</ul>` : html`<p class="hint">${t("person.none.words")}</p>`}
    ${entries.length >= most ? html`<p class="hint">${t("person.newest", { n: number(most) })}</p>` : null}
  </section>`;
}

const source = ({ rule, points, count }, widest) => html`<li>
  <button type="button" data-rule="${rule.id}" aria-pressed="${false}">
    <span class="between">
      <span>${text(rule.title) || t("person.other")} <small class="muted">${t("times", { n: count })}</small></span>
      <strong class="num">${number(points)}</strong>
    </span>
    ${bar(Math.max(0, points) / widest)}
  </button>
</li>`;

function beside({ balance, targets, honours, customers }) {
  const { tier } = balance;
  return [
    tier
      ? card("person.tier", html`
        <p class="honour-line">${tier.id ? text(tier.title) : t("tier.none")}</p>
        <p class="hint">
          ${tier.next
            ? html`
              ${t("tier.to", { tier: text(tier.next.title) })} ${t("points", { points: number(tier.next.missing), n: tier.next.missing })}
            `
            : t("tier.crowned")}
        </p>
      `)
      : null,
    card(
      "targets.title",
      targets.length ? html`<ul class="targets">${targets.map(target)}</ul>` : html`<p class="hint">${t("targets.none")}</p>`
    ),
    honours.length
      ? card("person.honours", html`<ul class="plain">
        ${honours.map((one) => html`<li>
          ${icon("medal")} <span>
            ${text(one.title)} <small class="muted">${one.period ? periodName(one.period) : date(one.at)}</small>
          </span>
        </li>`)}
      </ul>`)
      : null,
    customers.length
      ? card("person.customers", html`<ul class="plain">
        ${customers.slice(0, customersShown)
          .map((one) => html`<li><span>${one.name} <small class="muted">${t("times", { n: one.count })}</small></span></li>`)}
      </ul>`)
      : null,
  ];
}

const card = (key, body) => html`<section class="card" aria-label="${t(key)}"><h3>${t(key)}</h3>${body}</section>`;

const target = (item) => html`<li>
  <div class="between">
    <span>
      <strong>${t("targets.name", { period: periodName(item.period), metric: text(item.metric.title) })}</strong> ${paceBadge(item.state)}
    </span>
    <span class="rate">${percent(item.attainment)}</span>
  </div>
  ${paced(item.attainment, item.pace, paceLook(item.state))}
  <div class="facts">
    <span class="tabular">${quantity(item.reached, item.metric.unit)} / ${quantity(item.value, item.metric.unit)}</span>
  </div>
</li>`;

/** Of others a rep sees what everybody sees. */
const closed = () => html`<section class="card">${empty(t("person.closed.title"), t("person.closed.words"))}</section>`;
