/* A short sound for a celebration, made here and not loaded. Browsers allow it on a screen that was set up to make sounds. */
import { celebratedKinds } from "../live/feed-text.js";

const notes = [523.25, 659.25, 783.99];      // C, E, G
const length = 0.9;                          // seconds
let context = null;

export function chime(item) {
  if (!celebratedKinds.has(item.kind)) return;
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume().catch(() => {});
  notes.forEach((frequency, index) => tone(frequency, context.currentTime + index * 0.12));
}

function tone(frequency, at) {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.15, at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + length);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + length);
}
