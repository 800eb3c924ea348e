import { chime } from "../../../Public/js/screens/chime.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);

/** Counts what is played. */
function played(items) {
  let tones = 0;
  const parameter = { value: 0, setValueAtTime() {}, exponentialRampToValueAtTime() {} };
  const node = { frequency: parameter, gain: parameter, connect: () => node, start() { tones += 1; }, stop() {} };
  const before = globalThis.AudioContext;
  globalThis.AudioContext = class {
    currentTime = 0;
    state = "running";
    destination = node;
    createOscillator() { return node; }
    createGain() { return node; }
  };
  try { items.forEach(chime); } finally { globalThis.AudioContext = before; }
  return tones;
}

test("a sale is no celebration, and makes no sound; an honour is three notes", () => {
  equal(played([{ kind: "sale" }]), 0);
  equal(played([{ kind: "honour" }]), 3);
});
