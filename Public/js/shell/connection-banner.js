/* Says that what stands below is old: the feed is broken, or the page was kept for reading offline. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { asHere, clock } from "../core/format.js";
import { live } from "../live/live.js";
import { banner } from "../widgets/states.js";

class ConnectionBanner extends HTMLElement {
  #draw = () => {
    const offline = navigator.onLine === false;
    const broken = offline || live.state === "stale" || live.state === "offline";
    render(
      this,
      broken
        ? banner(
          "warn",
          "offline",
          t(offline ? "live.banner.offline" : "live.banner", { time: clock(asHere(live.heard)) }),
          html`<button class="button quiet small" type="button" data-retry>${t("action.retry-now")}</button>`
        )
        : null
    );
  };

  connectedCallback() {
    this.classList.add("view");
    live.addEventListener("state", this.#draw);
    this.addEventListener("click", (event) => { if (event.target.closest("[data-retry]")) live.retry(); });
    this.#draw();
  }

  disconnectedCallback() { live.removeEventListener("state", this.#draw); }
}

customElements.define("connection-banner", ConnectionBanner);
