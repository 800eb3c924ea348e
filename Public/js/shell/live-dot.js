/* The state of the live feed in a word: 实时, 数据停在 15:40, 离线. */
import { t } from "../core/i18n.js";
import { asHere, clock } from "../core/format.js";
import { live } from "../live/live.js";

class LiveDot extends HTMLElement {
  #draw = () => {
    const state = navigator.onLine === false ? "offline" : live.state;
    this.className = "live";
    this.dataset.state = state;
    this.hidden = state === "connecting";
    this.textContent = state === "live"
      ? t("live.live")
      : state === "stale" ? t("live.stale", { time: clock(asHere(live.heard)) }) : t("live.offline");
    document.body.dataset.connection = state;
  };

  connectedCallback() {
    live.addEventListener("state", this.#draw);
    this.#draw();
  }

  disconnectedCallback() { live.removeEventListener("state", this.#draw); }
}

customElements.define("live-dot", LiveDot);
