/* The state of a target in a badge: 进度正常, 需关注, 落后. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { icon } from "../widgets/icon.js";

const looks = { "on-track": ["good", "check", ""], watch: ["warn", "alert", "warn"], behind: ["danger", "alert", "warn"] };

export const paceBadge = (state) => html`<span class="badge ${(looks[state] ?? looks["on-track"])[0]}">
  ${icon((looks[state] ?? looks["on-track"])[1])}
  ${t(`pace.${state}`)}
</span>`;
/** The look of a bar in that state. */
export const paceLook = (state) => (looks[state] ?? looks["on-track"])[2];
/** Those who need help first. */
export const paceOrder = { behind: 0, watch: 1, "on-track": 2 };
