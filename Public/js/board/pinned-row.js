/* My row above the tab bar of a phone, while the one in the list is out of sight. */
import { render } from "../core/html.js";
import { pinnedRow } from "./my-standing.js";

export class PinnedRow {
  #place;
  #watched = null;
  #observer = null;
  #isThere = false;

  /** `place` is the element that it is drawn into. */
  constructor(place) { this.#place = place; }

  /** `state` as of `myStanding`, or null: I am not on this board. */
  show(state, options) {
    if (state) render(this.#place, pinnedRow(state, options));
    this.#isThere = Boolean(state);
    this.#place.closest("main")?.classList.toggle("has-pinned", this.#isThere);
  }

  /** `mine` is my row in the list or on the podium, or null. */
  watch(mine) {
    if (mine === this.#watched) {
      if (!mine) this.#place.hidden = !this.#isThere;
      return;
    }
    this.#watched = mine;
    this.#observer?.disconnect();
    this.#place.hidden = !this.#isThere;
    if (!mine) return;
    const hide = ([entry]) => { this.#place.hidden = entry.isIntersecting || !this.#isThere; };
    this.#observer = new IntersectionObserver(hide, { rootMargin: "-52px 0px -124px" });
    this.#observer.observe(mine);
  }
}
