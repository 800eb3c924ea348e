/* Thanks: a list that can be clapped for, and the dialog that gives them. */
import { html } from "../core/html.js";
import { has, t, text } from "../core/i18n.js";
import { ago } from "../core/format.js";
import { get, idempotencyKey, post } from "../core/api.js";
import { personButton } from "../people/person.js";
import { avatar } from "../widgets/avatar.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { icon } from "../widgets/icon.js";

/** What for: the company's words, or ours for the usual reasons. */
export function reasonTitle({ id, title }) {
  if (title) return text(title);
  return has(`kudos.reason.${id}`) ? t(`kudos.reason.${id}`) : id;
}

export const kudosLine = (one) => html`<li class="kudos${one.hidden ? " gone" : ""}" data-kudos="${one.id}">
  ${avatar(one.from.name, one.from.team?.id, "small", one.from.picture)}
  <div>
    <p>
      ${personButton(one.from.id, one.from.name)} <span class="muted">${t("kudos.thanks")}</span> ${personButton(one.to.id, one.to.name)}
    </p>
    ${one.text ? html`<p class="said">${one.text}</p>` : null}
    <p class="cluster small muted">
      <span class="badge">${reasonTitle(one.reason)}</span>
      <span>${ago(one.at)}</span>
      ${one.may.includes("clap")
        ? html`<button class="button quiet small" type="button" data-clap>${icon("laurel")}${t("kudos.clap")}</button>`
        : null}
      ${one.claps.count ? html`<span>${t("kudos.claps", { n: one.claps.count })}</span>` : null}
      ${one.may.includes("hide") ? html`<button class="button quiet small" type="button" data-hide>${t("kudos.hide")}</button>` : null}
    </p>
    ${one.hidden ? html`<p class="hint">${t("kudos.hidden", { reason: one.hidden.reason })}</p>` : null}
  </div>
</li>`;

/** Listens for claps and hiding within `element`; `changed(kudos)` hears what came of it. Answers how to stop. */
export function answerKudos(element, changed) {
  const clicked = (event) => {
    const button = event.target.closest("[data-clap], [data-hide]");
    const id = button?.closest("[data-kudos]")?.dataset.kudos;
    if (!id) return;
    if ("hide" in button.dataset) hide(id, changed);
    else busy(button, async () => { try { changed(await post(`/kudos/${id}/clap`, {})); } catch { button.disabled = true; } });
  };
  element.addEventListener("click", clicked);
  return () => element.removeEventListener("click", clicked);
}

function hide(id, changed) {
  const dialog = openDialog(t("kudos.hide.title"), html`<form class="stack">
    <div data-says></div>
    <div class="field">
      <label for="kudos-why">${t("field.name.reason")}</label>
      <input class="input" id="kudos-why" name="reason" required maxlength="500" autocomplete="off" aria-describedby="kudos-why-hint">
      <p class="hint" id="kudos-why-hint">${t("kudos.hide.words")}</p>
    </div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button danger">${t("kudos.hide")}</button>
    </div>
  </form>`);
  submitted(dialog, ".danger", async (data) => changed(await post(`/kudos/${id}/hide`, { reason: data.get("reason") })));
}

/** Thanks somebody; `done` hears of it. */
export async function thank(member, done = () => {}) {
  const { reasons, left } = await get("/kudos", { query: { limit: 1 } });
  const key = idempotencyKey();
  const dialog = openDialog(t("kudos.to", { name: member.name }), html`<form class="stack">
    <div data-says></div>
    <fieldset class="field">
      <legend>${t("kudos.for")}</legend>
      ${reasons.map((reason, index) => html`<label class="check">
        <input type="radio" name="reason" value="${reason.id}"${index ? null : html` checked`}>
        <span>${reasonTitle(reason)}</span>
      </label>`)}
    </fieldset>
    <div class="field">
      <label for="kudos-text">${t("kudos.text")}</label>
      <textarea class="input" id="kudos-text" name="text" rows="3" maxlength="280" aria-describedby="kudos-left"></textarea>
      <p class="hint" id="kudos-left">${t("kudos.left", { n: left ?? 0 })}</p>
    </div>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary"${left === 0 ? html` disabled` : null}>${t("kudos.give")}</button>
    </div>
  </form>`);
  submitted(dialog, ".primary", async (data) => {
    done(await post("/kudos", { to: member.id, reason: data.get("reason"), text: data.get("text") }, { key }));
  });
}

function submitted(dialog, button, work) {
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    busy(dialog.querySelector(button), async () => {
      try {
        await work(new FormData(event.target));
        dialog.close();
      } catch (problem) { tellProblem(dialog, problem); }
    });
  });
}
