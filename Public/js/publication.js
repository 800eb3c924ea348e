/* What a publication of rules changes, as the one sees it who drafts it, and the one who seconds it. The server says what weighs how much. */
import { html } from "./html.js";
import { has, t } from "./i18n.js";

const looks = { rules: "", money: "warn", authority: "danger" };

/** `changes` as the server gives them: `{weight, kind, name, what}`. */
export function changes(list) {
  if (!list.length) return html`<p class="hint">${t("publication.none")}</p>`;
  const what = (one) => (has(`publication.what.${one.what}`) ? t(`publication.what.${one.what}`) : html`<code>${one.what}</code>`);
  return html`<ul class="publication-changes">${list.map((one) => html`<li><span class="badge ${looks[one.weight] ?? ""}">${t(`publication.weight.${one.weight}`)}</span>
    <span>${t(`publication.kind.${one.kind}`)} ${one.name ? html`<strong>${one.name}</strong>` : null} ${what(one)}</span></li>`)}</ul>`;
}

/** The lines of the files that differ. */
export function differences(files) {
  return files.map((file) => html`<details class="difference" open><summary><strong>${file.path}</strong> <span class="muted small">${t(`publication.file.${file.state}`)}</span></summary>
    ${file.lines.length ? html`<pre class="lines" tabindex="0" aria-label="${file.path}">${file.lines.map(line)}</pre>` : null}</details>`);
}

const names = { "+": "added", "-": "removed", " ": "kept", "…": "left" };
const line = ({ mark, text }) => html`<span class="line ${names[mark]}"><span class="mark" aria-hidden="true">${mark}</span>${mark === "-" ? html`<del>${text}</del>` : mark === "+" ? html`<ins>${text}</ins>` : text}
</span>`;

/** Who has to publish it, in words. */
export const ladder = ({ needs, second }) => t(second ? "rulebook.second" : "rulebook.alone", { role: t(`role.${needs}`) });

/** The heaviest of what it changes. */
export const heaviest = (list) => ["authority", "money", "rules"].find((weight) => list.some((one) => one.weight === weight)) ?? "rules";
