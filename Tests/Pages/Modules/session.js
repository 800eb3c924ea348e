/* A session without a server: what GET /session would say. */
import { start } from "../../../Public/js/core/session.js";
import { speak } from "./testing.js";

export async function usingSession({ person = {}, company = {} }) {
  const texts = globalThis.fetch;
  const answer = {
    csrf: "c",
    person: { role: "rep", member: "me", name: "Me", ...person },
    company: { timezone: "Asia/Shanghai", currency: "CNY", ...company },
  };
  globalThis.fetch = async (path, options) => (String(path).startsWith("/api/v1/session") ? Response.json(answer) : texts(path, options));
  try { await start(); } finally { globalThis.fetch = texts; }
  await speak("en", company);
}
