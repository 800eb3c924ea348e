/* What the suites share: tests, comparisons, the texts of a language, a company. */
import en from "../../../Public/i18n/en.json" with { type: "json" };
import enMore from "../../../Public/i18n/en.more.json" with { type: "json" };
import hans from "../../../Public/i18n/zh-Hans.json" with { type: "json" };
import hansMore from "../../../Public/i18n/zh-Hans.more.json" with { type: "json" };
import * as format from "../../../Public/js/core/format.js";
import * as i18n from "../../../Public/js/core/i18n.js";
import { html } from "../../../Public/js/core/html.js";

const texts = { en, "en.more": enMore, "zh-Hans": hans, "zh-Hans.more": hansMore };

const suites = new Map();

/** How a file names its tests: `const test = suite(import.meta.url);`. */
export function suite(address) {
  const tests = [];
  suites.set(address.split("/").at(-1), tests);
  return (name, body) => { tests.push([name, body]); };
}

/** Runs all of them, each by itself, in their order: `{file: [{name, failure}]}`. */
export async function run() {
  const results = {};
  for (const [file, tests] of suites) {
    results[file] = [];
    for (const [name, body] of tests) {
      let failure = null;
      try { await body(); } catch (error) { failure = String(error.stack ?? error); }
      results[file].push({ name, failure });
    }
  }
  return results;
}

export function equal(found, wanted, words = "") {
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${words} is ${one}, not ${other}`);
}

export function check(holds, words) {
  if (!holds) throw new Error(words);
}

/** What a reader sees of markup. */
export function seen(markup) {
  const template = document.createElement("template");
  template.innerHTML = String(html`${markup}`);
  return template.content;
}
export const words = (markup) => seen(markup).textContent;

/** Texts come from the files, without a server. */
globalThis.fetch = async (path) => {
  const name = /^\/i18n\/(.+)\.json$/.exec(path)?.[1];
  return name in texts ? new Response(JSON.stringify(texts[name])) : new Response("", { status: 404 });
};

export async function speak(language, company = {}) {
  await i18n.load(language);
  format.setCompany({ timezone: "Asia/Shanghai", currency: "CNY", ...company });
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
