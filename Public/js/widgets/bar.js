/* One horizontal measure. Widths are SVG attributes, so that no inline style is needed. */
import { html } from "../core/html.js";

const share = (value) => `${(Math.max(0, Math.min(1, value || 0)) * 100).toFixed(1)}%`;

/** `value` from 0 to 1; `look`: warn, gold, soft; `size`: thin. */
export const bar = (value, { look = "", size = "" } = {}) => html`<svg class="bar ${size}" aria-hidden="true">
  <rect class="fill ${look}" width="${share(value)}" height="100%"/>
</svg>`;

/** A bar with a tick where it should stand by now. */
export const paced = (value, pace, look = "") => html`<span class="track">
  ${bar(value, { look })}
  <svg class="pace" aria-hidden="true"><line x1="${share(pace)}" x2="${share(pace)}" y1="0" y2="100%"/></svg>
</span>`;
