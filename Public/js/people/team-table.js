/* The table of teams. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";

/** Teams, by all that they are called. */
export function teamTable(teams) {
  const name = (id) => teams.find((one) => one.id === id)?.name ?? "";
  return {
    caption: t("people.teams"),
    filter: true,
    file: "teams",
    items: teams,
    none: t("people.teams.none"),
    columns: [
      {
        id: "name",
        label: t("board.head.team"),
        value: (one) => one.name,
        cell: (one) => html`<span class="person"><span>${one.name}<small>${otherNames(one)}</small></span></span>`,
      },
      { id: "parent", label: t("people.parent"), value: (one) => name(one.parent) },
      { id: "members", label: t("team.members"), number: true, value: (one) => one.members ?? null },
      {
        id: "do",
        label: html`<span class="visually-hidden">${t("action.edit")}</span>`,
        cell: (one) => html`<button class="link small" type="button" data-team="${one.id}">${t("action.edit")}</button>`,
      },
    ],
  };
}

/** What a team is called in the other languages, or its id where it has one name. */
const otherNames = (team) => Object.values(team.names ?? {}).filter((name) => name !== team.name).join(t("list.comma")) || team.id;
