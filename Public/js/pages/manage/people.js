/* People: members, the tree of teams, and (for administrators) accounts. */
import { html } from "../../core/html.js";
import { t, text } from "../../core/i18n.js";
import { ago, date, number } from "../../core/format.js";
import { all as everything, idempotencyKey, patch, post } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { atLeast, session } from "../../core/session.js";
import { avatar } from "../../widgets/avatar.js";
import { busy, openDialog } from "../../widgets/dialog.js";
import { today } from "../../core/local-time.js";
import { rovingFocus } from "../../widgets/roving-focus.js";
import { skeletonCard } from "../../widgets/states.js";
import { confirmFirst } from "../../widgets/confirm-dialog.js";
import { readTexts, textFields } from "../../widgets/texts-field.js";
import { tellProblem } from "../../widgets/form-errors.js";
import { View, wanted } from "../../core/view.js";
import { forgetMember } from "../../people/forget-member.js";
import { personButton } from "../../people/person.js";
import { resetSecondFactor } from "../../second-factor/reset.js";
import { field, select } from "../../people/fields.js";
import { teamTable } from "../../people/team-table.js";
import { openSessions } from "../../shell/sessions.js";
import "../../widgets/data-table.js";

const roles = ["rep", "manager", "director", "finance", "admin"];

class PeoplePage extends View {
  role = "manager";
  #tab = "members";

  async load(signal) {
    const [members, teams, users] = await Promise.all([
      everything("/members", { query: { left: true }, signal }),
      everything("/teams", { signal }),
      atLeast("admin") ? everything("/users", { signal }).catch(() => []) : [],
    ]);
    return { members, teams, users };
  }

  skeleton() { return html`<div class="page-head"><h1>${t("nav.people")}</h1></div>${skeletonCard(10, 20, 20, 20)}`; }

