/*
 * A bar chart that is drawn anew for its width, so that its text stays 12 px. Set `chart = {title, items, unit, table}`;
 * an item is {label, value, look: "hot" | "b0" … "b4"}. The chart is a picture for readers; give the table beside it.
 */
import { html, render } from "../core/html.js";
import { quantity } from "../core/format.js";

const height = 138;
const base = 112;
const top = 30;
const widest = 26;
const few = 10;              // fewer bars than this carry their values

class BarChart extends HTMLElement {
  #chart = null;
  #seen = new ResizeObserver(() => this.#draw());

  connectedCallback() { this.#seen.observe(this); }
  disconnectedCallback() { this.#seen.disconnect(); }

  set chart(chart) {
    this.#chart = chart;
    this.#draw();
  }

  #draw() {
    const width = Math.round(this.clientWidth);
    if (!this.#chart || width === 0) return;
    const { title, items, unit } = this.#chart;
    const most = Math.max(1, ...items.map((item) => item.value));
    const slot = width / items.length;
    const bar = Math.min(widest, slot * 0.7);
    const sparse = Math.ceil(items.length / Math.max(1, Math.floor(width / 36)));
    const draw = (item, index) => {
      const middle = slot * (index + 0.5);
      const tall = (item.value / most) * (base - top);
      return html`
        ${item.value
          ? html`<rect
            class="${item.look ?? "b2"}"
            x="${(middle - bar / 2).toFixed(1)}"
            y="${(base - tall).toFixed(1)}"
            width="${bar.toFixed(1)}"
            height="${tall.toFixed(1)}"
            rx="3"/>`
          : null}
        ${item.value && items.length < few
          ? html`<text class="strong" x="${middle}" y="${(base - tall - 7).toFixed(1)}" text-anchor="middle">
            ${quantity(item.value, unit)}
          </text>`
          : null}
        ${index % sparse ? null : html`<text x="${middle}" y="130" text-anchor="middle">${item.label}</text>`}
      `;
    };
    render(this, html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
      <line class="axis" x1="0" x2="${width}" y1="${base}" y2="${base}"/>
      ${items.map(draw)}
    </svg>`);
  }
}

customElements.define("bar-chart", BarChart);
