/* The team at a glance: points, targets, pace, who needs help; and a word of recognition. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { number, percent, period, quantity } from "../core/format.js";
import { all as everything, get } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { session } from "../core/session.js";
import { avatar } from "../widgets/avatar.js";
import { bar, paced } from "../widgets/bar.js";
import { manualTypes, openRecord } from "../record/record.js";
import { paceBadge, paceLook, paceOrder } from "../targets/pace.js";
import { empty, skeletonCard } from "../widgets/states.js";
import { View } from "../core/view.js";
import { personButton } from "../people/person.js";
import { recognise } from "../people/recognise.js";
import { findings } from "../insights/insight-list.js";
import "../widgets/data-table.js";

const helped = 5;            // people shown under "who needs help"

class TeamPage extends View {
  role = "manager";
  #team = new URLSearchParams(location.search).get("team");

  async load(signal) {
    const teams = await everything("/teams", { signal });
    const team = teams.find((one) => one.id === (this.#team ?? session.person.team?.id)) ?? teams[0] ?? null;
    if (!team) return { teams, team, members: [], targets: [], rows: [], manual: [] };
    const board = (await get("/boards", { query: { limit: 500 }, signal })).items.find((one) =>
      one.value === "points" && one.entrants === "members" && one.period === "month" && !one.where);
    const [members, targets, standings, manual] = await Promise.all([
      everything("/members", { query: { team: team.id }, signal }),
      everything("/targets/attainment", { query: { period: "current", of: `team:${team.id}` }, signal }).catch(() => []),
      board
        ? get(`/boards/${board.id}`, { query: { period: "current", scope: `team:${team.id}`, limit: 500 }, signal }).catch(() => null)
        : null,
      manualTypes("others", signal),
      findings("team", signal),
    ]);
    return { teams, team, members, targets, manual, rows: standings?.rows ?? [] };
  }

  skeleton() { return html`<div class="page-head"><h1>${t("nav.team")}</h1></div>${skeletonCard(10, 20)}${skeletonCard(10, 20, 20, 20)}`; }

  view({ teams, team, members, targets }) {
    if (!team) return html`<section class="card">${empty(t("team.none.title"), t("team.none.words"))}</section>`;
    const people = this.#people();
    const own = targets.filter((target) => target.owner.kind === "team" && target.owner.id === team.id);
    const needing = people.filter((person) => person.target && person.target.state !== "on-track")
      .sort((a, b) => paceOrder[a.target.state] - paceOrder[b.target.state] || a.target.attainment - b.target.attainment);
    const points = people.reduce((sum, person) => sum + (person.points ?? 0), 0);
    const figure = (label, value, small = null) => html`<div class="figure">
      <dt>${label}</dt>
      <dd>${value}${small ? html`<small>${small}</small>` : null}</dd>
    </div>`;
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.team")}</h1><p>${team.name}</p></div>
        <label class="cluster">
          <span class="visually-hidden">${t("team.choose")}</span>
          <span class="select-box">
            <select class="input select compact" data-team>
              ${teams.map((one) => html`<option value="${one.id}"${one === team ? html` selected` : null}>${one.name}</option>`)}
            </select>
            ${icon("down")}
          </span>
        </label>
      </div>
      <section class="card">
        <dl class="wide-figures">
          ${figure(t("team.members"), number(members.length))}
          ${figure(t("team.points"), number(points), t("team.month"))}
          ${figure(
            t("team.on-track"),
            number(people.filter((person) => person.target?.state === "on-track").length),
            t("team.of-targets", { n: people.filter((person) => person.target).length })
          )}
          ${figure(t("team.needing"), number(needing.length))}
        </dl>
      </section>
      <insight-list for="team"></insight-list>
      <div class="columns halves">
        <section class="card" aria-labelledby="help">
          <div class="card-head"><h2 id="help">${t("team.help")}</h2></div>
          ${needing.length
            ? html`<ul class="targets">${needing.slice(0, helped).map(needs)}</ul>`
            : html`<p class="hint">${t("team.help.none")}</p>`}
        </section>
        <section class="card" aria-labelledby="own">
          <div class="card-head"><h2 id="own">${t("team.targets")}</h2></div>
          ${own.length ? html`<ul class="targets">${own.map(teamTarget)}</ul>` : html`<p class="hint">${t("team.targets.none")}</p>`}
        </section>
      </div>
      <section class="card" aria-labelledby="all">
        <div class="card-head"><h2 id="all">${t("team.everyone")}</h2></div>
        <data-table></data-table>
      </section>
    `;
  }

  ready({ team, manual }) {
    if (!team) return;
    this.on("click", "[data-record]", (_, button) => openRecord(
      manual,
      this.data.members.find((member) => member.id === button.dataset.record),
      () => this.reload({ quiet: true })
    ));
    this.on("change", "[data-team]", (_, select) => { this.#team = select.value; this.reload({ quiet: true }); });
    this.on("click", "[data-recognise]", (_, button) => recognise(
      this.data.members.find((member) => member.id === button.dataset.recognise),
      () => this.reload({ quiet: true })
    ));
    this.querySelector("data-table").table = {
      caption: t("team.everyone"),
      filter: true,
      file: `team-${team.id}`,
      items: this.#people(),
      none: t("team.empty"),
      columns: [
        {
          id: "name",
          label: t("board.head.member"),
          value: (one) => one.name,
          cell: (one) => html`<span class="person">
            ${avatar(one.name, one.team?.id, "small", one.picture)}
            <span>${personButton(one.id, one.name)}<small>${one.team?.name ?? ""}</small></span>
          </span>`,
        },
        { id: "rank", label: t("board.head.rank"), number: true, value: (one) => one.rank ?? null },
        { id: "points", label: t("team.points"), number: true, value: (one) => one.points ?? 0 },
        {
          id: "attainment",
          label: t("targets.title"),
          number: true,
          value: (one) => one.target?.attainment ?? null,
          cell: (one) => (
            one.target
              ? html`
                <span class="inline-bar">
                  ${bar(one.target.attainment, { look: paceLook(one.target.state) })}
                </span> <span class="share">${percent(one.target.attainment)}</span>
              `
              : "–"
          ),
        },
        {
          id: "pace",
          label: t("team.pace"),
          value: (one) => (one.target ? t(`pace.${one.target.state}`) : null),
          cell: (one) => (one.target ? paceBadge(one.target.state) : "–"),
        },
        {
          id: "do",
          label: html`<span class="visually-hidden">${t("team.recognise")}</span>`,
          cell: (one) => (
            one.id === session.person.member
              ? null
              : html`<span class="cluster">
                <button class="button quiet small" type="button" data-recognise="${one.id}">
                  ${icon("laurel")}
                  ${t("team.recognise")}
                </button>
                ${manual.length
                  ? html`<button class="button quiet small" type="button" data-record="${one.id}">
                    ${icon("plus")}
                    ${t("record.open")}
                  </button>`
                  : null}
              </span>`
          ),
        },
      ],
    };
  }

  /** Members with their points of this month and the target that matters first: money, then whatever there is. */
  #people() {
    const { members, targets, rows } = this.data;
    return members.map((member) => {
      const row = rows.find((one) => one.member === member.id);
      const mine = targets.filter((target) => target.owner.kind === "member" && target.owner.id === member.id);
      return {
        ...member,
        points: row?.value,
        rank: row?.rank,
        target: mine.find((target) => target.metric.unit === "money") ?? mine[0] ?? null,
      };
    });
  }
}

