/* Calls that nobody may trace: without cookie, token or referrer, and kept in no cache. */
import { Problem } from "./api.js";
import { language } from "./i18n.js";

export async function untraced(path, body) {
  const answer = await fetch(`/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    headers: {
      Accept: "application/json",
      "Accept-Language": language(),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => { throw new Problem(); });
  const value = await answer.json().catch(() => null);
  if (!answer.ok) throw new Problem({ ...value, status: answer.status, retryAfter: Number(answer.headers.get("Retry-After")) || null });
  return value;
}
