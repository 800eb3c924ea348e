/* What a hook has received: the body with its secrets struck out, what it became or why not, and taking it in again. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { moment, number } from "../core/format.js";
import { get, post, remove } from "../core/api.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { banner, explain, skeletonCard } from "../widgets/states.js";

/** How many are shown. */
const most = 50;

const pictures = { waiting: "clock", taken: "check", ignored: "dash", failed: "alert" };

export function openReceipts(hook, done) {
  const path = `/hooks/${encodeURIComponent(hook.id)}`;
  const dialog = openDialog(t("hooks.show.of", { name: hook.id }), html`
    <div data-says aria-live="polite"></div><div class="received" data-list>${skeletonCard(20, 20)}</div>`, { look: "wide" });
  const says = (look, words) => render(
    dialog.querySelector("[data-says]"),
    banner(look, look === "danger" ? "alert" : "check", html`<p>${words}</p>`)
  );
  const read = async () => {
    try {
      const { items } = await get(`${path}/receipts`, { query: { limit: most } });
      const none = html`<p class="hint">${t("hooks.empty")}</p>`;
      render(dialog.querySelector("[data-list]"), items.length ? html`<ul class="feed">${items.map(line)}</ul>` : none);
    } catch (problem) { says("danger", explain(problem)); }
  };
  const act = (button, work) => busy(button, async () => {
    try { await work(); } catch (problem) { says("danger", explain(problem)); }
    await read();
    await done();
  });
  dialog.addEventListener("click", (event) => {
    const again = event.target.closest("[data-again]");
    const drop = event.target.closest("[data-forget]");
    if (again) {
      act(again, async () => {
        const result = await post(`${path}/receipts/${again.dataset.again}/replay`, {});
        says(result.status === "failed" ? "danger" : "neutral", result.fault ?? t("hooks.replay.done", counted(result)));
      });
    }
    if (drop) act(drop, () => remove(`${path}/receipts/${drop.dataset.forget}`));
  });
  read();
}

const counted = ({ recorded, duplicate, refused }) => ({
  recorded: number(recorded), duplicate: number(duplicate), refused: number(refused),
});

const line = (one) => html`<li data-receipt="${one.state}">
  <span class="kind">${icon(pictures[one.state])}</span>
  <span>
    <strong>${t(`hooks.receipt.${one.state}`)}</strong>
    <small>${[moment(one.at), one.address, one.media].filter(Boolean).join(" · ")}</small>
    ${reasons(one).map((words) => html`<small>${words}</small>`)}
    <details><summary class="small">${t("hooks.body")}</summary><pre>${pretty(one.body)}</pre>
      ${one.whole ? null : html`<p class="small">${t("hooks.cut")}</p>`}</details>
    ${Object.keys(one.headers).length
      ? html`<details><summary class="small">${t("hooks.headers")}</summary><pre>${headers(one)}</pre></details>` : null}
    ${one.outcome?.results.length
      ? html`<details><summary class="small">${t("hooks.became")}</summary><pre>${results(one)}</pre></details>` : null}
  </span>
  <span class="cluster">
    <button class="link small" type="button" data-again="${one.id}">${t("hooks.replay")}</button>
    ${one.state === "failed"
      ? html`<button class="link small" type="button" data-forget="${one.id}">${t("hooks.drop.receipt")}</button>` : null}
  </span>
</li>`;

/** Why it does not fit; what was done where it does. */
function reasons({ outcome }) {
  if (!outcome) return [];
  if (outcome.fault) return [outcome.fault];
  const wrong = outcome.results.filter(({ detail }) => detail).slice(0, 3).map(({ id, detail }) => [id, detail].filter(Boolean).join(": "));
  return wrong.length || !outcome.results.length ? wrong : [t("hooks.replay.done", counted(outcome))];
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

const headers = (one) => Object.entries(one.headers).map(([name, value]) => `${name}: ${value}`).join("\n");

const results = (one) => one.outcome.results
  .map((result) => [result.kind, result.id, result.status, result.detail].filter(Boolean).join("  "))
  .join("\n");
