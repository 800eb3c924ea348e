/* A webhook, new or changed: what it is, where, what it is told. */
import { html } from "../core/html.js";
import { has, t } from "../core/i18n.js";
import { idempotencyKey, post, put } from "../core/api.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { tellProblem } from "../widgets/form-errors.js";
import { showSecret } from "./secret-dialog.js";

const kinds = ["webhook", "wecom", "dingtalk", "feishu", "slack", "mail"];
/** Kinds whose chat gives a secret beside the address. */
const signed = ["dingtalk", "feishu"];

/** What an event is called; those without a name of their own are called as programs call them. */
export const eventName = (type) => (has(`webhooks.type.${type}`) ? t(`webhooks.type.${type}`) : type);

/** Opens the form for `webhook`, or for a new one; `done()` is called when it is saved. */
export function openWebhook(webhook, { types, usual, mail }, done) {
  const key = idempotencyKey();
  const dialog = openDialog(t(webhook ? "webhooks.edit" : "webhooks.add"), html`<form class="stack">
    <div data-says></div>
    ${webhook ? null : choice(mail)}
    ${text("title", t("webhooks.title"), { value: webhook?.title ?? "", required: true, most: 200 })}
    <div data-address>${text("url", t("webhooks.url"), {
    required: !webhook, most: 2000, hint: t(webhook ? "webhooks.url.kept" : "webhooks.url.hint"),
  })}</div>
    <div data-secret>${secret(Boolean(webhook))}</div>
    <fieldset class="field" data-types>${events(types, webhook?.types ?? usual.webhook)}</fieldset>
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t("action.save")}</button>
    </div>
  </form>`, { look: "wide" });
  const form = dialog.querySelector("form");
  const kind = () => webhook?.kind ?? form.elements.kind.value;
  const fit = () => {
    form.querySelector("[data-secret]").hidden = !signed.includes(kind());
    form.querySelector("[data-address]").hidden = kind() === "mail";
    form.elements.url.required = !webhook && kind() !== "mail";
  };
  form.elements.kind?.addEventListener("change", () => {
    fit();
    const wanted = usual[kind()];
    for (const box of form.querySelectorAll("[name=types]")) box.checked = wanted.includes(box.value);
  });
  fit();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(form.querySelector(".primary"), async () => {
      try {
        const made = await save(new FormData(form), webhook, kind(), key);
        dialog.close();
        await done();
        if (!webhook && made.secret && made.kind === "webhook") showSecret(made.secret);
      } catch (problem) { tellProblem(dialog, problem); }
    });
  });
}

function save(data, webhook, kind, key) {
  const body = { title: data.get("title"), url: data.get("url") || null, types: data.getAll("types") };
  if (signed.includes(kind) && data.get("secret")) body.secret = data.get("secret");
  if (webhook) return put(`/webhooks/${encodeURIComponent(webhook.id)}`, body, webhook.etag);
  return post("/webhooks", { ...body, kind }, { key });
}

const choice = (mail) => html`<div class="field">
  <label for="w-kind">${t("webhooks.kind")}</label>
  <span class="select-box">
    <select class="input select" id="w-kind" name="kind">
      ${kinds.filter((kind) => mail || kind !== "mail").map((kind) => html`<option value="${kind}">${t(`webhooks.kind.${kind}`)}</option>`)}
    </select>${icon("down")}</span>
</div>`;

const text = (name, label, { value = "", required = false, most, hint = null }) => html`<div class="field">
  <label for="w-${name}">${label}</label>
  ${required
    ? html`<input class="input" id="w-${name}" name="${name}" value="${value}" maxlength="${most}" autocomplete="off" required>`
    : html`<input class="input" id="w-${name}" name="${name}" value="${value}" maxlength="${most}" autocomplete="off">`}
  ${hint ? html`<p class="hint">${hint}</p>` : null}
</div>`;

const secret = (isKnown) => text("secret", t("webhooks.secret"), {
  most: 200, hint: t(isKnown ? "webhooks.secret.kept" : "webhooks.secret.hint"),
});

const events = (types, chosen) => html`<legend>${t("webhooks.types")}</legend>
  ${types.map((type) => html`<label class="check">
    ${chosen.includes(type)
      ? html`<input type="checkbox" name="types" value="${type}" checked>` : html`<input type="checkbox" name="types" value="${type}">`}
    <span>${eventName(type)} <small class="muted">${type}</small></span></label>`)}`;
