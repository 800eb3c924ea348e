/*
 * What a publication of rules changes, as the one sees it who drafts it, and the one who seconds it.
 * The server says what weighs how much.
 */
import { html } from "../core/html.js";
import { has, t } from "../core/i18n.js";

const looks = { rules: "", money: "warn", authority: "danger" };

/** `list` as the server gives it: `{weight, kind, name, what}`. */
export function changes(list) {
  if (!list.length) return html`<p class="hint">${t("publication.none")}</p>`;
  return html`<ul class="publication-changes">${list.map(change)}</ul>`;
}

const what = (word) => (has(`publication.what.${word}`) ? t(`publication.what.${word}`) : html`<code>${word}</code>`);
const change = (one) => html`<li><span class="badge ${looks[one.weight] ?? ""}">${t(`publication.weight.${one.weight}`)}</span>
  <span>${t(`publication.kind.${one.kind}`)} ${one.name ? html`<strong>${one.name}</strong>` : null} ${what(one.what)}</span></li>`;

/** The lines of the files that differ. */
export const differences = (files) => files.map((file) => html`<details class="difference" open>
  <summary><strong>${file.path}</strong> <span class="muted small">${t(`publication.file.${file.state}`)}</span></summary>
  ${file.lines.length ? html`<pre class="lines" tabindex="0" aria-label="${file.path}">${file.lines.map(line)}</pre>` : null}</details>`);

const names = { "+": "added", "-": "removed", " ": "kept", "…": "left" };
const words = { "+": (text) => html`<ins>${text}</ins>`, "-": (text) => html`<del>${text}</del>` };
const line = ({ mark, text }) => html`<span class="line ${names[mark]}">
  <span class="mark" aria-hidden="true">${mark}</span>
  ${words[mark]?.(text) ?? text}${"\n"}
</span>`;

/** Who has to publish it, in words. */
export const ladder = ({ needs, second }) => t(second ? "rulebook.second" : "rulebook.alone", { role: t(`role.${needs}`) });

/** The heaviest of what it changes. */
export const heaviest = (list) => ["authority", "money", "rules"].find((weight) => list.some((one) => one.weight === weight)) ?? "rules";
