/* The catalogue as managers keep it: picture, cost, least tier, stock, limit, time, texts in each language. */
import { html, render } from "../../core/html.js";
import { t, text } from "../../core/i18n.js";
import { number } from "../../core/format.js";
import { all as everything, get, idempotencyKey, post, put } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { busy, openDialog } from "../../widgets/dialog.js";
import { fromLocal, toLocal } from "../../core/local-time.js";
import { FieldsEditor } from "../../points/fields-editor.js";
import { picture } from "../../points/reward-card.js";
import { openAnswers } from "../../points/reward-fields.js";
import { isSent, photograph } from "../../widgets/photograph.js";
import { choosePicture, pictureButton } from "../../widgets/picture-field.js";
import { banner, empty, explain, skeletonCard } from "../../widgets/states.js";
import { readTexts, textFields } from "../../widgets/texts-field.js";
import { tellProblem } from "../../widgets/form-errors.js";
import { View } from "../../core/view.js";

const kinds = ["gift", "gift-card", "cash", "travel", "training", "honour"];
const windows = ["month", "quarter", "year", "ever"];
const pictures = ["gift", "card", "coins", "plane", "cap", "medal", "mug", "headset", "umbrella", "watch"];

class CataloguePage extends View {
  role = "manager";

  async load(signal) {
    const [rewards, tiers, fulfil] = await Promise.all([
      everything("/rewards", { query: { archived: true }, signal }),
      get("/tiers", { signal }).then((answer) => answer.items, () => []),
      get("/redemptions", {
        query: { state: "approved", limit: 100 },
        signal,
      }).then((answer) => answer.items.filter((one) => one.may?.includes("fulfil")), () => []),
    ]);
    return { rewards, tiers, fulfil };
  }

  skeleton() { return html`<div class="page-head"><h1>${t("nav.catalogue")}</h1></div>${skeletonCard(10, 20, 20, 20)}`; }

