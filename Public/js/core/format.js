/*
 * Numbers and times as the reader's language writes them, always in the company's time zone.
 * Chinese dates are put together here, because Intl sets no space between a number and 年, 月, 日.
 */
import { language, t } from "./i18n.js";

let zone = "UTC";
let currency = "CNY";
const made = new Map();

export function setCompany(company) {
  zone = company.timezone ?? zone;
  currency = company.currency ?? currency;
}

export const timeZone = () => zone;

/*
 * What time it is, by the server's clock: a phone whose clock is wrong shows the company's days all the same, and what is recorded on it
 * is not refused for lying in the future. What is only measured, as for how long nobody was heard, stays with the device.
 */
const near = 2000;          // ms that an answer may be on its way: a device as close as this is right
let ahead = 0;

/** ms since 1970. */
export const now = () => Date.now() + ahead;

/** What was a moment of this device, by the server's clock. */
export const asHere = (moment) => moment + ahead;

/** The server has said what time it is: just now, or at a moment of this device. */
export function heardTime(instant, at = Date.now()) {
  const apart = Date.parse(instant) - at;
  if (Number.isFinite(apart)) ahead = Math.abs(apart) < near ? 0 : apart;
}

/** 12,480; −85 with a true minus. */
export const number = (value) => formatter("number", {}).format(value).replace("-", "−");
export const signed = (value) => (value > 0 ? `+${number(value)}` : number(value));
/** 0.772 → 77.2% */
export const percent = (value) => formatter("number", { style: "percent", maximumFractionDigits: 1 }).format(value);
export const money = (value) => formatter("number", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  })
  .format(value)
  .replace("-", "−");

/** `value` in its unit: points | money | count | ratio. */
export function quantity(value, unit) {
  if (unit === "money") return money(value);
  if (unit === "ratio") return percent(value);
  return formatter("number", { maximumFractionDigits: 4 }).format(value).replace("-", "−");
}

/** `value` as boards show it: money in whole units, so that a name keeps its room. */
export const standing = (value, unit) => (unit === "money" ? money(Math.round(value)) : quantity(value, unit));

/** Fields of an instant in the company's time zone, as numbers. */
export function parts(instant) {
  const fields = formatter(
    "date",
    { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit", hourCycle: "h23" },
    "en-US"
  ).formatToParts(new Date(instant));
  return Object.fromEntries(fields.map((field) => [field.type, field.type === "minute" ? field.value : Number(field.value)]));
}

/** 11 月 21 日; with the year when it is not this one. */
export function date(instant) {
  const { year, month, day } = parts(instant);
  const key = year === parts(now()).year ? "date.day" : "date.full";
  return t(key, { year, month, day, name: monthName(month, "short") });
}

/** The day on which something ends, when `instant` is the first moment after it. */
export const lastDay = (instant) => date(new Date(instant).getTime() - 1);

/** 15:42 */
export function clock(instant) {
  const { hour, minute } = parts(instant);
  return `${String(hour).padStart(2, "0")}:${minute}`;
}

/** 11 月 30 日 24:00 for a midnight, else day and clock. */
export function until(instant) {
  const time = clock(instant);
  return time === "00:00" ? `${lastDay(instant)} 24:00` : `${date(instant)} ${time}`;
}

export const moment = (instant) => `${date(instant)} ${clock(instant)}`;

/** 11 月 21 日 星期六 */
export const day = (instant) => t("date.weekday", {
  date: date(instant),
  weekday: formatter("date", { weekday: "long" }).format(new Date(instant)),
});

/** 刚刚, 6 分钟前, then the clock, then the day. */
export function ago(instant) {
  const then = new Date(instant).getTime();
  const minutes = Math.floor((now() - then) / 60000);
  if (minutes < 1) return t("ago.now");
  if (minutes < 60) return t("ago.minutes", { n: minutes });
  if (sameDay(then, now())) return clock(then);
  if (sameDay(then, now() - 86400000)) return t("ago.yesterday", { time: clock(then) });
  return date(then);
}

/** Whole days from now until `instant`, in company days. */
export function daysLeft(instant) {
  return Math.max(0, Math.round((midnight(instant) - midnight(now())) / 86400000));
}

export const sameDay = (one, other) => midnight(one) === midnight(other);
export const monthName = (month, style = "long") => formatter("date", { month: style, timeZone: "UTC" }).format(
  new Date(Date.UTC(2026, month - 1, 15))
);

/** `2026-11`, `2026-Q4`, `2026-W47` … as people say them. */
export function period(key) {
  let found;
  if (key === "all") return t("period.all");
  if ((found = /^(\d+)-(\d\d)-(\d\d)$/.exec(key))) {
    return t("date.full", { year: found[1], month: Number(found[2]), day: Number(found[3]), name: monthName(Number(found[2]), "short") });
  }
  if ((found = /^(\d+)-(\d\d)$/.exec(key))) {
    return t("key.month", { year: found[1], month: Number(found[2]), name: monthName(Number(found[2])) });
  }
  if ((found = /^(\d+)-W(\d\d)$/.exec(key))) return t("key.week", { year: found[1], week: Number(found[2]) });
  if ((found = /^(FY)?(\d+)-Q(\d)$/.exec(key))) {
    return t(found[1] ? "key.fiscal-quarter" : "key.quarter", { year: found[2], quarter: found[3] });
  }
  if ((found = /^(FY)?(\d+)$/.exec(key))) return t(found[1] ? "key.fiscal-year" : "key.year", { year: found[2] });
  return key;
}

/** P14D → 14 天. Durations of one kind of unit, as rules have them. */
export function duration(value) {
  const found = /^P(?:(\d+)([YMWD])|T(\d+)([HMS]))$/.exec(value ?? "");
  if (!found) return value ?? "";
  const unit = found[2] ?? `T${found[4]}`;
  return t(`duration.${unit}`, { n: Number(found[1] ?? found[3]) });
}

/** Midnight of the company's day of `instant`, as if that day were UTC: only differences mean something. */
function midnight(instant) {
  const { year, month, day: date } = parts(instant);
  return Date.UTC(year, month - 1, date);
}

function formatter(kind, options, locale = language()) {
  const key = kind + locale + zone + JSON.stringify(options);
  if (!made.has(key)) {
    made.set(
      key,
      kind === "number" ? new Intl.NumberFormat(locale, options) : new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
    );
  }
  return made.get(key);
}
