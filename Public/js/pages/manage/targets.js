/* Targets: what was agreed for each team and member in a period, how far they are, and changes, which are requests. */
import { create, html, render } from "../../core/html.js";
import { t, text } from "../../core/i18n.js";
import { number, percent, period, quantity } from "../../core/format.js";
import { all as everything, get, put } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { bar } from "../../widgets/bar.js";
import { busy, openDialog } from "../../widgets/dialog.js";
import { previewApproval } from "../../approvals/approval-preview.js";
import { periodsAround } from "../../core/period-keys.js";
import { paceBadge, paceLook } from "../../targets/pace.js";
import { openSplit } from "../../targets/target-split-dialog.js";
import { openTree, targetTree } from "../../targets/target-tree.js";
import { banner, explain, skeletonCard } from "../../widgets/states.js";
import { View } from "../../core/view.js";
import { personButton } from "../../people/person.js";
import "../../widgets/data-table.js";

class TargetsPage extends View {
  role = "manager";
  #period = null;
  #changes = new Map();        // key of a target → its new value

  async load(signal) {
    this.#period ??= periodsAround("month")[1];
    const query = { period: this.#period };
    const [targets, reached, teams, members, boards] = await Promise.all([
      everything("/targets", { query, signal }),
      everything("/targets/attainment", { query, signal }).catch(() => []),
      everything("/teams", { signal }),
      everything("/members", { signal }),
      get("/boards", { query: { limit: 500 }, signal }).catch(() => ({ items: [] })),
    ]);
    this.#changes.clear();
    return {
      targets: targets.map((target) => ({ ...target, so: reached.find((one) => key(one) === key(target)) ?? null })),
      teams,
      members,
      metrics: metrics(targets, boards.items),
    };
  }

  skeleton() { return html`<div class="page-head"><h1>${t("nav.targets")}</h1></div>${skeletonCard(10, 20, 20, 20)}`; }

  view({ targets }) {
    const keys = [...periodsAround("month"), ...periodsAround("quarter"), ...periodsAround("year")];
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.targets")}</h1><p>${t("targets.intro")}</p></div>
        <div class="cluster">
          <label>
            <span class="visually-hidden">${t("board.period")}</span>
            <span class="select-box">
              <select class="input select compact" data-period>
                ${keys.map((one) => html`<option value="${one}"${one === this.#period ? html` selected` : null}>${period(one)}</option>`)}
              </select>
              ${icon("down")}
            </span>
          </label>
          <button class="button small" type="button" data-add>${icon("plus")}${t("targets.add")}</button>
        </div>
      </div>
      <div class="view" data-says></div>
      <section class="card"><data-table></data-table></section>
      ${targets.length
        ? html`<section class="card" aria-labelledby="tree">
          <h2 id="tree">${t("targets.tree")}</h2>
          <p class="hint">${t("targets.tree.words")}</p>
          ${targetTree(targets)}
        </section>`
        : null}
      <div class="view" data-save></div>
    `;
  }

  ready({ targets }) {
    this.on("change", "[data-period]", (_, select) => { this.#period = select.value; this.reload({ quiet: true }); });
    this.on("change", "[data-value]", (_, input) => this.#edit(input));
    this.on("click", "[data-add]", () => this.#add());
    this.on("click", "[data-split]", (_, button) => openSplit(
      this.data.targets.find((one) => key(one) === button.dataset.split),
      (targets, reason) => this.#put(targets, reason)
    ));
    this.own(openTree(this));
    this.on("click", "[data-discard]", () => this.reload({ quiet: true }));
    this.on("submit", ".savebar", (event) => { event.preventDefault(); this.#save(event.target); });
    this.querySelector("data-table").table = {
      caption: t("nav.targets"),
      filter: true,
      file: `targets-${this.#period}`,
      items: targets,
      none: t("targets.empty"),
      columns: [
        {
          id: "owner",
          label: t("targets.owner"),
          value: (one) => one.owner.name,
          cell: (one) => html`<span class="person">
            ${icon(one.owner.kind === "team" ? "team" : "me")}
            <span>
              ${one.owner.kind === "member" ? personButton(one.owner.id, one.owner.name) : one.owner.name}
              <small class="only-phone">${text(one.metric.title)}</small>
            </span>
          </span>`,
        },
        { id: "metric", label: t("targets.metric"), look: "only-desktop", value: (one) => text(one.metric.title) },
        { id: "value", label: t("targets.value"), number: true, value: (one) => one.value, cell: (one) => this.#value(one) },
        {
          id: "reached",
          label: t("targets.reached"),
          number: true,
          value: (one) => one.so?.reached ?? null,
          cell: (one) => (one.so ? quantity(one.so.reached, one.metric.unit) : "–"),
        },
        {
          id: "attainment",
          label: t("board.attainment"),
          number: true,
          value: (one) => one.so?.attainment ?? null,
          cell: (one) => (
            one.so
              ? html`
                <span class="inline-bar">
                  ${bar(one.so.attainment, { look: paceLook(one.so.state) })}
                </span> <span class="share">${percent(one.so.attainment)}</span>
              `
              : "–"
          ),
        },
        {
          id: "pace",
          label: t("team.pace"),
          value: (one) => one.so?.pace ?? null,
          cell: (one) => (one.so ? paceBadge(one.so.state) : "–"),
        },
        {
          id: "do",
          label: html`<span class="visually-hidden">${t("split")}</span>`,
          cell: (one) => (
            one.value > 0 && one.may.includes("change")
              ? html`<button class="link small" type="button" data-split="${key(one)}">${t("split")}</button>`
              : null
          ),
        },
      ],
    };
  }

  #value(target) {
    const waiting = target.state === "requested"
      ? html` <span class="badge info">${icon("clock")}${t("targets.wanted", { value: quantity(target.wanted, target.metric.unit) })}</span>
      `
      : null;
    if (!target.may.includes("change")) return html`${quantity(target.value, target.metric.unit)}${waiting}`;
    return html`
      <label class="affix">
        <span class="visually-hidden">${t("targets.value.of", { name: target.owner.name })}</span>
        <input
          class="input compact number"
          type="number"
          min="0"
          step="any"
          data-value="${key(target)}"
          value="${this.#changes.get(key(target)) ?? target.value}">
      </label>
      ${waiting}
    `;
  }

  #edit(input) {
    const target = this.data.targets.find((one) => key(one) === input.dataset.value);
    const value = Number(input.value);
    if (!Number.isFinite(value) || value < 0 || input.value === "") { input.setAttribute("aria-invalid", "true"); return; }
    input.removeAttribute("aria-invalid");
    if (value === target.value) this.#changes.delete(key(target)); else this.#changes.set(key(target), value);
    input.parentElement.classList.toggle("changed", value !== target.value);
    this.#saveBar();
  }

