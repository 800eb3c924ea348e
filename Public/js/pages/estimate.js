/* What if? A made-up activity, decided as the real one would be; nothing is recorded. */
import { html, render } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { get, post } from "../core/api.js";
import { myself } from "../core/session.js";
import { View } from "../core/view.js";
import { answer } from "../estimate/answer.js";
import { fields, read } from "../estimate/fields.js";
import { busy } from "../widgets/dialog.js";
import { empty, skeletonCard } from "../widgets/states.js";
import { tellProblem } from "../widgets/form-errors.js";
import { icon } from "../widgets/icon.js";

class EstimatePage extends View {
  #type = decodeURIComponent(location.hash.slice(1));

  async load(signal) {
    if (myself() === null) return { items: [] };
    const [previews, rules] = await Promise.all([get("/activities/preview", { signal }), get("/rules", { signal })]);
    return { ...previews, titles: new Map(rules.items.map((rule) => [rule.id, rule.title])) };
  }

  skeleton() { return html`<div class="columns halves">${skeletonCard(8, 14, 14)}${skeletonCard(10, 16, 16)}</div>`; }

  view({ items }) {
    const head = html`<div class="page-head">
      <div><h1 class="only-desktop">${t("nav.estimate")}</h1><p>${t("estimate.intro")}</p></div>
    </div>`;
    if (!items.length) return html`${head}<section class="card">${empty(t("estimate.empty.title"), t("estimate.empty.words"))}</section>`;
    const chosen = this.#chosen;
    return html`
      ${head}
      <div class="columns halves">
        <section class="card stack" aria-labelledby="what-if">
          <h2 id="what-if">${t("estimate.what")}</h2>
          <form class="stack" data-form novalidate>
            <div class="field">
              <label for="type">${t("estimate.type")}</label>
              <span class="select-box">
                <select class="input select" id="type" name="type">
                  ${items.map((item) => html`<option value="${item.type}"${item === chosen ? html` selected` : null}>
                    ${text(item.title)}
                  </option>`)}
                </select>
                ${icon("down")}
              </span>
            </div>
            <div class="stack" data-fields>${fields(chosen)}</div>
            <div data-says></div>
            <div class="actions"><button class="button primary" type="submit">${t("estimate.go")}</button></div>
          </form>
        </section>
        <section class="card estimate-answer" aria-live="polite" data-answer>
          ${empty(t("estimate.waiting.title"), t("estimate.waiting.words"))}
        </section>
      </div>
    `;
  }

  get #chosen() { return this.data.items.find((item) => item.type === this.#type) ?? this.data.items[0]; }

  ready({ items }) {
    if (!items.length) return;
    this.on("change", "#type", (_, select) => {
      this.#type = select.value;
      history.replaceState(null, "", `#${encodeURIComponent(this.#type)}`);
      render(this.querySelector("[data-fields]"), fields(this.#chosen));
    });
    this.on("submit", "[data-form]", (event, form) => {
      event.preventDefault();
      if (form.checkValidity()) busy(form.querySelector("[type=submit]"), () => this.#ask(form));
    });
  }

  async #ask(form) {
    render(form.querySelector("[data-says]"), null);
    try {
      const estimate = await post("/activities/preview", { type: this.#chosen.type, ...read(form, this.#chosen) });
      render(this.querySelector("[data-answer]"), answer(estimate, this.data.titles));
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      tellProblem(form, problem);
    }
  }
}

customElements.define("estimate-page", EstimatePage);
