/*
 * Who is signed in, and for which company. One request a page; everything else waits for `ready`.
 */
import * as api from "./api.js";
import * as format from "./format.js";
import * as i18n from "./i18n.js";

const rising = ["rep", "manager", "director", "finance", "admin"];

/** Filled by `start`; empty until then. */
export const session = {};

/** Loads session and texts. Goes to the sign-in page when nobody is signed in, unless `open`. */
export async function start({ open = false } = {}) {
  const first = i18n.preferred();
  api.onSignedOut(() => { if (!open) leave(); });
  const [answer] = await Promise.allSettled([api.get("/session"), i18n.load(first)]);
  if (answer.status === "rejected") {
    if (!open) throw answer.reason;
    if (answer.reason.company) apply(answer.reason.company);
    return { problem: answer.reason };
  }
  become(answer.value);
  // Nothing else is open before.
  if (session.owes && location.pathname !== "/second-factor") location.replace("/second-factor");
  api.onStaleToken(async () => {
    // Somebody has signed in, or chosen a password, in another window.
    if (await renew()) return true;
    location.reload();
    return false;
  });
  apply(session.company);
  const wanted = i18n.preferred(session.person.language);
  if (wanted !== i18n.language()) await i18n.load(wanted);
  return session;
}

/** Whether the signed-in person has `role` or a higher one. */
export const atLeast = (role) => rising.indexOf(session.person?.role) >= rising.indexOf(role);
export const myself = () => session.person?.member ?? null;

/** Asks anew what writes must carry: another session of this browser has begun. False: it is somebody else's. */
export async function renew() {
  const answer = await api.get("/session");
  if (answer.person.account !== session.person?.account) return false;
  become(answer);
  return true;
}

function become(answer) {
  for (const name of Object.keys(session)) delete session[name];
  Object.assign(session, answer);
  api.setToken(session.csrf);
}

export async function signOut() {
  // Who is signed out already is; whom the server did not hear is not, and keeps what is theirs.
  const answer = await api.remove("/session").catch((problem) => { if (problem.status !== 401) throw problem; });
  await forget();
  // Who vouched for the session signs out too, and sends the browser back.
  location.assign(answer?.provider ?? "/login");
}

/** Drops what was kept for reading offline: it belongs to the one who was signed in. */
export async function forget() {
  try {
    sessionStorage.clear();
    for (const name of await caches.keys()) if (name.startsWith("laurel-data")) await caches.delete(name);
  } catch { /* no cache storage outside a secure context */ }
}

function apply(company) {
  format.setCompany(company);
  i18n.setCompanyLanguages(company.languages);
}

function leave() {
  const here = location.pathname + location.search + location.hash;
  forget().finally(() => location.replace(`/login${here === "/" ? "" : `?to=${encodeURIComponent(here)}`}`));
}
