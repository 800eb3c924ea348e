/* What a check of the seals found, as a dated sheet that stands by itself: to be printed, signed and kept. */
import { html } from "../core/html.js";
import { language, t } from "../core/i18n.js";
import { moment, number } from "../core/format.js";

export function sealSheet({ at, sound, head, commands, finding }, company) {
  const title = t("audit.sheet.title", { company, when: moment(at) });
  const result = t(sound ? "audit.sheet.sound" : "audit.sheet.damaged");
  return String(html`<!doctype html><html lang="${language()}"><head><meta charset="utf-8"><title>${title}</title></head><body>
    <h1>${title}</h1>
    <p>${t("audit.sheet.what", { n: number(commands), result })}</p>
    ${finding ? html`<p>${t("audit.sheet.finding")}</p><pre lang="en">${finding}</pre>` : null}
    <p>${t("audit.sheet.head")}</p><pre>${head}</pre>
    <p>${t("audit.sheet.again", { head })}</p>
    <p><time datetime="${at}">${at}</time></p></body></html>`);
}