  view({ members, teams }) {
    const tabs = ["members", "teams", ...(atLeast("admin") ? ["users"] : [])];
    return html`
      <div class="page-head">
        <div>
          <h1 class="only-desktop">${t("nav.people")}</h1>
          <p>${t("people.intro", { members: number(members.filter((one) => !one.left).length), teams: number(teams.length) })}</p>
        </div>
        <span class="cluster">
          ${this.#tab === "members" && atLeast("director")
            ? html`<button class="button small" type="button" data-many>${t("people.many")}</button>` : null}
          ${this.#tab === "users"
            ? html`<button class="button small" type="button" data-invite-many>${t("people.invite.many")}</button>` : null}
          <button class="button primary small" type="button" data-add>${icon("plus")}${t(`people.add.${this.#tab}`)}</button>
        </span>
      </div>
      <div class="tabs" role="tablist" aria-label="${t("nav.people")}">
        ${tabs.map((name) => html`<button type="button" role="tab" data-tab="${name}" aria-selected="${name === this.#tab}">
          ${t(`people.${name}`)}
        </button>`)}
      </div>
      <section class="card"><data-table></data-table></section>
    `;
  }

  ready(data) {
    rovingFocus(this.querySelector(".tabs"));
    this.on("click", "[data-tab]", (_, button) => {
      this.#tab = button.dataset.tab;
      this.draw();
      this.querySelector("[aria-selected=true]").focus();
    });
    this.on("click", "[data-add]", () => ({
      members: () => this.#member(null),
      teams: () => this.#team(null),
      users: () => this.#invite(),
    })[this.#tab]());
    this.on("click", "[data-many]", async () => (await import("../../people/add-many.js")).addMany(() => this.reload({ quiet: true })));
    this.on("click", "[data-invite-many]", async () => {
      const taken = new Set(data.users.map((one) => one.member));
      const free = data.members.filter((one) => !one.left && !taken.has(one.id));
      (await import("../../people/invite-many.js")).inviteMany(free, () => this.reload({ quiet: true }));
    });
    this.on("click", "[data-user]", (_, button) => this.#user(data.users.find((one) => one.name === button.dataset.user)));
    this.on("click", "[data-member]", (_, button) => this.#member(data.members.find((one) => one.id === button.dataset.member)));
    this.on("click", "[data-forget]", (_, button) => forgetMember(
      data.members.find((one) => one.id === button.dataset.forget),
      () => this.reload({ quiet: true })
    ));
    this.on("click", "[data-team]", (_, button) => this.#team(data.teams.find((one) => one.id === button.dataset.team)));
    this.on("click", "[data-reset]", (_, button) => this.#reset(button.dataset.reset));
    this.on("click", "[data-second]", (_, button) => resetSecondFactor(button.dataset.second, () => this.reload({ quiet: true })));
    this.on("click", "[data-sessions]", (_, button) => openSessions(
      `/users/${encodeURIComponent(button.dataset.sessions)}/sessions`,
      button.dataset.sessions
    ));
    this.on("click", "[data-disable]", (_, button) => this.#able(data.users.find((one) => one.name === button.dataset.disable)));
    if (wanted("add")) this.#member(null);
    this.querySelector("data-table").table = {
      members: () => this.#members(),
      teams: () => teamTable(this.data.teams),
      users: () => this.#users(),
    }[this.#tab]();
  }

  #reset(name) {
    const words = t("people.reset.words");
    confirmFirst({ title: t("people.reset.sure", { name }), words, yes: t("people.reset") }, async () => {
      const path = `/users/${encodeURIComponent(name)}/reset`;
      await this.#link(() => post(path, {}));
    });
  }

  /** Letting somebody in again asks nothing; shutting somebody out does. */
  #able(user) {
    const change = async () => {
      await patch(`/users/${encodeURIComponent(user.name)}`, { disabled: !user.disabled }, user.etag);
      await this.reload({ quiet: true });
    };
    const title = t(user.disabled ? "people.enable.sure" : "people.disable.sure", { name: user.name });
    const words = user.disabled ? null : t("people.disable.words");
    confirmFirst(
      { title, words, yes: t(user.disabled ? "people.enable" : "people.disable"), look: user.disabled ? "primary" : "danger" },
      change
    );
  }

  #members() {
    const may = (one) => one.may.includes("change");
    const edit = (one) => html`<span class="cluster whole">
      ${may(one) ? html`<button class="link small" type="button" data-member="${one.id}">${t("action.edit")}</button>` : null}
      ${one.may.includes("forget")
        ? html`<button class="link small" type="button" data-forget="${one.id}">${t("people.forget")}</button>`
        : null}
    </span>`;
    return {
      caption: t("people.members"),
      filter: true,
      file: "members",
      items: this.data.members,
      none: t("people.members.none"),
      columns: [
        {
          id: "name",
          label: t("board.head.member"),
          value: (one) => one.name,
          cell: (one) => html`<span class="person">
            ${avatar(one.name, one.team?.id, "small", one.picture)}
            <span>${personButton(one.id, one.name)}<small>${one.id}</small></span>
          </span>`,
        },
        { id: "team", label: t("board.head.team"), value: (one) => one.team?.name ?? "" },
        { id: "role", label: t("people.role"), value: (one) => t(`role.${one.role}`) },
        { id: "tier", label: t("tier.title"), value: (one) => (one.tier ? text(one.tier.title) : "") },
        { id: "available", label: t("me.available"), number: true, value: (one) => one.available },
        {
          id: "joined",
          label: t("people.joined"),
          value: (one) => one.joined,
          cell: (one) => (
            one.left
              ? html`<span class="badge">${t("people.left.on", { date: date(one.left) })}</span>`
              : one.joined ? date(one.joined) : "–"
          ),
        },
        { id: "do", label: html`<span class="visually-hidden">${t("action.edit")}</span>`, cell: edit },
      ],
    };
  }

  #users() {
    const member = (id) => this.data.members.find((one) => one.id === id)?.name ?? "";
    return {
      caption: t("people.users"),
      filter: true,
      items: this.data.users,
      none: t("people.users.none"),
      columns: [
        { id: "name", label: t("login.name"), value: (one) => one.name },
        { id: "member", label: t("board.head.member"), value: (one) => member(one.member) },
        { id: "role", label: t("people.role"), value: (one) => t(`role.${one.role}`) },
        {
          id: "signed",
          label: t("people.signed"),
          value: (one) => one.signed_in,
          cell: (one) => (
            one.disabled
              ? html`<span class="badge">${t("people.disabled")}</span>`
              : one.signed_in ? ago(one.signed_in) : html`<span class="badge info">${t("people.invited")}</span>`
          ),
        },
        {
          id: "do",
          label: html`<span class="visually-hidden">${t("action.edit")}</span>`,
          cell: (one) => html`<span class="cluster whole">
            ${one.name === session.person.account ? null
              : html`<button class="link small" type="button" data-user="${one.name}">${t("action.edit")}</button>`}
            <button class="link small" type="button" data-reset="${one.name}">${t("people.reset")}</button>
            ${one.second_factor
              ? html`<button class="link small" type="button" data-second="${one.name}">${t("people.second")}</button>`
              : null}
            <button class="link small" type="button" data-sessions="${one.name}">${t("people.sessions")}</button>
            ${one.name === session.person.account
              ? null
              : html`<button class="link small" type="button" data-disable="${one.name}">
                ${t(one.disabled ? "people.enable" : "people.disable")}
              </button>`}
          </span>`,
        },
      ],
    };
  }

  #member(member) {
    const teams = [["", t("people.team.none")], ...this.data.teams.map((team) => [team.id, team.name])];
    this.#form(
      member ? member.name : t("people.add.members"),
      html`
        ${member ? null : field("id", t("people.id"), "", { required: true, hint: t("people.id.hint") })}
        ${field("name", t("field.name"), member?.name, { required: true })}
        ${select("team", t("board.head.team"), teams, member?.team?.id ?? "")}
        ${select("role", t("people.role"), roles.map((role) => [role, t(`role.${role}`)]), member?.role ?? "rep")}
        ${member
          ? html`<div class="three">
            ${field("at", t("people.at"), today(), { type: "date", hint: t("people.at.hint") })}
            ${field("left", t("people.left"), member.left?.slice(0, 10), { type: "date", hint: t("people.left.hint") })}
          </div>`
          : null}
      `,
      async (fields, key) => {
        const body = { name: fields.name, team: fields.team || null, role: fields.role };
        if (!member) await post("/members", { id: fields.id, ...body }, { key });
        else {
          await patch(
            `/members/${encodeURIComponent(member.id)}`,
            {
              ...body,
              ...(fields.team !== (member.team?.id ?? "") && fields.at ? { at: fields.at } : {}),
              ...(fields.left ? { left: fields.left } : {}),
            },
            member.etag
          );
        }
      }
    );
  }

  #team(team) {
    const parents = [["", t("people.parent.none")], ...this.data.teams.filter((one) => one !== team).map((one) => [one.id, one.name])];
    this.#form(
      team ? team.name : t("people.add.teams"),
      html`
        ${team ? null : field("id", t("people.id"), "", { required: true, hint: t("people.id.hint") })}
        ${textFields("team", "name", t("field.name"), team?.names ?? {}, { required: true })}
        ${select("parent", t("people.parent"), parents, team?.parent ?? "")}
      `,
      async (fields, key, form) => {
        const body = { name: readTexts(form, "name"), parent: fields.parent || null };
        if (team) await patch(`/teams/${encodeURIComponent(team.id)}`, body, team.etag);
        else await post("/teams", { id: fields.id, ...body }, { key });
      }
    );
  }

  /** Whose account it is, and what it may: the role of a member is that of the account. */
  #user(user) {
    const taken = new Set(this.data.users.filter((one) => one !== user).map((one) => one.member));
    const free = [
      ["", t("people.member.none")],
      ...this.data.members.filter((one) => !one.left && !taken.has(one.id)).map((one) => [one.id, one.name]),
    ];
    const member = this.data.members.find((one) => one.id === user.member);
    this.#form(
      user.name,
      html`
        ${select("member", t("board.head.member"), free, user.member ?? "")}
        ${member
          ? html`<p class="hint">${t("people.role.of-member", { role: t(`role.${member.role}`) })}</p>`
          : select("role", t("people.role"), roles.map((role) => [role, t(`role.${role}`)]), user.role)}
        ${field("email", t("people.email"), user.email, { type: "email" })}
      `,
      async (fields) => {
        const body = { member: fields.member || null, email: fields.email || null, ...(fields.role ? { role: fields.role } : {}) };
        await patch(`/users/${encodeURIComponent(user.name)}`, body, user.etag);
      }
    );
  }

  #invite() {
    const taken = new Set(this.data.users.map((one) => one.member));
    const free = [
      ["", t("people.member.none")],
      ...this.data.members.filter((one) => !one.left && !taken.has(one.id)).map((one) => [one.id, one.name]),
    ];
    this.#form(
      t("people.add.users"),
      html`
        ${field("name", t("login.name"), "", { required: true })}
        ${field("email", t("people.email"), "", { type: "email" })}
        ${select("member", t("board.head.member"), free, "")}
        ${select("role", t("people.role"), roles.map((role) => [role, t(`role.${role}`)]), "rep")}
      `,
      async (fields, key) => {
        await this.#link(() => post(
          "/users", { name: fields.name, email: fields.email || null, member: fields.member || null, role: fields.role }, { key }
        ));
      }
    );
  }

  /** Shows the link that only this moment knows. */
  async #link(make) {
    const { link, link_expires: expires, mailed } = await make();
    openDialog(t("people.link"), html`<div class="stack">
      <p>${t("people.link.words", { date: expires ? date(expires) : "" })}</p>
      ${mailed ? html`<p>${t("people.link.mailed")}</p>` : null}
      <code class="secret">${link}</code>
      <div class="actions"><button class="button" type="button" data-close>${t("action.close")}</button></div>
    </div>`);
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
          await save(Object.fromEntries(new FormData(event.target)), key, event.target);
          dialog.close();
          await this.reload({ quiet: true });
        } catch (problem) { tellProblem(dialog, problem); }
      });
    });
  }
}

customElements.define("people-page", PeoplePage);
