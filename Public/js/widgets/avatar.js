/* Avatars: the first character of a name on the tint of the team. */
import { html } from "../core/html.js";

/** A stable tint from 1 to 6 for a team's id. */
export function hue(team) {
  let hash = 0;
  for (const character of String(team ?? "")) hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  return (hash % 6) + 1;
}

export const initial = (name) => [...String(name ?? "").trim()][0]?.toUpperCase() ?? "–";
export const avatar = (name, team, look = "") => html`<span class="avatar ${look}" data-hue="${hue(team)}" aria-hidden="true">
  ${initial(name)}
</span>`;

/** A name that may break after a dot or between words, never inside a syllable. */
export const breakable = (name) => String(name ?? "").split(/(?<=[·・‧])/).map((part, index) => (index ? html`<wbr>${part}` : part));
