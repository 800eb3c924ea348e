import { network, origin, stores, worker } from "./worker.js";
import "../../../Public/sw.js";
import { check, equal, suite } from "./testing.js";

const test = suite(import.meta.url);

/** What the worker answers; undefined where it leaves the request alone. */
async function ask(path, { method = "GET", mode = "cors" } = {}) {
  const texts = globalThis.fetch;
  globalThis.fetch = (request) => network.answer(request);
  let answer;
  try {
    worker.listeners.fetch({ request: { url: `${origin}${path}`, method, mode }, respondWith: (found) => { answer = found; } });
    return await answer;
  } finally { globalThis.fetch = texts; }
}

test("a reading that is kept is shown where there is no network, and says from when it is", async () => {
  await worker.begin();
  network.answer = async () => Response.json({ available: 5 });
  await ask("/api/v1/members/me/balance");
  network.answer = async () => { throw new TypeError("no network"); };
  const kept = await ask("/api/v1/members/me/balance");
  equal(await kept.json(), { available: 5 });
  check(Number(kept.headers.get("X-Laurel-Kept")) > 0, "its age");
});

test("who is signed out leaves nothing behind", async () => {
  await worker.begin();
  network.answer = async () => new Response("{}", { status: 401 });
  await ask("/api/v1/session");
  equal([...stores.keys()].filter((name) => name.startsWith("laurel-data")), []);
});

test("writes, probes and what is not the person's own pass by", async () => {
  await worker.begin();
  network.answer = async () => new Response("x");
  equal(await ask("/api/v1/redemptions", { method: "POST" }), undefined);
  equal(await ask("/healthz"), undefined);
  equal(await ask("/api/v1/approvals"), undefined);
});

test("a page that was never opened says that there is no network", async () => {
  await worker.begin();
  network.answer = async () => { throw new TypeError("no network"); };
  equal(await (await ask("/never", { mode: "navigate" })).text(), "/offline.html");
});
