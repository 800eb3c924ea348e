/* A QR code from rows of 0 and 1. Always dark on light, whatever the theme is: cameras want it so. */
import { html } from "../core/html.js";

const quiet = 4;

export function qrCode(rows, label) {
  const size = rows.length + 2 * quiet;
  const run = (x, y, width) => `M${x + quiet} ${y + quiet}h${width}v1h-${width}z`;
  const path = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map((found) => run(found.index, y, found[0].length)));
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges">
    <rect width="${size}" height="${size}" fill="#fff"></rect><path d="${path.join("")}" fill="#000"></path>
  </svg>`;
}
