/* What will need an approval: a form asks the server, which decides without writing. No rule of authority stands in these pages. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { dryRun } from "../core/api.js";

const pause = 400;

/**
 * Says in `place` what would come of a form whenever it was changed and left alone for a moment.
 * `wanted()` gives `[method, path, body]`, or null while there is nothing to ask.
 */
export function previewApproval(form, place, wanted) {
  let timer = null;
  let asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const ask = wanted();
      const turn = asked += 1;
      const answer = ask ? await dryRun(...ask).catch(() => null) : null;
      // What was typed meanwhile has asked again.
      if (turn === asked && place.isConnected) render(place, answer ? words(answer) : null);
    }, pause);
  });
}

function words(answer) {
  if (answer.items) {
    const waiting = answer.items.filter((one) => one.state === "requested").length;
    return html`${waiting ? t("needs.some", { n: waiting }) : t("needs.none")}`;
  }
  return html`${answer.state === "requested" ? t("needs.role", { role: t(`role.${answer.level}`) }) : t("needs.none")}`;
}
