/* How people sign in: a summary, and the dialog in which it is changed. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { get, post, put } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { banner } from "../widgets/states.js";
import { tellProblem } from "../widgets/form-errors.js";

const platforms = ["wecom", "dingtalk", "feishu"];
const roles = ["rep", "manager", "director", "finance", "admin"];

export const signInCard = (settings) => html`<section class="card" aria-labelledby="sgn">
  <div class="card-head">
    <h2 id="sgn">${t("signin.title")}</h2>
    <button class="button small" type="button" data-sign-in>${icon("gear")}${t("action.edit")}</button>
  </div>
  <dl class="pairs">${summary(settings).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</section>`;

function summary(one) {
  const known = platforms.filter((id) => one[id]).map((id) => t(`signin.${id}`));
  const providers = [one.openid ? `OpenID · ${one.openid.issuer}` : null, ...known];
  return [
    [t("signin.providers"), providers.filter(Boolean).join(t("list.comma")) || t("signin.providers.none")],
    [t("signin.passwords"), one.passwords.on ? t("signin.passwords.on") : t("signin.passwords.off", { name: one.passwords.but })],
    [t("signin.second"), t(one.second_factor ? "signin.second.on" : "signin.second.off")],
    [t("signin.create"), t(one.create ? "signin.create.on" : "signin.create.off")],
  ];
}

/** Opens the settings; `changed()` is called when they were saved. */
export async function editSignIn(changed) {
  const known = await get("/settings/sign-in");
  const dialog = openDialog(t("signin.title"), html`<form class="stack">
    <div data-says></div>
    ${openid(known)}
    ${platforms.map((id) => platform(id, known[id], known.addresses[id]))}
    ${people(known)}
    ${passwords(known)}
    <div class="actions">
      <button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t("action.save")}</button>
    </div>
  </form>`);
  const form = dialog.querySelector("form");
  form.querySelector("[data-check]")?.addEventListener("click", (event) => busy(event.target, () => check(dialog)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(form.querySelector(".primary"), async () => {
      try {
        await put("/settings/sign-in", draft(new FormData(form), known), known.etag);
        dialog.close();
        await changed();
      } catch (problem) { tellProblem(dialog, problem); }
    });
  });
}

async function check(dialog) {
  try {
    const { reachable, detail } = await post("/settings/sign-in/check", {});
    const words = reachable ? t("signin.check.good") : [t("signin.check.bad"), detail].filter(Boolean).join(" ");
    render(dialog.querySelector("[data-says]"), banner(reachable ? "neutral" : "warn", reachable ? "check" : "alert", words));
  } catch (problem) { tellProblem(dialog, problem); }
}

const field = (name, label, value, { hint = null, type = "text", disabled = false } = {}) => html`<div class="field">
  <label for="s-${name}">${label}</label>
  <input class="input" id="s-${name}" name="${name}" type="${type}" value="${value ?? ""}" autocomplete="off" spellcheck="false"
    ${disabled ? html`disabled` : null}>
  ${hint ? html`<p class="hint">${hint}</p>` : null}
</div>`;

const tick = (name, isOn, words) => html`<label class="check">
  <input type="checkbox" name="${name}"${isOn ? html` checked` : null}>
  <span>${words}</span>
</label>`;

const secret = (name, has) => field(name, t("signin.secret"), "", { type: "password", hint: has ? t("signin.secret.kept") : null });
const address = (label, value) => html`<p class="hint">${label}<br><code>${value}</code></p>`;

const openid = ({ openid: one, title, addresses }) => html`<details class="disclosure"${one ? html` open` : null}>
  <summary><strong>${t("signin.openid")}</strong></summary>
  <div class="stack tight">
    ${one?.fixed ? banner("neutral", "info", t("signin.fixed")) : null}
    ${field("issuer", t("signin.issuer"), one?.issuer, { hint: t("signin.issuer.hint"), disabled: one?.fixed })}
    ${field("client_id", t("signin.client"), one?.client_id, { disabled: one?.fixed })}
    ${one?.fixed ? null : secret("client_secret", one?.has_secret)}
    ${field("title", t("signin.button"), title, { hint: t("signin.button.hint") })}
    ${address(t("signin.redirect"), addresses.openid)}
    ${address(t("signin.logout"), addresses.logout)}
    ${one ? html`<p><button class="button small" type="button" data-check>${t("signin.check")}</button></p>` : null}
  </div>
</details>`;

const platform = (id, one, redirect) => html`<details class="disclosure"${one ? html` open` : null}>
  <summary><strong>${t(`signin.${id}`)}</strong></summary>
  <div class="stack tight">
    ${field(`${id}.client_id`, t(`signin.${id}.client`), one?.client_id)}
    ${id === "wecom" ? field("wecom.agent", t("signin.wecom.agent"), one?.agent) : null}
    ${secret(`${id}.client_secret`, one?.has_secret)}
    ${address(t("signin.redirect"), redirect)}
  </div>
</details>`;

const people = ({ match, roles: map, create, addresses }) => html`<details class="disclosure">
  <summary><strong>${t("signin.people")}</strong></summary>
  <div class="stack tight">
    ${field("match", t("signin.match"), match, { hint: t("signin.match.hint") })}
    ${field("claim", t("signin.claim"), map?.claim, { hint: t("signin.claim.hint") })}
    <div class="field">
      <label for="s-map">${t("signin.map")}</label>
      <textarea class="input" id="s-map" name="map" rows="3" placeholder="sales-managers = manager" spellcheck="false"
        >${Object.entries(map?.map ?? {}).map(([group, role]) => `${group} = ${role}`).join("\n")}</textarea>
      <p class="hint">${t("signin.map.hint", { roles: roles.join(", ") })}</p>
    </div>
    ${tick("create", create, t("signin.create.words"))}
    ${address(t("signin.scim"), addresses.scim)}
  </div>
</details>`;

const passwords = ({ passwords: one, second_factor: second }) => html`<details class="disclosure" open>
  <summary><strong>${t("signin.passwords")}</strong></summary>
  <div class="stack tight">
    ${tick("off", !one.on, t("signin.passwords.switch"))}
    ${field("but", t("signin.but"), one.but, { hint: t("signin.but.hint") })}
    ${tick("second", second, t("signin.second.switch"))}
  </div>
</details>`;

/** What is sent: a part that is left empty is not there. */
function draft(data, known) {
  const value = (name) => data.get(name)?.trim() || null;
  const body = {
    title: value("title"), match: value("match") ?? "email", create: data.has("create"), second_factor: data.has("second"),
    passwords: { on: !data.has("off"), but: value("but") },
    roles: value("claim") ? { claim: value("claim"), map: map(value("map") ?? "") } : null,
    openid: !known.openid?.fixed && value("issuer")
      ? { issuer: value("issuer"), client_id: value("client_id"), client_secret: value("client_secret") }
      : null,
  };
  for (const id of platforms) {
    const one = known[id];
    body[id] = value(`${id}.client_id`)
      ? {
        client_id: value(`${id}.client_id`), client_secret: value(`${id}.client_secret`), agent: value(`${id}.agent`),
        pages: one?.pages ?? null, api: one?.api ?? null, directory: one?.directory ?? null,
      }
      : null;
  }
  return body;
}

const map = (text) => Object.fromEntries(
  text.split("\n").map((line) => line.split("=").map((part) => part.trim())).filter(([group, role]) => group && role)
);
