/* A backup that comes back: brought in pieces, verified by the server, and put in the database's place when the company's name is typed. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { moment, number, percent } from "../core/format.js";
import { post, putBytes } from "../core/api.js";
import { session } from "../core/session.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { banner, explain } from "../widgets/states.js";

/** As much as one request may carry. */
const piece = 4 << 20;
/** The server is away for a few seconds; then everybody signs in again. */
const away = 6000;

const actions = (look, words) => html`<div data-says aria-live="polite"></div><div class="actions">
  <button class="button" type="button" data-close>${t("action.cancel")}</button><button class="button ${look}">${words}</button></div>`;

export function openRestore() {
  const dialog = openDialog(t("system.restore"), html`<form class="stack"><p>${t("system.restore.words")}</p>
    <div class="field"><label for="r-file">${t("system.restore.file")}</label>
      <input class="input" id="r-file" name="file" type="file" accept=".db,.sealed" required></div>
    <div class="field"><label for="r-key">${t("system.restore.key")}</label>
      <input class="input" id="r-key" name="key" type="password" autocomplete="off" aria-describedby="r-hint">
      <p class="hint" id="r-hint">${t("system.restore.key.hint")}</p></div>${actions("primary", t("system.restore.check"))}</form>`);
  const form = dialog.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(form.querySelector(".primary"), () => bring(dialog, form));
  });
}

async function bring(dialog, form) {
  const says = dialog.querySelector("[data-says]");
  const file = form.elements.file.files[0];
  try {
    const { id } = await post("/system/restores", {});
    for (let offset = 0; offset < file.size; offset += piece) {
      if (!dialog.isConnected) return;
      const share = percent(Math.round((offset / file.size) * 100) / 100);
      render(says, html`<p class="hint">${t("system.restore.bringing", { share })}</p>`);
      await putBytes(`/system/restores/${id}`, file.slice(offset, offset + piece), { offset });
    }
    render(says, html`<p class="hint">${t("system.restore.checking")}</p>`);
    const key = form.elements.key.value.trim();
    confirm(dialog, id, await post(`/system/restores/${id}/check`, key ? { key } : {}, { patient: true }));
  } catch (problem) { render(says, banner("danger", "alert", explain(problem))); }
}

/** What it is, before it is put in the place of what is here. */
function confirm(dialog, id, found) {
  const name = text(session.company.name);
  const rows = [
    [t("settings.company"), found.company],
    [t("system.restore.last"), found.last_recorded ? moment(found.last_recorded) : "–"],
    [t("system.ledger"), t("system.ledger.words", { commands: number(found.commands), entries: number(found.entries) })],
    [t("people.members"), number(found.members)],
  ];
  const body = dialog.querySelector(".dialog-body");
  render(body, html`<form class="stack">${banner("warn", "alert", html`<p>${t("system.restore.sure")}</p>`)}
    <dl class="pairs">${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
    <p class="hash">${found.head}</p>
    <div class="field"><label for="r-name">${t("system.restore.type", { name })}</label>
      <input class="input" id="r-name" name="company" required autocomplete="off"></div>
    ${actions("danger", t("system.restore.do"))}</form>`);
  const form = body.querySelector("form");
  form.elements.company.focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(form.querySelector(".danger"), () => apply(id, form));
  });
}

async function apply(id, form) {
  const says = form.querySelector("[data-says]");
  try {
    await post(`/system/restores/${id}/apply`, { company: form.elements.company.value });
    render(says, banner("neutral", "check", html`<p>${t("system.restore.done")}</p>`));
    setTimeout(() => location.assign("/login"), away);
  } catch (problem) { render(says, banner("danger", "alert", explain(problem))); }
}
