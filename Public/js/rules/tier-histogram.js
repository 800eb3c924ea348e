/*
 * How many members have how many qualifying points, and where the thresholds cut. Set
 * `data = {histogram: {width, counts}, tiers: [{id, name, threshold, was}]}`, lowest first. Thresholds can be dragged or
 * moved with the arrow keys: fires "threshold" {id, value}.
 */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { number } from "../core/format.js";

const base = 264;
const top = 57;
const left = 34;
const looks = ["b1", "b2", "b3"];

/** The colour of tier `index` of `count`: the highest is the darkest. */
export const look = (index, count) => looks[Math.max(0, looks.length - count + index)] ?? "b3";

class TierHistogram extends HTMLElement {
  #data = null;
  #dragged = null;
  #seen = new ResizeObserver(() => this.#draw());

  connectedCallback() {
    this.#seen.observe(this);
    this.addEventListener("pointerdown", (event) => this.#down(event));
    this.addEventListener("pointermove", (event) => this.#move(event));
    this.addEventListener("pointerup", () => { this.#dragged = null; });
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  disconnectedCallback() { this.#seen.disconnect(); }

  set data(data) {
    this.#data = data;
    this.#draw();
  }

  get #reach() { return this.#data.histogram.width * this.#data.histogram.counts.length; }
  #x(points) { return left + Math.min(1, points / this.#reach) * (this.clientWidth - left); }

  #draw() {
    const width = Math.round(this.clientWidth);
    if (!this.#data || width === 0) return;
    const focused = this.querySelector(":focus")?.dataset.tier;
    const { histogram: { width: bin, counts }, tiers } = this.#data;
    const step = nice(Math.max(1, ...counts));
    const most = Math.ceil(Math.max(1, ...counts) / step) * step;
    const y = (count) => base - (count / most) * (base - top);
    const slot = (width - left) / counts.length;
    const bar = (count, index) => {
      const reached = tiers.filter((tier) => tier.threshold <= index * bin + bin / 2).length;
      return html`<rect
        class="${reached ? look(reached - 1, tiers.length) : "b0"}"
        x="${(left + index * slot + 1).toFixed(1)}"
        y="${y(count).toFixed(1)}"
        width="${(slot - 2).toFixed(1)}"
        height="${(base - y(count)).toFixed(1)}"
        rx="2"/>`;
    };
    const lines = Array.from({ length: most / step + 1 }, (_, index) => html`
      <line class="${index ? "grid" : "axis"}" x1="${left}" x2="${width}" y1="${y(index * step)}" y2="${y(index * step)}"/>
      <text x="${left - 6}" y="${y(index * step) + 4}" text-anchor="end">${number(index * step)}</text>
    `);
    // As many marks as there is room for.
    const isNarrow = (width - left) / 4 < number(this.#reach).length * 8 + 12;
    const marks = (isNarrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((part) => html`<text
      x="${left + part * (width - left)}"
      y="282"
      text-anchor="${part === 0 ? "start" : part === 1 ? "end" : "middle"}">
      ${number(Math.round(part * this.#reach))}
      ${part === 1 ? "+" : ""}
    </text>`);
    render(this, html`<svg class="chart hist" viewBox="0 -8 ${width} 298" aria-label="${t("tiers.chart")}" role="group">
      ${lines}
      ${counts.map(bar)}
      ${marks}
      ${this.#levels(tiers).map(({ tier, level }) => this.#threshold(tier, level))}
    </svg>`);
    if (focused) this.querySelector(`[data-tier="${CSS.escape(focused)}"]`)?.focus();
  }

  /** Names that would run into each other stand one above the other. */
  #levels(tiers) {
    const ends = [-Infinity, -Infinity];
    return tiers.toSorted((a, b) => a.threshold - b.threshold).map((tier) => {
      const half = [...tier.name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 6.5 : 3.75), 3);
      const x = this.#x(tier.threshold);
      const level = x - half > ends[0] ? 0 : x - half > ends[1] ? 1 : 0;
      ends[level] = x + half;
      return { tier, level };
    });
  }

  #threshold({ id, name, threshold, was }, level) {
    const x = this.#x(threshold).toFixed(1);
    const old = was !== null && was !== undefined && was !== threshold
      ? html`
        <line class="mark was" x1="${this.#x(was)}" x2="${this.#x(was)}" y1="44" y2="${base}"/>
        <text x="${this.#x(was) + 5}" y="52">${t("tiers.was", { points: number(was) })}</text>
      `
      : null;
    return html`
      ${old}
      <g
        class="threshold"
        tabindex="0"
        role="slider"
        data-tier="${id}"
        aria-label="${t("tiers.threshold", { tier: name })}"
        aria-valuemin="0"
        aria-valuemax="${this.#reach}"
        aria-valuenow="${threshold}">
        <line class="mark" x1="${x}" x2="${x}" y1="30" y2="${base}"/>
        <circle class="target" cx="${x}" cy="30" r="14"/>
        <circle class="grip" cx="${x}" cy="30" r="5"/>
        <text class="strong" x="${x}" y="${level ? 4 : 18}" text-anchor="middle">${name}</text>
      </g>
    `;
  }

  #down(event) {
    const mark = event.target.closest("[data-tier]");
    if (!mark) return;
    this.#dragged = mark.dataset.tier;
    this.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  #move(event) {
    if (!this.#dragged) return;
    const box = this.getBoundingClientRect();
    const part = (event.clientX - box.left - left) / (box.width - left);
    const grain = this.#data.histogram.width / 10;
    this.#tell(this.#dragged, Math.max(0, Math.min(this.#reach, Math.round((part * this.#reach) / grain) * grain)));
  }

  #key(event) {
    const mark = event.target.closest("[data-tier]");
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!mark || !by) return;
    event.preventDefault();
    this.#tell(mark.dataset.tier, Math.max(0, Number(mark.getAttribute("aria-valuenow")) + (by * this.#data.histogram.width) / 10));
  }

  #tell(id, value) { this.dispatchEvent(new CustomEvent("threshold", { bubbles: true, detail: { id, value: Math.round(value) } })); }
}

/** A step of 1, 2 or 5 times a power of ten that makes about four lines. */
function nice(most) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? power;
}

customElements.define("tier-histogram", TierHistogram);