  view({ rewards, tiers, fulfil }) {
    const open = rewards.filter((reward) => !reward.archived);
    const shelved = rewards.filter((reward) => reward.archived);
    const line = (reward) => html`<li>
      <button class="request catalogue-line" type="button" data-edit="${reward.id}">
        <span class="reward-thumb reward" data-kind="${reward.kind}">${picture(reward)}</span>
        <span class="grow">
          <span class="between">
            <strong>${text(reward.title)}</strong>
            <span class="num amount">${t("points", { points: number(reward.cost), n: reward.cost })}</span>
          </span>
          <small>
            <span class="cluster">
              <span>${t(`reward.kind.${reward.kind}`)}</span>
              ${reward.tier
                ? html`<span class="badge">
                  ${icon("tiers")}
                  ${text(tiers.find((tier) => tier.id === reward.tier)?.title) || reward.tier}
                </span>`
                : null}
              ${stock(reward)}
              ${reward.limit
                ? html`<span>${t("reward.limit", { window: t(`window.${reward.limit.window}`), n: reward.limit.count })}</span>`
                : null}
            </span>
            <span>${t("catalogue.redeemed", { n: reward.redeemed ?? 0 })}</span>
          </small>
        </span>
      </button>
    </li>`;
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.catalogue")}</h1><p>${t("catalogue.intro", { n: open.length })}</p></div>
        <button class="button primary small" type="button" data-new>${icon("plus")}${t("catalogue.add")}</button>
      </div>
      <div class="view" data-says></div>
      ${fulfil.length
        ? html`<section class="card flush" aria-labelledby="ful">
          <div class="card-head"><h2 id="ful">${t("catalogue.fulfil")}</h2></div>
          <ul class="queue">
            ${fulfil.map((one) => html`<li class="request">
              <span class="kind">${icon("gift")}</span>
              <span class="grow">
                <span class="between">
                  <strong class="name">${one.member.name}</strong>
                  ${one.answered
                    ? html`<button class="button small" type="button" data-answers-of="${one.id}">${t("redeem.answers")}</button>`
                    : null}
                  <button class="button small" type="button" data-fulfil="${one.id}">${t("catalogue.handed")}</button>
                </span>
                <small><span>${text(one.reward.title)} × ${one.count}</span></small>
              </span>
            </li>`)}
          </ul>
        </section>`
        : null}
      <section class="card flush" aria-label="${t("nav.catalogue")}">
        ${open.length ? html`<ul class="queue">${open.map(line)}</ul>` : empty(t("catalogue.empty.title"), t("catalogue.empty.words"))}
      </section>
      ${shelved.length
        ? html`<details class="disclosure">
          <summary class="link small">${t("catalogue.archived", { n: shelved.length })}</summary>
          <section class="card flush"><ul class="queue">${shelved.map(line)}</ul></section>
        </details>`
        : null}
    `;
  }

  ready({ rewards }) {
    this.on("click", "[data-new]", () => this.#edit(null));
    this.on("click", "[data-edit]", (_, button) => this.#edit(rewards.find((reward) => reward.id === button.dataset.edit)));
    this.on("click", "[data-answers-of]", (_, button) => openAnswers(this.data.fulfil.find((one) => one.id === button.dataset.answersOf)));
    this.on("click", "[data-fulfil]", (_, button) => busy(button, async () => {
      try { await post(`/redemptions/${encodeURIComponent(button.dataset.fulfil)}/fulfil`, {}); await this.reload({ quiet: true }); }
      catch (problem) { render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem))); }
    }));
  }

  #edit(reward) {
    const dialog = openDialog(reward ? text(reward.title) : t("catalogue.add"), form(reward, this.data.tiers), { look: "wide" });
    const key = idempotencyKey();
    const says = (problem) => tellProblem(dialog, problem);
    const fields = new FieldsEditor(dialog.querySelector("[data-fields]"), reward?.fields ?? []);
    rewardPicture(dialog);
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      busy(event.currentTarget.querySelector("[data-save]"), async () => {
        try {
          const body = { ...read(event.target, reward), fields: fields.value };
          if (reward) await put(`/rewards/${encodeURIComponent(reward.id)}`, body, reward.etag); else await post("/rewards", body, { key });
          dialog.close();
          await this.reload({ quiet: true });
        } catch (problem) { says(problem); }
      });
    });
    dialog.querySelector("[data-archive]")?.addEventListener("click", (event) => busy(event.currentTarget, async () => {
      try {
        await post(`/rewards/${encodeURIComponent(reward.id)}/archive`, { archived: !reward.archived });
        dialog.close();
        await this.reload({ quiet: true });
      } catch (problem) { says(problem); }
    }));
  }
}

function stock({ stock: left }) {
  if (left === null || left === undefined) return html`<span>${t("reward.state.open")}</span>`;
  return left <= 5
    ? html`<span class="badge warn">${icon("alert")}${t("reward.stock", { n: left })}</span>`
    : html`<span>${t("reward.stock", { n: left })}</span>`;
}

function form(reward, tiers) {
  const one = reward
    ?? { title: {}, text: null, kind: "gift", cost: 1000, tier: null, stock: null, limit: null, from: null, until: null, picture: null };
  const choice = (name, label, options, value) => html`<div class="field">
    <label for="r-${name}">${label}</label>
    <span class="select-box">
      <select class="input select" id="r-${name}" name="${name}">
        ${options.map(([key, words]) => html`<option value="${key}"${key === (value ?? "") ? html` selected` : null}>${words}</option>`)}
      </select>
      ${icon("down")}
    </span>
  </div>`;
  const amount = (name, label, value, unit, more = null) => html`<div class="field">
    <label for="r-${name}">${label}</label>
    <span class="affix">
      <input
        class="input number"
        id="r-${name}"
        name="${name}"
        type="number"
        inputmode="numeric"
        min="0"
        step="1"
        value="${value ?? ""}"${more}>
      <span class="unit">${unit}</span>
    </span>
  </div>`;
  return html`<form class="stack">
    <div data-says></div>
    ${textFields("r", "title", t("field.name"), one.title, { required: true })}
    ${textFields("r", "text", t("catalogue.text"), one.text, { kind: "textarea" })}
    <div class="three">
      ${choice("kind", t("catalogue.kind"), kinds.map((kind) => [kind, t(`reward.kind.${kind}`)]), one.kind)}
      ${amount("cost", t("catalogue.cost"), one.cost, t("points.name"), html` required`)}
      ${choice(
        "tier",
        t("catalogue.tier"),
        [["", t("catalogue.tier.none")], ...tiers.map((tier) => [tier.id, text(tier.title)])],
        one.tier
      )}
      ${amount("stock", t("catalogue.stock"), one.stock, t("pieces.unit"), html` placeholder="${t("reward.state.open")}"`)}
      ${amount("count", t("catalogue.limit"), one.limit?.count, t("pieces.unit"), html` placeholder="${t("catalogue.limit.none")}"`)}
      ${choice("window", t("catalogue.window"), windows.map((window) => [window, t(`window.${window}`)]), one.limit?.window ?? "quarter")}
      <div class="field">
        <label for="r-from">${t("catalogue.from")}</label>
        <input class="input" id="r-from" name="from" type="datetime-local" value="${toLocal(one.from)}">
      </div>
      <div class="field">
        <label for="r-until">${t("catalogue.until")}</label>
        <input class="input" id="r-until" name="until" type="datetime-local" value="${toLocal(one.until)}">
      </div>
    </div>
    <fieldset class="field">
      <legend>${t("catalogue.picture")}</legend>
      <div class="pictures">
        ${pictures.map((name) => html`<label>
          <input class="visually-hidden" type="radio" name="picture" value="${name}"${one.picture === name ? html` checked` : null}>
          <span class="reward" data-kind="${one.kind}">
            <span class="picture"><svg viewBox="0 0 24 24" aria-hidden="true"><use href="/icons.svg#i-${name}"/></svg></span>
          </span>
          <span class="visually-hidden">${name}</span>
        </label>`)}
        <label data-sent${isSent(one.picture) ? null : html` hidden`}>
          <input
            class="visually-hidden"
            type="radio"
            name="picture"
            value="${isSent(one.picture) ? one.picture : ""}"${isSent(one.picture) ? html` checked` : null}>
          <span class="reward" data-kind="${one.kind}"><span class="picture">${photograph(one.picture)}</span></span>
          <span class="visually-hidden">${t("picture.own")}</span>
        </label>
      </div>
      ${pictureButton("r-picture-file")}
    </fieldset>
    <fieldset class="field" data-fields></fieldset>
    <div class="actions">
      ${reward
        ? html`<button class="button${reward.archived ? "" : " danger"}" type="button" data-archive>
          ${t(reward.archived ? "catalogue.restore" : "catalogue.archive")}
        </button>`
        : html`<button class="button" type="button" data-close>${t("action.cancel")}</button>`}
      <button class="button primary" data-save>${t("action.save")}</button>
    </div>
  </form>`;
}

/** What was cut stands among the symbols, and is chosen. */
function rewardPicture(dialog) {
  choosePicture(dialog, {
    ratio: 8 / 5,
    done: (path) => {
      const place = dialog.querySelector("[data-sent]");
      const input = place.querySelector("input");
      input.value = path;
      input.checked = true;
      place.hidden = false;
      render(place.querySelector(".picture"), photograph(path));
    },
  });
}

function read(element, reward) {
  const fields = Object.fromEntries(new FormData(element));
  const whole = (value) => (value === "" || value === undefined ? null : Number(value));
  return {
    title: readTexts(element, "title") ?? {},
    text: readTexts(element, "text"),
    kind: fields.kind,
    cost: whole(fields.cost),
    tier: fields.tier || null,
    stock: whole(fields.stock),
    limit: whole(fields.count) ? { count: whole(fields.count), window: fields.window } : null,
    from: fromLocal(fields.from),
    until: fromLocal(fields.until),
    picture: fields.picture || (reward?.picture ?? null),
  };
}

customElements.define("catalogue-page", CataloguePage);
