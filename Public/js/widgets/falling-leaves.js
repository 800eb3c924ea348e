/* Leaves that fall at the sides of a celebration, in three layers of different speed. */
import { html } from "../core/html.js";

const shape = "M0 0C4.5-6.5 14-7.5 21 0 14 7.5 4.5 6.5 0 0z";
const [width, height] = [1920, 1080];

/** `count` leaves left and right of the middle, never over the words. The scatter is fixed: the same picture each time. */
export function fallingLeaves(count = 56) {
  const drawn = Array.from({ length: count }, (_, index) => {
    const [a, b, c, d] = [scatter(index * 4), scatter(index * 4 + 1), scatter(index * 4 + 2), scatter(index * 4 + 3)];
    const side = index % 2 ? width - a * 440 : a * 440;
    const at = `${Math.round(side)} ${Math.round(b * height)}`;
    const turned = `translate(${at}) rotate(${Math.round(c * 360)}) scale(${(0.9 + d * 1.6).toFixed(2)})`;
    return html`<path class="${index % 4 ? "g" : "s"}" transform="${turned}" d="${shape}"/>`;
  });
  return html`<svg class="leaves leaf-fall" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    ${drawn}
  </svg>`;
}

/** A well-spread number from 0 to 1 for each index. */
function scatter(index) {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43758.5453;
  return value - Math.floor(value);
}
