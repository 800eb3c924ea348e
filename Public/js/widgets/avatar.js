/* Avatars: a photograph, or the first character of a name on the tint of the team. */
import { html } from "../core/html.js";
import { photograph } from "./photograph.js";

/** A stable tint from 1 to 6 for a team's id. */
export function hue(team) {
  let hash = 0;
  for (const character of String(team ?? "")) hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  return (hash % 6) + 1;
}

export const initial = (name) => [...String(name ?? "").trim()][0]?.toUpperCase() ?? "–";
/** `picture`: the path of the person's photograph, as the server names it. */
export const avatar = (name, team, look = "", picture = null) => html`<span
  class="avatar ${look}"
  data-hue="${hue(team)}"
  aria-hidden="true">
  ${initial(name)}
  ${picture ? photograph(picture) : null}
</span>`;

/** The two letters that tell a team from its siblings: 东一 of 华东一部, SW of South West. */
export function teamInitials(name) {
  const words = String(name ?? "").trim().split(/\s+/);
  if (words.length > 1) return words.slice(0, 2).map(initial).join("");
  const letters = [...words[0].replace(/(大[区區]|[部组組队隊区區])$/u, "")];
  return /^[\u2e80-\uffff]/.test(words[0]) ? letters.slice(-2).join("") : letters.slice(0, 2).join("");
}

export const teamAvatar = (name, team) => html`<span class="avatar of-team" data-hue="${hue(team)}" aria-hidden="true">
  ${teamInitials(name)}
</span>`;

/** Of a row of a board: a member's, or a team's where teams compete. */
export const rowAvatar = (row) => (row.member ? avatar(row.name, row.team, "", row.picture) : teamAvatar(row.name, row.team));

/** A name that may break after a dot or between words, never inside a syllable. */
export const breakable = (name) => String(name ?? "").split(/(?<=[·・‧])/).map((part, index) => (index ? html`<wbr>${part}` : part));
