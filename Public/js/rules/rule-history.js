/* The sets of rules that were published: who, when, why, what an earlier one would change, and how to bring it back. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { get } from "../core/api.js";
import { moment } from "../core/format.js";
import { icon } from "../widgets/icon.js";
import { openDialog } from "../widgets/dialog.js";
import { differences } from "./publication.js";

const shown = 8;
const about = (one) => [one.actor?.name, one.published ? moment(one.published) : null, one.reason].filter(Boolean).join(t("list.comma"));

export const history = (versions) => html`<section class="card" aria-labelledby="history">
  <div class="card-head"><h2 id="history">${t("rulebook.history")}</h2></div>
  <ol class="rule-history">${versions.slice(0, shown).map((one) => html`<li>
    <span class="grow">
      <strong>${one.effective ? t("rulebook.from", { when: moment(one.effective) }) : t("rulebook.from.always")}</strong>
      ${one.in_force ? html` <span class="badge ok">${t("rulebook.in-force")}</span>` : null}
      <small>${about(one)}</small>
    </span>
    ${one.publication && !one.in_force
      ? html`<button class="button small" type="button" data-version="${one.publication}">${t("rulebook.compare")}</button>` : null}
  </li>`)}</ol></section>`;

/** Shows what an earlier set would change of what is in force; `restore(files)` begins a draft of it. */
export async function openVersion(version, restore) {
  const { files, differences: lines } = await get("/rules/files", { query: { publication: version.publication } });
  const dialog = openDialog(t("rulebook.compare.title"), html`<div class="stack">
    <p class="hint">${about(version)}</p>
    ${lines.length ? differences(lines) : html`<p>${t("publication.none")}</p>`}
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.close")}</button>
      ${lines.length
        ? html`<button class="button primary" type="button" data-restore>${icon("undo")}${t("rulebook.restore")}</button>` : null}
    </div>
  </div>`, { look: "wide" });
  dialog.querySelector("[data-restore]")?.addEventListener("click", () => { dialog.close(); restore(files); });
}
