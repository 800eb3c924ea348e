/* What a reward asks of who redeems it: its fields, their answers, and who sees them. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { get } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { openDialog } from "../widgets/dialog.js";
import { explain } from "../widgets/states.js";

const longest = { text: 200, address: 500 };

/** A form with a field for each; `readAnswers` reads it. */
export const askedFields = (fields) => html`<form class="asked" novalidate>
  ${fields.map(field)}
  <p class="hint">${t("redeem.answers.seen")}</p>
</form>`;

function field({ id, title, kind, required, choices }) {
  const common = html`class="input" id="answer-${id}" name="${id}"${required ? html` required` : null}`;
  const words = html`${text(title)}${required ? null : html` <span class="muted small">${t("field.optional")}</span>`}`;
  return html`<div class="field">
    <label for="answer-${id}">${words}</label>
    ${kind === "choice"
      ? html`<span class="select-box">
        <select ${common}>
          <option value="">${t("field.choose")}</option>
          ${choices.map((one) => html`<option value="${one.id}">${text(one.title)}</option>`)}
        </select>
        ${icon("down")}
      </span>`
      : kind === "address"
        ? html`<textarea ${common} rows="3" maxlength="${longest.address}" autocomplete="street-address"></textarea>`
        : html`<input ${common} maxlength="${longest.text}">`}
  </div>`;
}

/** `{id: answer}` of those that were given. */
export function readAnswers(form) {
  const answers = {};
  for (const [name, value] of new FormData(form)) if (value.trim()) answers[name] = value.trim();
  return answers;
}

/** Shows what was answered for a redemption. */
export async function openAnswers(redemption) {
  const dialog = openDialog(text(redemption.reward.title), html`<div data-answers aria-busy="true"></div>`);
  const place = dialog.querySelector("[data-answers]");
  const answer = await get(`/redemptions/${encodeURIComponent(redemption.id)}/answers`).catch((problem) => problem);
  const words = answer.items
    ? html`<dl class="pairs wide">
      ${answer.items.map((one) => html`<div>
        <dt>${text(one.title)}</dt>
        <dd class="as-written">${one.text ? text(one.text) : one.value}</dd>
      </div>`)}
    </dl>`
    : html`<p>${answer.code === "not-found" ? t("redeem.answers.gone") : explain(answer)}</p>`;
  place.removeAttribute("aria-busy");
  render(place, html`${words}
    <p class="hint">${t("redeem.answers.forgotten")}</p>
    <div class="actions"><button class="button" type="button" data-close>${t("action.close")}</button></div>`);
}