const needs = (person) => html`<li>
  <div class="between">
    <span class="person">
      ${avatar(person.name, person.team?.id, "small", person.picture)}
      <strong>${personButton(person.id, person.name)}</strong>
    </span>
    ${paceBadge(person.target.state)}
  </div>
  ${paced(person.target.attainment, person.target.pace, paceLook(person.target.state))}
  <div class="facts">
    <span class="tabular">
      ${quantity(person.target.reached, person.target.metric.unit)} / ${quantity(person.target.value, person.target.metric.unit)}
    </span>
    <span>${t("wall.due", { share: percent(person.target.pace) })}</span>
  </div>
</li>`;

const teamTarget = (target) => html`<li>
  <div class="between">
    <span>
      <strong>${t("targets.name", { period: period(target.period), metric: text(target.metric.title) })}</strong> ${paceBadge(target.state)}
    </span>
    <span class="rate">${percent(target.attainment)}</span>
  </div>
  ${paced(target.attainment, target.pace, paceLook(target.state))}
  <div class="facts">
    <span class="tabular">${quantity(target.reached, target.metric.unit)} / ${quantity(target.value, target.metric.unit)}</span>
    <span>${t("wall.due", { share: percent(target.pace) })}</span>
  </div>
</li>`;

customElements.define("team-page", TeamPage);