  #saveBar() {
    const place = this.querySelector("[data-save]");
    if (!this.#changes.size) { render(place, null); return; }
    if (!place.firstElementChild) {
      place.append(create(html`<form class="savebar">
        <p></p>
        <label class="grow">
          <span class="visually-hidden">${t("entry.reason")}</span>
          <input class="input compact" name="reason" required maxlength="200" placeholder="${t("targets.reason")}">
        </label>
        <button class="button small quiet" type="button" data-discard>${t("action.discard")}</button>
        <button class="button small primary">${t("targets.request")}</button>
      </form>`));
    }
    const sum = [...this.#changes].reduce(
      (total, [name, value]) => total + value - this.data.targets.find((one) => key(one) === name).value,
      0
    );
    render(place.querySelector("p"), html`
      <strong>${t("unsaved", { n: this.#changes.size })}</strong>
      ${t("targets.sum", { by: `${sum > 0 ? "+" : ""}${number(sum)}` })}
    `);
  }

  #save(form) {
    const targets = [...this.#changes].map(([name, value]) => body(this.data.targets.find((one) => key(one) === name), value));
    return busy(form.querySelector(".primary"), () => this.#put(targets, new FormData(form).get("reason")));
  }

  async #put(targets, reason) {
    try {
      const answer = await put("/targets", { targets, reason });
      await this.reload({ quiet: true });
      const waits = answer?.items?.some((one) => one.state === "requested");
      render(this.querySelector("[data-says]"), banner("neutral", "check", t(waits ? "targets.requested" : "targets.saved")));
      return true;
    } catch (problem) { render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem))); return false; }
  }

  #add() {
    const { teams, members, metrics: known } = this.data;
    const option = (kind, one) => html`<option value="${kind}:${one.id}">${one.name}</option>`;
    const dialog = openDialog(t("targets.add"), html`<form class="stack">
      <div class="field">
        <label for="t-owner">${t("targets.owner")}</label>
        <span class="select-box">
          <select class="input select" id="t-owner" name="owner">
            <optgroup label="${t("people.teams")}">${teams.map((one) => option("team", one))}</optgroup>
            <optgroup label="${t("people.members")}">${members.filter((one) => !one.left).map((one) => option("member", one))}</optgroup>
          </select>
          ${icon("down")}
        </span>
      </div>
      <div class="field">
        <label for="t-metric">${t("targets.metric")}</label>
        <span class="select-box">
          <select class="input select" id="t-metric" name="metric">
            ${known.map((one) => html`<option value="${one.id}">${text(one.title) || one.id}</option>`)}
          </select>
          ${icon("down")}
        </span>
      </div>
      <div class="field">
        <label for="t-value">${t("targets.value")}</label>
        <input class="input number" id="t-value" name="value" type="number" min="0" step="any" required>
      </div>
      <div class="field">
        <label for="t-reason">${t("entry.reason")}</label>
        <input class="input" id="t-reason" name="reason" required maxlength="200" placeholder="${t("targets.reason")}">
      </div>
      <p class="hint" data-needs aria-live="polite"></p>
      <div class="actions">
        <button class="button" type="button" data-close>${t("action.cancel")}</button>
        <button class="button primary">${t("targets.request")}</button>
      </div>
    </form>`);
    const form = dialog.querySelector("form");
    const target = () => {
      const { owner, metric, value } = Object.fromEntries(new FormData(form));
      const [kind, ...id] = owner.split(":");
      return { owner: { kind, id: id.join(":") }, metric, period: this.#period, value: Number(value) };
    };
    previewApproval(form, dialog.querySelector("[data-needs]"), () => (
      target().value > 0 ? ["PUT", "/targets", { targets: [target()] }] : null
    ));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      busy(form.querySelector(".primary"), async () => { await this.#put([target()], new FormData(form).get("reason")); dialog.close(); });
    });
  }
}

const key = (target) => [target.owner.kind, target.owner.id, target.metric.id].join("|");
const body = (target, value) => ({
  owner: { kind: target.owner.kind, id: target.owner.id },
  metric: target.metric.id,
  period: target.period,
  value,
});

/** Every metric that a target or a board names. */
function metrics(targets, boards) {
  const found = new Map();
  for (const one of [
    ...targets.map((target) => target.metric),
    ...boards.map((board) => board.metric),
  ]) if (one && !found.has(one.id)) found.set(one.id, one);
  return [...found.values()];
}

customElements.define("targets-page", TargetsPage);
