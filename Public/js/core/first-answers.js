/*
 * What the server wrote into the document with its first rows: answers to what the page is going to ask, by their addresses.
 * Each is good once: who asks again wants to know what is new.
 */
const written = document.getElementById("first-answers");
const answers = new Map(Object.entries(written ? JSON.parse(written.content.textContent) : {}));

/** For the service worker, which keeps readings for when there is no network. */
export const firstAnswers = Object.fromEntries(answers);

/** When the document came, in ms since 1970. */
export const documentCame = () => performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);

/** The answer for an address, if it came with the document. */
export function firstAnswer(address) {
  const found = answers.get(address);
  answers.delete(address);
  return found;
}
