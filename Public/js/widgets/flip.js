/*
 * Movement of a list: First, Last, Invert, Play. The Web Animations API writes no inline style, so a strict
 * Content-Security-Policy holds.
 */
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const duration = 480;
const easing = "cubic-bezier(0.3, 0.9, 0.25, 1)";
const most = 12;                 // beyond, a cross-fade says it better than a scramble

export const reduced = () => calm.matches;

/** Lets `change` reorder the children of `containers`; each travels from where it is seen to its new place. */
export function flip(containers, change) {
  const children = () => containers.flatMap((container) => [...container.children]);
  const first = new Map(children().map((child) => [child, child.getBoundingClientRect()]));
  change();
  if (calm.matches) return;
  const moved = [];
  for (const child of children()) {
    for (const animation of child.getAnimations()) if (animation.id === "flip") animation.cancel();
    child.classList.remove("moving");
    const from = first.get(child);
    if (!from) { enter(child); continue; }
    const to = child.getBoundingClientRect();
    const [x, y] = [from.left - to.left, from.top - to.top];
    if (Math.abs(x) > 0.5 || Math.abs(y) > 0.5) moved.push([child, x, y]);
  }
  if (moved.length > most) for (const container of containers) fade(container);
  else for (const [child, x, y] of moved) travel(child, x, y);
}

/** Counts the number in `element` from its value to `to`, at most half a second, ending on the exact value. */
export function count(element, to, format) {
  const from = Number(element.value);
  element.value = to;
  if (calm.matches || document.hidden || from === to) { element.textContent = format(to); return; }
  const start = performance.now();
  const step = (now) => {
    if (Number(element.value) !== to) return;       // a newer number has taken over
    const part = Math.min((now - start) / duration, 1);
    element.textContent = format(part === 1 ? to : Math.round(from + (to - from) * (1 - (1 - part) ** 3)));
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

/** Washes a climber in gold for a moment. */
export function raise(element) {
  element.classList.remove("raised");
  requestAnimationFrame(() => element.classList.add("raised"));
  setTimeout(() => element.classList.remove("raised"), 1600);
}

function travel(child, x, y) {
  child.classList.add("moving");
  const animation = child.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], { duration, easing, id: "flip" });
  animation.finished.then(() => child.classList.remove("moving"), () => {});
}

function enter(child) {
  child.animate([{ opacity: 0, transform: "translateY(12px)" }, { opacity: 1, transform: "none" }], { duration: 240, easing, id: "flip" });
}

function fade(container) {
  container.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: 240, easing });
}
