/* A screen without a session: it shows a code until an administrator has confirmed it, and keeps asking for as long as it stands. */
import { html, render } from "../core/html.js";
import { has, load, preferred, setCompanyLanguages, t } from "../core/i18n.js";
import { setCompany } from "../core/format.js";
import { get, onSignedOut, post } from "../core/api.js";
import { mark } from "../widgets/icon.js";
import { backgroundWreath } from "../widgets/wreath.js";

const pause = 3_000;
const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

/** Resolves with what the screen shows, once it may watch. `place` shows the code until then. */
export async function pair(place) {
  onSignedOut(() => {});
  await load(preferred());
  const known = await get("/screens/me").catch(() => null);
  return known ? begin(known) : ask(place);
}

async function ask(place) {
  for (;;) {
    const asked = await post("/screens", {}).catch(() => null);
    if (!asked) { waitForServer(place); await wait(pause); continue; }
    show(place, asked.code);
    const confirmed = await confirmedUntil(asked);
    if (confirmed) return begin(confirmed);
  }
}

/** Null: the code was forgotten, and another one is needed. The server says so: a screen's own clock may be anything. */
async function confirmedUntil({ id }) {
  for (;;) {
    await wait(pause);
    try {
      const screen = await get(`/screens/${id}`);
      if (screen.state === "confirmed") return screen;
    } catch (problem) { if (problem.status === 404) return null; }
  }
}

async function begin(screen) {
  setCompany(screen.company);
  setCompanyLanguages(screen.company.languages);
  if (screen.language) await load(screen.language);
  return screen;
}

/** What stands there while nothing could be read at all. */
export function waitForServer(place) {
  document.title = `${t("nav.wall")} · ${t("brand")}`;
  render(place, html`<main class="wall stage pairing">
    ${backgroundWreath()}
    <p class="brand">${mark()}<span>${t("brand")}</span></p>
    <p role="status">${has("wall.server") ? t("wall.server") : null}</p>
  </main>`);
}

function show(place, code) {
  document.title = `${t("nav.wall")} · ${t("brand")}`;
  render(place, html`<main class="wall stage pairing">
    ${backgroundWreath()}
    <p class="brand">${mark()}<span>${t("brand")}</span></p>
    <h1>${t("screen.pair")}</h1>
    <p class="code num" aria-label="${code.split("").join(" ")}">${code.slice(0, 3)} ${code.slice(3)}</p>
    <p class="muted">${t("screen.pair.words")}</p>
    <p><a class="link" href="/login?to=%2Fwall">${t("screen.sign-in")}</a></p>
  </main>`);
}
