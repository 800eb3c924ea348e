/*
 * A bar chart that is drawn anew for its width, so that its text stays 12 px. Set `chart = {title, items, unit}`; an item is
 * {label, value, before, look: "hot" | "b0" … "b4"}, where `before` is a paler bar behind it. It has an axis to read values off; a bar
 * tells its own when it is pointed at or has the focus, which arrows move. Give the table beside it.
 */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { quantity } from "../core/format.js";
import { ticks } from "./axis.js";

const height = 168;
const base = 142;
const top = 26;
const widest = 26;
const few = 10;              // fewer bars than this carry their values

class BarChart extends HTMLElement {
  #chart = null;
  #seen = new ResizeObserver(() => this.#draw());

  connectedCallback() {
    this.#seen.observe(this);
    this.addEventListener("keydown", (event) => this.#moved(event));
  }
  disconnectedCallback() { this.#seen.disconnect(); }

  set chart(chart) {
    this.#chart = chart;
    this.#draw();
  }

  #draw() {
    const width = Math.round(this.clientWidth);
    if (!this.#chart || width === 0) return;
    const { title, items, unit } = this.#chart;
    const values = items.flatMap((item) => [item.value, item.before ?? 0]);
    const marks = ticks(Math.min(0, ...values), Math.max(1, ...values));
    const [low, high] = [marks[0], marks.at(-1)];
    const tall = (value) => ((value - low) / (high - low)) * (base - top);
    const y = (value) => base - tall(value);
    const margin = Math.max(...marks.map((mark) => quantity(mark, unit).length)) * 7.5 + 8;
    const slot = (width - margin) / items.length;
    const bar = Math.min(widest, slot * 0.7);
    const sparse = Math.ceil(items.length / Math.max(1, Math.floor((width - margin) / 56)));
    // The last bar says what it stands for, since it may be no month at all; the one before it gives way.
    const isNamed = (index) => (index === items.length - 1) || (index % sparse === 0 && items.length - 1 - index >= sparse);
    const column = (middle, value, look, wide) => (value
      ? html`<rect class="${look}" x="${(middle - wide / 2).toFixed(1)}" y="${Math.min(y(0), y(value)).toFixed(1)}"
        width="${wide.toFixed(1)}" height="${Math.abs(y(0) - y(value)).toFixed(1)}" rx="3"/>`
      : null);
    const draw = (item, index) => {
      const middle = margin + slot * (index + 0.5);
      const before = Number.isFinite(item.before) ? t("chart.before", { value: quantity(item.before, unit) }) : null;
      const words = [quantity(item.value, unit), before];
      const label = [item.label, ...words.filter(Boolean)].join(t("list.comma"));
      const at = Math.min(width - 4, Math.max(margin, middle));
      const anchor = middle > width * 0.8 ? "end" : middle < margin + width * 0.15 ? "start" : "middle";
      return html`<g class="bar-of" tabindex="${index ? -1 : 0}" role="img" aria-label="${label}">
        <rect class="reach" x="${(middle - slot / 2).toFixed(1)}" y="0" width="${slot.toFixed(1)}" height="${base}"/>
        ${column(middle, item.before, "b1", Math.min(slot * 0.9, bar * 1.4))}
        ${column(middle, item.value, item.look ?? "b2", bar)}
        ${item.value && items.length < few
          ? html`<text class="strong still" x="${middle}" y="${(y(Math.max(0, item.value)) - 7).toFixed(1)}" text-anchor="middle">
            ${quantity(item.value, unit)}</text>`
          : null}
        ${isNamed(index) ? html`<text x="${middle}" y="${base + 18}" text-anchor="middle">${item.short ?? item.label}</text>` : null}
        <text class="strong told" x="${at}" y="12" text-anchor="${anchor}">${label}</text>
      </g>`;
    };
    render(this, html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="group" aria-label="${title}">
      ${marks.map((mark) => html`<line class="${mark === 0 ? "axis" : "grid"}" x1="${margin}" x2="${width}"
          y1="${y(mark)}" y2="${y(mark)}"/>
        <text x="${margin - 6}" y="${y(mark) + 4}" text-anchor="end" aria-hidden="true">${quantity(mark, unit)}</text>`)}
      ${items.map(draw)}
    </svg>`);
  }

  #moved(event) {
    const bars = [...this.querySelectorAll(".bar-of")];
    const now = bars.indexOf(event.target.closest(".bar-of"));
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (now < 0 || next === undefined || !bars[next]) return;
    event.preventDefault();
    bars[now].setAttribute("tabindex", "-1");
    bars[next].setAttribute("tabindex", "0");
    bars[next].focus();
  }
}

customElements.define("bar-chart", BarChart);
