/* Invites many at once: everybody who has no account yet, each with a link that only this moment knows. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { number } from "../core/format.js";
import { post } from "../core/api.js";
import { banner, explain } from "../widgets/states.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { download } from "../audit/download.js";

export function inviteMany(members, done) {
  const dialog = openDialog(t("people.invite.many"), html`<form class="stack">
    ${members.length ? html`<p class="muted small">${t("people.invite.words")}</p>
      <label class="check"><input type="checkbox" data-all checked><span>${t("people.invite.all", { n: members.length })}</span></label>
      <ul class="split-parts">${members.map((one) => html`<li><label class="check">
        <input type="checkbox" name="member" value="${one.id}" checked>
        <span>${one.name} <small class="muted">${one.team?.name ?? ""}</small></span>
      </label></li>`)}</ul>` : html`<p>${t("people.invite.none")}</p>`}
    <div data-says></div>
    <div class="actions"><button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary"${members.length ? null : html` disabled`}>${t("people.invite.go")}</button></div></form>`);
  const form = dialog.querySelector("form");
  const every = dialog.querySelector("[data-all]");
  every?.addEventListener("change", () => { for (const box of form.querySelectorAll("[name=member]")) box.checked = every.checked; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector(".primary");
    const chosen = new Set(new FormData(form).getAll("member"));
    busy(button, async () => {
      const wanted = members.filter((one) => chosen.has(one.id));
      const { made, problem } = await invite(wanted, (count) => { button.textContent = number(count); });
      dialog.close();
      if (made.length || problem) links(made, problem);
      await done();
    });
  });
}

async function invite(members, progress) {
  const made = [];
  try {
    for (const one of members) {
      const { link } = await post("/users", { name: one.id, member: one.id, role: one.role });
      made.push({ name: one.name, account: one.id, link });
      progress(made.length);
    }
    return { made, problem: null };
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    return { made, problem };
  }
}

/** The links, to be taken away now: nobody can show them again. */
function links(made, problem) {
  const lines = made.map((one) => [one.name, one.account, one.link]);
  const table = lines.map((line) => line.join("\t")).join("\n");
  const dialog = openDialog(t("people.invite.links"), html`<div class="stack">
    ${problem ? banner("danger", "alert", explain(problem)) : null}
    <p>${t("people.invite.links.words", { n: made.length })}</p>
    <textarea class="input code" readonly rows="8" aria-label="${t("people.invite.links")}">${table}</textarea>
    <div data-says></div>
    <div class="actions"><button class="button" type="button" data-copy>${t("people.invite.copy")}</button>
      <button class="button primary" type="button" data-save>${icon("download")}${t("action.export")}</button></div>
  </div>`, { look: "wide" });
  const area = dialog.querySelector("textarea");
  dialog.querySelector("[data-copy]").addEventListener("click", async () => {
    area.select();
    try { await navigator.clipboard.writeText(area.value); } catch { document.execCommand("copy"); }
    render(dialog.querySelector("[data-says]"), banner("neutral", "check", t("people.invite.copied")));
  });
  dialog.querySelector("[data-save]").addEventListener("click", () =>
    download("invitations.csv", "text/csv", `\uFEFF${lines.map((line) => line.join(",")).join("\r\n")}\r\n`));
}
