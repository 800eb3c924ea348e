/*
 * The wreath: two branches that grow from the foot and almost meet at the crown.
 * Angles are in degrees from the foot, growing to the right; the left branch is the mirror image.
 */
import { html } from "../core/html.js";

const shape = "M0 0C4.5-6.5 14-7.5 21 0 14 7.5 4.5 6.5 0 0z";
const radius = 80;
const crown = 148;
const lean = 34;

/**
 * A wreath of `pairs` leaves on each branch. `share` (0…1) lights whole leaves from the foot up, rounded down; null lights none.
 * `size` scales the leaves; `look` is a class: gold, shade, picture.
 */
export function wreath({ pairs = 11, share = null, size = 1.11, look = "" } = {}) {
  const leaves = branch(pairs, size);
  const lit = share === null ? 0 : Math.floor(leaves.length * share);
  const draw = (mirrored) => leaves.map((leaf, index) => html`<path
    class="leaf${index < lit ? " lit" : ""}"
    transform="${place(leaf, mirrored)}"
    d="${shape}"/>`);
  return html`<svg class="wreath ${look}" viewBox="0 0 200 200" aria-hidden="true">
    <path class="stem" d="M90.3 179.4A80 80 0 0 0 142.4 32.2"/>
    ${draw(false)}
    <path class="stem" d="M109.7 179.4A80 80 0 0 1 57.6 32.2"/>
    ${draw(true)}
  </svg>`;
}

/** The faint one behind a stage. */
export const backgroundWreath = () => wreath({ pairs: 15, size: 1.02, look: "shade" });

/** Leaves of the right branch from the foot to the crown, one outside and one inside a pair. */
function branch(pairs, size) {
  const step = 155 / pairs;
  const leaves = [];
  for (let index = 0; index < pairs; index++) {
    const angle = 0.35 * step - 7.05 + index * step;
    const scale = size * (1 - 0.29 * (index / (pairs - 1)));
    leaves.push({ angle, turn: lean - angle, scale }, { angle: angle + 4.5, turn: -lean - angle - 4.5, scale: scale * 0.86 });
  }
  leaves.push({ angle: crown, turn: -crown, scale: size * 0.655 });
  return leaves;
}

function place({ angle, turn, scale }, mirrored) {
  const radians = (angle * Math.PI) / 180;
  const x = 100 + radius * Math.sin(radians);
  const y = 100 + radius * Math.cos(radians);
  const at = `${(mirrored ? 200 - x : x).toFixed(1)} ${y.toFixed(1)}`;
  return `translate(${at}) rotate(${(mirrored ? 180 - turn : turn).toFixed(1)}) scale(${scale.toFixed(2)})`;
}
