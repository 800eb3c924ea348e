/* What I have asked, and what was answered: ask again once, or close it. Nothing at all where nothing was asked. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { get, post } from "../core/api.js";
import { busy } from "../widgets/dialog.js";
import { explain, banner } from "../widgets/states.js";
import { icon } from "../widgets/icon.js";
import { about, age, badge, steps } from "./words.js";

class MyQuestions extends HTMLElement {
  connectedCallback() {
    this.classList.add("view");
    this.addEventListener("submit", (event) => { event.preventDefault(); this.#reopen(event.target); });
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-close-question]");
      if (button) this.#step(button, button.dataset.closeQuestion, "close", {});
    });
    this.reload();
  }

  async reload() {
    const answer = await get("/questions", { query: { for: "me", limit: 20 } }).catch(() => null);
    if (!answer || !this.isConnected) return;
    render(this, answer.items.length ? list(answer.items) : null);
  }

  #reopen(form) {
    if (!form.checkValidity()) return;
    this.#step(form.querySelector("[type=submit]"), form.dataset.question, "reopen", { text: form.elements.text.value.trim() });
  }

  #step(button, id, step, body) {
    return busy(button, async () => {
      try {
        await post(`/questions/${encodeURIComponent(id)}/${step}`, body);
        await this.reload();
      } catch (problem) {
        if (problem.status === undefined) throw problem;
        render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem)));
      }
    });
  }
}

const list = (items) => html`<section class="card flush" aria-labelledby="my-questions">
  <div class="card-head"><h2 id="my-questions">${t("question.mine")}</h2></div>
  <div data-says></div>
  <ul class="statement">${items.map(one)}</ul>
</section>`;

const one = (question) => html`<li><details class="entry">
  <summary>
    <span class="what">${question.text}<small>${about(question)}</small></span>
    <span class="amount">${badge(question)}<small>${age(question)}</small></span>
    ${icon("down", "chevron")}
  </summary>
  <div class="receipt stack">
    ${steps(question)}
    ${question.may.includes("reopen") ? reopening(question) : null}
    ${question.may.includes("close")
      ? html`<p><button class="button small" type="button" data-close-question="${question.id}">${t("question.close")}</button></p>`
      : null}
  </div>
</details></li>`;

const reopening = ({ id }) => html`<form class="stack tight" data-question="${id}" novalidate>
  <div class="field">
    <label for="again-${id}">${t("question.again")}</label>
    <textarea class="input" id="again-${id}" name="text" rows="2" required maxlength="2000"></textarea>
  </div>
  <p><button class="button small" type="submit">${t("question.reopen")}</button></p>
</form>`;

customElements.define("my-questions", MyQuestions);
