/* The service worker that lets pages open without a network; it is told what this page needed. */

import { firstAnswers } from "./first-answers.js";

/** Registers it, once the page has loaded. */
export async function registerServiceWorker() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map((entry) => entry.name);
    active.postMessage({ keep: [location.origin + location.pathname, ...files], answers: firstAnswers });
  } catch { /* no worker: the pages work, but not offline */ }
}
