/*
 * Texts of the pages. 简体中文 and 繁體中文 are written separately; nothing is converted.
 * `i18n/<language>.json` maps a key to a text with {names}; English plurals are {"one": …, "other": …}, chosen by {n}.
 * Board, wall and sign-in need only that file (<html data-texts="few">); other pages take `<language>.more.json` too.
 */
export const languages = ["zh-Hans", "zh-Hant", "en"];
export const languageNames = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", en: "English" };

let current = "zh-Hans";
let texts = {};
let rest = null;
let plurals = new Intl.PluralRules("en");
let companyLanguages = languages;

export const language = () => current;

/** The language that `tag` (as browsers send it) asks for, or null. */
export function matching(tag) {
  const lower = String(tag).toLowerCase();
  if (/^zh-(hant|tw|hk|mo)/.test(lower)) return "zh-Hant";
  if (lower.startsWith("zh")) return "zh-Hans";
  if (lower.startsWith("en")) return "en";
  return null;
}

/** What the reader chose, else what the account says, else what the browser asks for. */
export function preferred(account) {
  const chosen = new URLSearchParams(location.search).get("lang") ?? stored();
  const wishes = [chosen, account, ...navigator.languages].filter(Boolean);
  return wishes.map(matching).find(Boolean) ?? "zh-Hans";
}

/** Loads the texts of `wanted`. Throws when they cannot be read. */
export async function load(wanted) {
  const few = document.documentElement.dataset.texts === "few";
  const parts = await Promise.all([wanted, ...(few ? [] : [`${wanted}.more`])].map(read));
  texts = Object.assign({}, ...parts);
  current = wanted;
  rest = few ? null : Promise.resolve();
  plurals = new Intl.PluralRules(wanted);
  document.documentElement.lang = wanted;
}

/** The rest of the texts, for what a page with few of them shows later. */
export const more = () => (rest ??= read(`${current}.more`).then((found) => { Object.assign(texts, found); }, () => { rest = null; }));

export function choose(wanted) {
  try { localStorage.setItem("laurel.language", wanted); } catch { /* lasts for this page only */ }
  const url = new URL(location.href);
  url.searchParams.delete("lang");
  location.replace(url);
}

/** The text of `key`, with {names} from `values`. A missing text shows its key, so that it is seen. */
export function t(key, values = {}) {
  const found = texts[key];
  const text = typeof found === "object" && found ? found[plurals.select(Number(values.n))] ?? found.other : found;
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** Whether there is a text for `key`: for codes that the server may add. */
export const has = (key) => key in texts;

/** What the company wrote, in the reader's language if there is one. */
export function text(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  const wishes = [current, ...companyLanguages, ...Object.keys(value)];
  return value[wishes.find((wish) => value[wish])] ?? "";
}

export function setCompanyLanguages(list) { companyLanguages = list?.length ? list : languages; }

async function read(name) {
  const answer = await fetch(`/i18n/${name}.json`);
  if (!answer.ok) throw new Error(`texts: ${answer.status}`);
  return answer.json();
}

function stored() {
  try { return localStorage.getItem("laurel.language"); } catch { return null; }
}

/** What follows a place's number: 名, or st nd rd th. */
export function ordinal(number) {
  const found = texts["rank.after"];
  if (typeof found !== "object") return found ?? "";
  return found[new Intl.PluralRules(current, { type: "ordinal" }).select(number)] ?? found.other;
}
