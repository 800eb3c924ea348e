/* What managers do with customers: add one, give one or many to somebody, ask for another class, merge. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { all as everything, patch, post, put } from "../core/api.js";
import { session } from "../core/session.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { icon } from "../widgets/icon.js";
import { path } from "./words.js";

const actions = (yes) => html`<div class="actions">
  <button class="button" type="button" data-close>${t("action.cancel")}</button>
  <button class="button primary">${yes}</button>
</div>`;

const select = (id, label, options) => html`<div class="field">
  <label for="${id}">${label}</label>
  <span class="select-box"><select class="input select" id="${id}" name="${id}">${options}</select>${icon("down")}</span>
</div>`;

/** Opens a form; `send(values)` does it, and the dialog closes when it is done. */
function form(title, body, send) {
  const dialog = openDialog(title, html`<form class="stack"><div data-says></div>${body}</form>`);
  const element = dialog.querySelector("form");
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(element.querySelector(".primary"), async () => {
      try {
        await send(Object.fromEntries(new FormData(element)));
        dialog.close();
      } catch (problem) {
        if (problem.status === undefined) throw problem;
        tellProblem(dialog, problem);
      }
    });
  });
}

/** Those who may be given customers, and nobody. */
async function owners(chosen) {
  const members = (await everything("/members")).filter((member) => !member.left);
  const option = (id, name) => html`<option value="${id}"${id === (chosen ?? "") ? html` selected` : null}>${name}</option>`;
  return [option("", t("customers.nobody")), ...members.map((member) => option(member.id, member.name))];
}

export async function openAssign(customers, done) {
  const options = await owners(customers.length === 1 ? customers[0].owner?.id : null);
  form(
    t("customers.assign.title", { n: customers.length, name: customers[0].name }),
    html`<p class="hint">${t("customers.assign.words")}</p>
      ${select("owner", t("customers.owner"), options)}${actions(t("customers.assign"))}`,
    async ({ owner }) => {
      for (const customer of customers) await patch(path(customer.id), { owner: owner || null });
      await done(t("customers.assigned", { n: customers.length }));
    }
  );
}

export async function openAdd(done) {
  const options = await owners(null);
  form(t("customers.add"), html`
    <div class="field">
      <label for="id">${t("customers.id")}</label>
      <input class="input" id="id" name="id" required maxlength="128" autocomplete="off">
      <p class="hint">${t("customers.id.hint")}</p>
    </div>
    <div class="field">
      <label for="name">${t("customers.name")}</label>
      <input class="input" id="name" name="name" maxlength="200" autocomplete="off">
    </div>
    ${select("owner", t("customers.owner"), options)}
    <div class="field">
      <label for="potential">${t("customers.potential")}</label>
      <input class="input number" id="potential" name="potential" type="number" min="0" step="any">
      <p class="hint">${t("customers.potential.hint")}</p>
    </div>
    ${actions(t("customers.add"))}
  `, async ({ id, name, owner, potential }) => {
    await post("/customers", { id, name: name || null, owner: owner || null, potential: potential === "" ? null : Number(potential) });
    await done(t("customers.added", { name: name || id }));
  });
}

export function openClass(customer, done) {
  const options = session.company.customers.classes.map((one) => html`<option
    value="${one.id}"${one.id === customer.class ? html` selected` : null}>
    ${one.id} ${text(one.title) === one.id ? null : text(one.title)}</option>`);
  form(t("customers.class.title", { name: customer.name }), html`
    <p class="hint">${t("customers.class.words")}</p>
    ${select("class", t("customers.class"), options)}
    <div class="field">
      <label for="reason">${t("entry.reason")}</label>
      <input class="input" id="reason" name="reason" required maxlength="500">
    </div>
    ${actions(t("customers.class.ask"))}
  `, async (values) => {
    const answer = await put(`${path(customer.id)}/class`, values);
    await done(t(answer.state === "done" ? "customers.class.done" : "customers.class.asked"));
  });
}

export function openMerge(customer, others, done) {
  const options = others.filter((one) => one.id !== customer.id).map((one) => html`<option value="${one.id}">${one.name}</option>`);
  form(t("customers.merge.title", { name: customer.name }), html`
    <p class="hint">${t("customers.merge.words")}</p>
    ${select("into", t("customers.merge.into"), options)}
    ${actions(t("customers.merge"))}
  `, async ({ into }) => {
    await post(`${path(customer.id)}/merge`, { into });
    await done(t("customers.merged"), into);
  });
}
