/* Says that nothing is recorded because the server's clock is not believed; an administrator may say that it is right. */
import { html, render } from "../core/html.js";
import { more, t } from "../core/i18n.js";
import { moment } from "../core/format.js";
import { post } from "../core/api.js";
import { atLeast, session } from "../core/session.js";
import { banner, explain } from "../widgets/states.js";

class ClockBanner extends HTMLElement {
  connectedCallback() {
    this.classList.add("view");
    this.addEventListener("click", (event) => { if (event.target.closest("[data-accept]")) this.#accept(); });
    more().then(() => this.#draw(words()));
  }

  #draw(sentence) {
    const accept = html`<button class="button small" type="button" data-accept>${t("clock.accept")}</button>`;
    render(this, banner("danger", "alert", sentence, atLeast("admin") ? accept : null));
  }

  async #accept() {
    try {
      await post("/clock/accept");
      this.remove();
    } catch (problem) { this.#draw(`${words()} ${explain(problem)}`); }
  }
}

const words = () => t(`clock.doubted.${session.clock.reason}`, {
  wall: moment(session.clock.wall),
  believed: moment(session.clock.believed),
});

customElements.define("clock-banner", ClockBanner);
