/* Settings: the screens that may watch, and the dialog that lets another one. */
import { html } from "../core/html.js";
import { languageNames, languages, t, text } from "../core/i18n.js";
import { ago, date } from "../core/format.js";
import { all, get, post } from "../core/api.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { icon } from "../widgets/icon.js";

export const screensCard = (screens) => html`<section class="card" aria-labelledby="screens">
  <div class="card-head">
    <h2 id="screens">${t("settings.screens")}</h2>
    <button class="button small" type="button" data-new-screen>${icon("plus")}${t("settings.screens.add")}</button>
  </div>
  ${screens.length
    ? html`<ul class="targets">${screens.map(line)}</ul>`
    : html`<p class="hint">${t("settings.screens.none")}</p>`}
</section>`;

const line = (screen) => html`<li class="between">
  <span>
    <strong>${screen.name ?? t("settings.screens.unnamed")}</strong>
    <small class="muted">
      ${t("settings.screens.since", { date: date(screen.created) })}
      ${screen.used ? html` ${t("settings.screens.used", { ago: ago(screen.used) })}` : null}
    </small>
  </span>
  <button class="button quiet small" type="button" data-drop-screen="${screen.id}">${t("action.remove")}</button>
</li>`;

/** Asks for the code and what the screen shows; `done` hears when it may watch. */
export async function addScreen(done) {
  const [boards, teams] = await Promise.all([get("/boards", { query: { limit: 500 } }), all("/teams").catch(() => [])]);
  const dialog = openDialog(t("settings.screens.add"), html`<form class="stack">
    <div data-says></div>
    <div class="field">
      <label for="s-code">${t("screen.code")}</label>
      <input
        class="input"
        id="s-code"
        name="code"
        required
        inputmode="numeric"
        autocomplete="off"
        pattern="\\d{3} ?\\d{3}"
        maxlength="7"
        aria-describedby="s-code-hint">
      <p class="hint" id="s-code-hint">${t("screen.code.words")}</p>
    </div>
    <div class="field">
      <label for="s-name">${t("field.name")}</label>
      <input class="input" id="s-name" name="name" maxlength="100" autocomplete="off">
    </div>
    <fieldset class="field">
      <legend>${t("screen.boards")}</legend>
      ${boards.items.map((board) => html`<label class="check">
        <input type="checkbox" name="boards" value="${board.id}">
        <span>${text(board.title)}</span>
      </label>`)}
      <p class="hint">${t("screen.boards.words")}</p>
    </fieldset>
    <div class="field">
      <label for="s-team">${t("field.name.team")}</label>
      <span class="select-box"><select class="input select" id="s-team" name="team">
        <option value="">${t("screen.team.none")}</option>
        ${teams.map((team) => html`<option value="${team.id}">${team.name}</option>`)}
      </select></span>
    </div>
    <div class="field">
      <label for="s-language">${t("preferences.language")}</label>
      <span class="select-box"><select class="input select" id="s-language" name="language">
        <option value="">${t("screen.language.none")}</option>
        ${languages.map((one) => html`<option value="${one}" lang="${one}">${languageNames[one]}</option>`)}
      </select></span>
    </div>
    <div class="field">
      <label for="s-pace">${t("screen.pace")}</label>
      <span class="affix">
        <input
          class="input number"
          id="s-pace"
          name="pace"
          type="number"
          inputmode="numeric"
          min="5"
          max="600"
          step="5"
          value="20"
          required>
        <span class="unit">${t("screen.pace.unit")}</span>
      </span>
    </div>
    <label class="check"><input type="checkbox" name="sound" value="true"><span>${t("screen.sound")}</span></label>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t("screen.confirm")}</button>
    </div>
  </form>`);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    busy(dialog.querySelector(".primary"), async () => {
      try {
        await post("/screens/confirm", {
          code: data.get("code").replace(/\D/g, ""), name: data.get("name") || null, boards: data.getAll("boards"),
          team: data.get("team") || null, language: data.get("language") || null, sound: data.get("sound") === "true",
          pace: Number(data.get("pace")),
        });
        dialog.close();
        done();
      } catch (problem) { tellProblem(dialog, problem); }
    });
  });
}
