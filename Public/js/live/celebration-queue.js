/*
 * Full-screen celebrations on the wall: eight seconds each, never twice within a minute; what comes meanwhile waits,
 * the newest first, and is forgotten after five minutes.
 */
import { create, html } from "../core/html.js";
import { avatar, breakable } from "../widgets/avatar.js";
import { dot } from "../widgets/icon.js";
import { celebrationCause, celebratedKinds, wallTitle, kindsWithLeaves, pointsGained } from "./feed-text.js";
import { fallingLeaves } from "../widgets/falling-leaves.js";
import { wreath } from "../widgets/wreath.js";

const shown = 8000;
const apart = 60_000;
const remembered = 300_000;
const most = 50;                 // that wait

export class CelebrationQueue {
  #place;
  #queue = [];
  #next = 0;
  #timer = null;

  /** `place` is the element that covers the screen's content. */
  constructor(place) { this.#place = place; }

  add(item) {
    if (!celebratedKinds.has(item.kind)) return;
    this.#queue = [...this.#queue.slice(1 - most), { item, since: Date.now() }];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), Math.max(0, this.#next - Date.now()));
  }

  stop() { clearTimeout(this.#timer); }

  #show() {
    this.#queue = this.#queue.filter(({ since }) => Date.now() - since < remembered);
    const next = this.#queue.pop();
    if (!next) return;
    this.#next = Date.now() + apart;
    const moment = create(picture(next.item));
    this.#place.append(moment);
    setTimeout(
      () => { moment.remove(); if (this.#queue.length) this.#timer = setTimeout(() => this.#show(), this.#next - Date.now()); },
      shown
    );
  }
}

const picture = (item) => html`<section class="celebration" role="status">
  ${kindsWithLeaves.has(item.kind) ? fallingLeaves() : null}
  <div class="moment">
    <div class="moment-wreath">
      ${wreath({ pairs: 13, share: 1, size: 1.13, look: "gold" })}
      ${avatar(item.name, item.team, "", item.picture)}
    </div>
    <p class="moment-name">${breakable(item.name)}</p>
    <p class="moment-title">${wallTitle(item)}</p>
    <p class="moment-fact">${celebrationCause(item)}${celebrationCause(item) && pointsGained(item) ? dot : null}${pointsGained(item)}</p>
  </div>
</section>`;
