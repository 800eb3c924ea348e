/*
 * The offline shell. Files: from the network, from the cache when it does not answer. A few readings of the signed-in
 * person are kept too, so that a phone without network shows the last board and balance; the pages say how old they are.
 * Signing out deletes them (js/session.js).
 */
const shell = "laurel-shell-1";
const data = "laurel-data-1";
const patience = 4000;
const kept = [/^\/api\/v1\/session$/, /^\/api\/v1\/boards(\/|$)/, /^\/api\/v1\/teams$/, /^\/api\/v1\/members\/[^/]+\/(balance|statement)$/, /^\/api\/v1\/rewards$/, /^\/api\/v1\/rules$/, /^\/api\/v1\/targets\/attainment$/];

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== shell && name !== data) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname === "/healthz") return;
  const api = url.pathname.startsWith("/api/");
  if (api && !kept.some((pattern) => pattern.test(url.pathname))) return;
  event.respondWith(freshOrKept(request, api ? data : shell));
});

/** The network's answer, kept for later; the kept one when the network fails or is slow. */
async function freshOrKept(request, name) {
  const cache = await caches.open(name);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request, answer.clone());
    if (answer.status === 401) await caches.delete(data);
    return answer;
  });
  fresh.catch(() => {});
  const old = await cache.match(request, { ignoreVary: true });
  if (!old) return fresh;
  const late = new Promise((resolve) => { setTimeout(() => resolve(old), patience); });
  return Promise.race([fresh, late]).catch(() => old);
}
