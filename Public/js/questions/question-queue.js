/* Questions that wait for the reader, in the queue of approvals: answered with words and, where needed, points; or passed on. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { all, get, post } from "../core/api.js";
import { live } from "../live/live.js";
import { session } from "../core/session.js";
import { busy } from "../widgets/dialog.js";
import { tellProblem } from "../widgets/form-errors.js";
import { icon } from "../widgets/icon.js";
import { about, age, badge, steps } from "./words.js";

let given = null;            // what the page has read: a list that comes later pushes down what stands below it

/** Reads what waits before the page is drawn. */
export async function readQuestions(signal) {
  given = await get("/questions", { query: { for: "queue", limit: 100 }, signal }).catch(() => null);
}

class QuestionQueue extends HTMLElement {
  #stop = null;

  connectedCallback() {
    this.classList.add("view");
    this.addEventListener("submit", (event) => { event.preventDefault(); this.#answer(event.target); });
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-pass]");
      if (button) this.#pass(button.closest("form"), button);
    });
    this.#stop = live.subscribe({ feed: "approvals" }, { item: () => { if (!this.querySelector("details[open]")) this.reload(); } });
    if (given) this.#show(given); else this.reload();
    given = null;
  }

  disconnectedCallback() { this.#stop?.(); }

  async reload() {
    const answer = await get("/questions", { query: { for: "queue", limit: 100 } }).catch(() => null);
    if (answer && this.isConnected) await this.#show(answer);
  }

  async #show({ items }) {
    // The longest wait first; to whom one may be passed comes after it.
    const show = (others) => render(this, items.length ? list(items.toReversed(), others) : null);
    show([]);
    if (items.length) show(await managers());
  }

  #answer(form) {
    if (!form.checkValidity()) return undefined;
    const { text, points } = form.elements;
    const body = { text: text.value.trim(), ...(points.value ? { points: Number(points.value) } : {}) };
    return this.#send(form, form.querySelector("[type=submit]"), "answer", body);
  }

  #pass(form, button) {
    const { to, text } = form.elements;
    if (!to.value) { to.focus(); return undefined; }
    return this.#send(form, button, "pass", { to: to.value, ...(text.value.trim() ? { text: text.value.trim() } : {}) });
  }

  #send(form, button, step, body) {
    return busy(button, async () => {
      try {
        await post(`/questions/${encodeURIComponent(form.dataset.question)}/${step}`, body);
        this.dispatchEvent(new CustomEvent("decided", { bubbles: true }));
        await this.reload();
      } catch (problem) {
        if (problem.status === undefined) throw problem;
        tellProblem(form, problem);
      }
    });
  }
}

/** To whom a question may be passed. */
async function managers() {
  const found = await all("/members").catch(() => []);
  return (found.items ?? found).filter((one) => one.role && one.role !== "rep" && !one.left && one.id !== session.person.member);
}

const list = (items, others) => html`<section class="card flush" aria-labelledby="questions">
  <div class="card-head"><h2 id="questions">${t("question.queue", { n: items.length })}</h2></div>
  <ul class="statement">${items.map((question) => one(question, others))}</ul>
</section>`;

const one = (question, others) => html`<li><details class="entry">
  <summary>
    <span class="what">${question.member.name}${t("question.says")}${question.text}<small>${about(question)}</small></span>
    <span class="amount">${badge(question)}<small>${age(question)}</small></span>
    ${icon("down", "chevron")}
  </summary>
  <div class="receipt stack">${steps(question)}${question.may.includes("answer") ? form(question, others) : null}</div>
</details></li>`;

const form = ({ id, member }, others) => html`<form class="stack" data-question="${id}" novalidate>
  <div class="field">
    <label for="answer-${id}">${t("question.answer")}</label>
    <textarea class="input" id="answer-${id}" name="text" rows="3" required maxlength="2000"></textarea>
  </div>
  <div class="field">
    <label for="points-${id}">${t("question.points")}</label>
    <input class="input number" id="points-${id}" name="points" type="number" step="1" inputmode="numeric">
    <p class="hint">${t("question.points.words")}</p>
  </div>
  <div data-says></div>
  <div class="actions"><button class="button primary" type="submit">${t("question.answer.send")}</button></div>
  <div class="field">
    <label for="to-${id}">${t("question.pass")}</label>
    <span class="select-box">
      <select class="input select compact" id="to-${id}" name="to">
        <option value="">${t("question.pass.whom")}</option>
        ${others.filter((other) => other.id !== member.id).map((other) => html`<option value="${other.id}">${other.name}</option>`)}
      </select>
      ${icon("down")}
    </span>
  </div>
  <p><button class="button small" type="button" data-pass>${t("question.pass.send")}</button></p>
</form>`;

customElements.define("question-queue", QuestionQueue);
