/*
 * A page's content as a custom element in light DOM:
 *
 *   class MePage extends View {
 *     role = "rep";                                  // the least role that may see it
 *     async load(signal) { return { … }; }           // reads; a thrown Problem becomes the error state
 *     skeleton() { return html`…`; }                 // the true layout, shown after 150 ms
 *     view(data) { return html`…`; }
 *     ready(data) { … }                              // listeners and subscriptions; call this.own(stop) to release
 *   }
 *   customElements.define("me-page", MePage);
 */
import { create, html, render } from "./html.js";
import { atLeast } from "./session.js";
import { failed, forbidden, skeletonCard, slow } from "../widgets/states.js";
import { started } from "../shell/shell.js";

/** Whether the address asks for something, once: /manage/people?add opens what adds somebody. */
export function wanted(name) {
  const url = new URL(location.href);
  if (!url.searchParams.has(name)) return false;
  url.searchParams.delete(name);
  history.replaceState(null, "", url);
  return true;
}

/** After so many milliseconds a page that still waits says so. */
const patienceEnds = 8000;

export class View extends HTMLElement {
  role = "rep";
  data = null;
  #release = [];
  #loading = null;

  async connectedCallback() {
    this.classList.add("view");
    const session = await started.catch(() => null);
    if (!session || !this.isConnected) return;       // the shell shows why
    if (!atLeast(this.role)) { this.#show(forbidden(this.role)); return; }
    await this.reload();
  }

  disconnectedCallback() {
    this.#loading?.abort();
    for (const stop of this.#release.splice(0)) stop();
  }

  /** Releases `stop()` when the page goes or is drawn anew. */
  own(stop) { this.#release.push(stop); }

  /** Listens on this element; `selector` picks the target by delegation. */
  on(type, selector, action) {
    const listener = (event) => {
      const target = event.target.closest?.(selector);
      if (target && this.contains(target)) action(event, target);
    };
    this.addEventListener(type, listener);
    this.own(() => this.removeEventListener(type, listener));
  }

  /** Reads again and draws; answers whether it could. With `quiet` the old content stays until the new is here. */
  async reload({ quiet = false } = {}) {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    // What came with the document stays as well.
    const keeps = quiet || this.data === null && this.hasAttribute("data-first");
    const patience = keeps ? null : setTimeout(() => this.#show(this.skeleton()), 150);
    const waiting = keeps ? null : setTimeout(() => this.#wait(), patienceEnds);
    try {
      const data = await this.load(loading.signal);
      if (loading.signal.aborted) return true;
      this.data = data;
      this.draw();
      return true;
    } catch (problem) {
      if (loading.signal.aborted) return true;
      if (!quiet) this.#fail(problem);
      // A mistake of ours is one for the reader too, and for the console.
      if (problem.status === undefined) throw problem;
      return false;
    } finally { clearTimeout(patience); clearTimeout(waiting); }
  }

  /** Still nothing: the reader hears that it is not forgotten, and may ask again. */
  #wait() {
    const says = create(slow());
    says.querySelector(".retry").addEventListener("click", () => this.reload());
    const head = this.querySelector(".page-head, h1");
    if (head?.parentElement === this) head.after(says); else this.prepend(says);
  }

  /** Draws the data that is there; listeners of the drawing before are released. */
  draw() {
    for (const stop of this.#release.splice(0)) stop();
    this.#show(this.view(this.data));
    this.ready(this.data);
  }

  async load() { return {}; }
  skeleton() { return skeletonCard(12, 18, 9); }
  view() { return null; }
  ready() {}

  /** Whatever a page shows, it has one title: what says nothing of its own has that of the page. */
  #show(markup) {
    render(this, markup);
    if (!this.querySelector("h1")) this.prepend(create(html`<h1 class="only-desktop">${document.title.split(" · ")[0]}</h1>`));
  }

  #fail(problem) {
    if (problem.status === 403) { this.#show(forbidden(this.role)); return; }
    this.#show(failed(problem));
    this.querySelector(".retry")?.addEventListener("click", () => this.reload(), { once: true });
  }
}
