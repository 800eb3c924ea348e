/*
 * The HTTP API: JSON in, JSON out, refusals as Problem. The anti-forgery token goes with every write.
 */
import { documentCame, firstAnswer } from "./first-answers.js";
import { heardTime } from "./format.js";
import { language } from "./i18n.js";

const base = "/api/v1";
let csrf = null;
let signedOut = () => {};
let kept = () => {};
let forged = async () => false;

/** A refusal (RFC 9457), or `code` "offline" when no answer came. */
export class Problem extends Error {
  constructor({ status = 0, code = "offline", title = "", detail = "", errors = [], ...rest } = {}) {
    super(detail || title || code);
    Object.assign(this, { status, code, title, detail, errors, ...rest });
  }
  get offline() { return this.status === 0; }
}

export function setToken(token) { csrf = token; }
export function onSignedOut(action) { signedOut = action; }
/** `action()` is asked when the token of a write was not that of the session; true: there is another now, try again. */
export function onStaleToken(action) { forged = action; }
/** `action(at)` hears, in ms since 1970, from when an answer is that was kept for reading offline. */
export function onCachedAnswer(action) { kept = action; }

export const get = (path, { query, signal } = {}) => call("GET", path, { query, signal });
/** Creates. A repeated press is one request: pass the same `key` again. `patient`: it may be sent again although it has no key. */
export const post = (path, body, { key, patient } = {}) => call("POST", path, {
  body,
  patient,
  headers: key ? { "Idempotency-Key": key } : {},
});
/** Sends a file as it is. */
export const upload = (path, file, { query } = {}) => call("POST", path, { query, file });
/** A piece of a long file, which the server puts together. */
export const putBytes = (path, piece, query) => call("PUT", path, { query, file: new Blob([piece], { type: "application/octet-stream" }) });
export const put = (path, body, etag) => call("PUT", path, { body, headers: match(etag) });
export const patch = (path, body, etag) => call("PATCH", path, { body, headers: match(etag) });
/** What would come of a write; nothing is written. */
export const dryRun = (method, path, body) => call(method, path, { body, query: { dry_run: true } });
export const remove = (path, etag) => call("DELETE", path, { headers: match(etag) });

/** Every item of a list, page by page, at most `most`. */
export async function all(path, { query = {}, signal, most = 2000 } = {}) {
  const items = [];
  let after = null;
  do {
    const page = await get(path, { query: { limit: 500, ...query, ...(after ? { after } : {}) }, signal });
    items.push(...page.items);
    after = page.next;
  } while (after && items.length < most);
  return items;
}

/** A key for one intention: made when a form opens, kept until it succeeds. */
export const idempotencyKey = () =>
  crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const address = (path, query = {}) => {
  const search = new URLSearchParams(Object.entries(
    query
  ).filter(([, value]) => value !== null && value !== undefined && value !== "")).toString();
  return base + path + (search ? `?${search}` : "");
};

const match = (etag) => (etag ? { "If-Match": `"${etag}"` } : {});

/** How often something is sent again that was told to come back, and after how many seconds at most. */
const repeats = 3;
const longestWait = 5;

/** Whether the same request may be sent again after that answer: nothing was said about what it asks for. */
const mayRepeat = (method, { headers = {}, patient = false }, problem) => problem.status === 503 && problem.retryAfter > 0
  && problem.retryAfter <= longestWait && (method === "GET" || patient || "Idempotency-Key" in headers);

async function call(method, path, options = {}) {
  const token = csrf;
  try { return await patiently(method, path, options); } catch (problem) {
    if (problem.csrf !== false || !(await forged()) || csrf === token) throw problem;
    return patiently(method, path, options);
  }
}

async function patiently(method, path, options) {
  for (let repeat = 1; ; repeat++) {
    try { return await once(method, path, options); } catch (problem) {
      if (repeat > repeats || options.signal?.aborted || !mayRepeat(method, options, problem)) throw problem;
      // Spread, so that those who were turned away together do not come back together.
      await new Promise((resolve) => { setTimeout(resolve, problem.retryAfter * 1000 * (0.5 + Math.random())); });
    }
  }
}

async function once(method, path, { query, body, file, headers = {}, signal }) {
  const known = method === "GET" ? firstAnswer(address(path, query)) : undefined;
  if (known?.company?.now) heardTime(known.company.now, documentCame());
  if (known !== undefined) return known;
  const answer = await request(address(path, query), {
    method, signal, credentials: "same-origin",
    headers: {
      Accept: "application/json", "Accept-Language": language(),
      ...(file ? { "Content-Type": file.type || "text/csv" } : body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(method === "GET" || !csrf ? {} : { "X-CSRF-Token": csrf }),
      ...headers,
    },
    body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const value = await content(answer);
  if (answer.headers.has("X-Laurel-Kept")) kept(Number(answer.headers.get("X-Laurel-Kept")));
  else if (value?.company?.now) heardTime(value.company.now);
  if (answer.ok) return value;
  const problem = new Problem({ ...value, status: answer.status, retryAfter: Number(answer.headers.get("Retry-After")) || null });
  if (answer.status === 401 && problem.code === "not-signed-in") signedOut(problem);
  throw problem;
}

async function request(url, options) {
  try { return await fetch(url, options); } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem();
  }
}

async function content(answer) {
  if (answer.status === 204) return null;
  const value = await answer.json().catch(() => null);
  return value ?? (answer.ok ? null : { code: answer.status >= 500 ? "server" : "other" });
}
