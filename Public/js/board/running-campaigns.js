/* What runs beside the boards. It comes when the board stands, and brings its words with it. */
import { more } from "../core/i18n.js";
import { get } from "../core/api.js";

/** Cards as Markup; null where nothing runs. */
export async function runningCampaigns() {
  const running = await get("/campaigns", { query: { state: "running" } }).then((answer) => answer.items, () => []);
  if (!running.length) return null;
  const [{ campaignCards }] = await Promise.all([import("../campaigns/campaign-card.js"), more()]);
  return campaignCards(running);
}
