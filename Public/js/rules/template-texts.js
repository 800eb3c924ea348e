/* A text of ours in every language of the company, for what is begun from a template: from then on it is the company's own. */
import { session } from "../core/session.js";

const known = new Map();

async function texts(language) {
  if (!known.has(language)) {
    const answer = await fetch(`/i18n/${language}.more.json`);
    known.set(language, answer.ok ? await answer.json() : {});
  }
  return known.get(language);
}

/** `{en: …, "zh-Hans": …}` of one key. */
export async function textsOf(key) {
  const languages = session.company.languages ?? ["zh-Hans", "en"];
  const found = await Promise.all(languages.map(async (language) => [language, (await texts(language).catch(() => ({})))[key]]));
  return Object.fromEntries(found.filter(([, text]) => typeof text === "string"));
}
