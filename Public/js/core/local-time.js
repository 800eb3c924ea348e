/* Between instants and what <input type=datetime-local> and <input type=date> hold, in the company's time zone. */
import { now, timeZone } from "./format.js";

/** 2026-11-21T15:42 for an instant; "" for none. */
export function toLocal(instant) {
  if (!instant) return "";
  return new Date(new Date(instant).getTime() + offset(instant)).toISOString().slice(0, 16);
}

/** The instant of a local date and time; null for "". Where a clock is set forward, the moment after the gap. */
export function fromLocal(local) {
  if (!local) return null;
  const guess = new Date(`${local.length === 10 ? `${local}T00:00` : local}:00Z`).getTime();
  const near = guess - offset(guess);
  return new Date(guess - offset(near)).toISOString().replace(".000Z", "Z");
}

/** 2026-11-21, today where the company is. */
export const today = () => toLocal(now()).slice(0, 10);

/** Milliseconds that the company's clock is ahead of UTC at `instant`. */
function offset(instant) {
  const time = Math.floor(new Date(instant).getTime() / 1000) * 1000;
  const fields = Object.fromEntries(new Intl.DateTimeFormat("en-US", {
    timeZone: timeZone(),
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(time)
    .map((part) => [part.type, Number(part.value)]));
  return Date.UTC(fields.year, fields.month - 1, fields.day, fields.hour, fields.minute, fields.second) - time;
}
