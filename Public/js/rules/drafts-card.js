/* Drafts that are kept: one's own to go on with, those of others to look at, or to begin one's own from. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { ago } from "../core/format.js";
import { banner } from "../widgets/states.js";

/** `own` is the draft that is open; `state` says how far it is kept. */
export const draftsCard = (drafts, own, state) => html`<section class="card stack" aria-labelledby="drafts">
  <div class="card-head"><h2 id="drafts">${t("rulebook.drafts")}</h2>
    <span class="hint" data-state aria-live="polite">${state}</span></div>
  ${drafts.length ? html`<ul class="rule-history">${drafts.map((one) => line(one, own))}</ul>` : null}
  ${own.mine ? null : banner(
    "neutral",
    "info",
    t("rulebook.draft.others"),
    html`<button class="button small" type="button" data-copy>${t("rulebook.draft.copy")}</button>`
  )}
</section>`;

const about = (one) => [one.by?.name, ago(one.changed), t("rulebook.draft.files", { n: one.files.length })];
const line = (one, own) => html`<li>
  <span class="grow"><strong>${one.title}</strong>
    ${one.id === own.id ? html` <span class="badge info">${t("rulebook.draft.open")}</span>` : null}
    <small>${about(one).filter(Boolean).join(t("list.comma"))}</small>
  </span>
  ${one.id === own.id ? null : html`<button class="button small" type="button" data-open="${one.id}">
    ${t(one.mine ? "rulebook.draft.continue" : "rulebook.draft.look")}</button>`}
  ${one.mine ? html`<button class="link small" type="button" data-drop="${one.id}">${t("action.remove")}</button>` : null}
</li>`;
