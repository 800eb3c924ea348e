/*
 * The offline shell. Files: from the network, from the cache when it does not answer. A few readings of the signed-in
 * person are kept too, so that a phone without network shows the last board and balance; the pages say how old they are.
 * Signing out deletes them (js/core/session.js).
 */
const shell = "laurel-shell-3";
const data = "laurel-data-1";
const patience = 4000;
const kept = [
  /^\/api\/v1\/session$/,
  /^\/api\/v1\/boards(\/|$)/,
  /^\/api\/v1\/teams$/,
  /^\/api\/v1\/members\/[^/]+\/(balance|statement)$/,
  /^\/api\/v1\/rewards$/,
  /^\/api\/v1\/rules$/,
  /^\/api\/v1\/targets\/attainment$/,
];

/** What the page for an address that was not kept needs, with what it names itself: it must open without a network. */
const always = [
  "/offline.html", "/mark.svg", "/icons.svg", "/styles/app.css", "/styles/pages/notice.css", "/js/shell/theme-boot.js",
  "/js/pages/offline.js", "/js/core/format.js", "/js/core/html.js", "/js/core/i18n.js", "/js/live/live.js", "/js/widgets/icon.js",
  "/i18n/en.json", "/i18n/zh-Hans.json", "/i18n/zh-Hant.json",
];

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const named = (await (await fetch("/offline.html")).text()).matchAll(/(?:href|src)="(\/js\/[^"]+)"/g);
  await (await caches.open(shell)).addAll([...new Set([...always, ...[...named].map((found) => found[1])])]);
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== shell && name !== data) await caches.delete(name);
  await self.clients.claim();
})()));

/** What a provider sent back stands in such an address: it is kept nowhere. */
const isPassing = (url) => url.pathname.startsWith("/login/");

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname === "/healthz" || isPassing(url)) return;
  if (url.pathname.startsWith("/pictures/")) return;       // the browser's own cache keeps them, for who is signed in
  const api = url.pathname.startsWith("/api/");
  if (api && !kept.some((pattern) => pattern.test(url.pathname))) return;
  event.respondWith(api ? reading(request) : file(request));
});

/** A page tells what it loaded before this worker watched over it: without that the first visit would leave nothing. */
self.addEventListener("message", (event) => event.waitUntil((async () => {
  const files = await caches.open(shell);
  await keepAnswers(event.data?.answers ?? {});
  for (const address of event.data?.keep ?? []) {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin || url.pathname.startsWith("/api/") || url.pathname === "/live" || isPassing(url)) continue;
    if (!await files.match(address, { ignoreVary: true })) await keep(files, address).catch(() => {});
  }
})()));

/** What came inside the document was never asked for. */
async function keepAnswers(answers) {
  const readings = await caches.open(data);
  for (const [address, value] of Object.entries(answers)) {
    if (!kept.some((pattern) => pattern.test(new URL(address, location.origin).pathname))) continue;
    await readings.put(address, dated(Response.json(value)));
  }
}

/** Rows that the server wrote into a document belong to whoever was signed in: what is kept is the document that strangers get. */
async function keep(cache, address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (answer.ok && !answer.redirected) await cache.put(address, answer);
}

/** A reading of the person's own: the kept one only when there is no network, and it says from when it is. */
async function reading(request) {
  const cache = await caches.open(data);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, dated(answer.clone()));
    if (answer.status === 401) await caches.delete(data);
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

function dated(answer) {
  const headers = new Headers(answer.headers);
  headers.set("X-Laurel-Kept", String(Date.now()));
  return new Response(answer.body, { status: answer.status, headers });
}

/** The network's file, kept for later; the kept one when the network fails or is slow. */
async function file(request) {
  const cache = await caches.open(shell);
  const same = await cache.match(request, { ignoreVary: true });
  // Its name has its version.
  if (same && new URL(request.url).pathname.startsWith("/js/joined/")) return same;
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.headers.has("X-Laurel-Own")) await cache.put(request, answer.clone());
    else if (answer.ok) keep(cache, new URL(request.url).pathname).catch(() => {});
    return answer;
  });
  fresh.catch(() => {});
  const old = same
    ?? (request.mode === "navigate"
      ? await cache.match(new URL(request.url).pathname, { ignoreVary: true, ignoreSearch: true })
      : undefined);
  if (!old) return request.mode === "navigate" ? fresh.catch(() => cache.match("/offline.html")) : fresh;
  const late = new Promise((resolve) => { setTimeout(() => resolve(old), patience); });
  return Promise.race([fresh, late]).catch(() => old);
}
