/* Sizes and times of machines. */
import { t } from "../core/i18n.js";
import { number } from "../core/format.js";

const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** 3.4 GiB; two digits are enough to know how much it is. */
export function bytes(value) {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)));
  const amount = value / 1024 ** step;
  return `${number(amount < 10 && step > 0 ? Math.round(amount * 10) / 10 : Math.round(amount))} ${units[step]}`;
}

/** The largest unit that fits, in seconds, minutes, hours or days. */
export function lasting(seconds) {
  const [unit, size] = [["D", 86400], ["TH", 3600], ["TM", 60], ["TS", 1]].find(([, length]) => seconds >= length) ?? ["TS", 1];
  return t(`duration.${unit}`, { n: Math.max(0, Math.floor(seconds / size)) });
}
