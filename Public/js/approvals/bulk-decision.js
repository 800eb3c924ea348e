/* Deciding on several requests at once: boxes in the queue, and a bar with one reason for all. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { post } from "../core/api.js";
import { busy } from "../widgets/dialog.js";
import { banner, explain } from "../widgets/states.js";
import { owner } from "./request-detail.js";

export class BulkDecision {
  #page;
  #place = null;
  #items = [];
  #chosen = new Set();

  /** `page` is the view; it is read again afterwards. */
  constructor(page) { this.#page = page; }

  get isChosen() { return this.#chosen.size > 0; }

  box(item) {
    const label = t("approvals.choose", { name: owner(item).name });
    const checked = this.#chosen.has(item.id) ? html` checked` : null;
    return html`<label class="choose"><input type="checkbox" data-choose="${item.id}" aria-label="${label}"${checked}></label>`;
  }

  /** `place` is where the bar stands; `items` are those that can be chosen. */
  ready(place, items) {
    this.#place = place;
    this.#items = items;
    this.#chosen = new Set(items.map((item) => item.id).filter((id) => this.#chosen.has(id)));
    if (!place) return;
    this.#page.on("change", "[data-choose]", (_, box) => {
      if (box.checked) this.#chosen.add(box.dataset.choose); else this.#chosen.delete(box.dataset.choose);
      this.#draw();
    });
    this.#page.on("click", "[data-bulk-decide]", (_, button) => this.#decide(button.dataset.bulkDecide === "approve", button));
    this.#draw();
  }

  #draw() {
    if (!this.isChosen) { render(this.#place, null); return; }
    const kept = this.#place.querySelector("#bulk-comment")?.value ?? "";
    render(this.#place, html`<section class="card bulk" aria-label="${t("approvals.bulk")}">
      <strong role="status">${t("approvals.chosen", { n: this.#chosen.size })}</strong>
      <label class="grow">
        <span class="visually-hidden">${t("approvals.comment")}</span>
        <input class="input compact" id="bulk-comment" maxlength="500" value="${kept}" placeholder="${t("approvals.comment.hint")}">
      </label>
      <button class="button small danger" type="button" data-bulk-decide="reject">${t("approvals.reject")}</button>
      <button class="button small primary" type="button" data-bulk-decide="approve">${t("approvals.approve")}</button>
    </section>`);
  }

  /** One after the other: each is a decision of its own, and what is refused stays chosen. */
  #decide(approve, button) {
    const comment = this.#place.querySelector("#bulk-comment");
    if (!approve && !comment.value.trim()) {
      comment.setAttribute("aria-invalid", "true");
      comment.focus();
      return undefined;
    }
    return busy(button, async () => {
      const problems = [];
      let done = 0;
      for (const item of this.#items.filter((one) => this.#chosen.has(one.id))) {
        try {
          await post(`/approvals/${encodeURIComponent(item.id)}`, { approve, comment: comment.value.trim() || null });
          this.#chosen.delete(item.id);
          done += 1;
        } catch (problem) { problems.push([owner(item).name, explain(problem)].join(t("list.colon"))); }
      }
      await this.#page.reload({ quiet: true });
      this.#page.dispatchEvent(new CustomEvent("decided", { bubbles: true }));
      const words = t(approve ? "approvals.bulk.approved" : "approvals.bulk.rejected", { n: done });
      const look = problems.length ? ["warn", "alert"] : ["neutral", "check"];
      render(this.#page.querySelector("[data-says]"), banner(...look, html`${words}${problems.map((one) => html`<br>${one}`)}`));
    });
  }
}
