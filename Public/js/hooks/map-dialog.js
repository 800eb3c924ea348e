/* The map of a hook: to be read, mended, tried with a body, and kept. */
import { html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { post, put } from "../core/api.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { banner, explain } from "../widgets/states.js";

export function openMap(hook, done) {
  const path = `/hooks/${encodeURIComponent(hook.id)}`;
  const dialog = openDialog(t("hooks.map.of", { name: hook.id }), html`<form class="stack">
    <div data-says aria-live="polite"></div>
    <div class="field"><label for="hm-map">${t("hooks.map")}</label>
      <textarea class="input code" id="hm-map" name="map" spellcheck="false" maxlength="200000" required>${hook.map ?? ""}</textarea></div>
    <div class="field"><label for="hm-body">${t("hooks.map.body")}</label>
      <textarea class="input" id="hm-body" name="body" rows="4" spellcheck="false" maxlength="500000"></textarea></div>
    <div class="received" data-tried aria-live="polite"></div>
    <div class="actions">
      ${hook.own_map ? html`<button class="button" type="button" data-file>${t("hooks.map.file")}</button>` : null}
      <button class="button" type="button" data-attempt>${t("hooks.map.try")}</button>
      <button class="button primary">${t("action.save")}</button>
    </div>
  </form>`, { look: "wide" });
  const form = dialog.querySelector("form");
  const says = (problem) => render(dialog.querySelector("[data-says]"), banner("danger", "alert", html`<p>${explain(problem)}</p>
    ${list((problem.problems ?? []).map((one) => [one.line, one.detail, one.expected, one.hint].filter(Boolean).join(" · ")))}`));
  const save = (button, body) => busy(button, async () => {
    try {
      await put(path, body, hook.etag);
      dialog.close();
      await done();
    } catch (problem) { says(problem); }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form.querySelector(".primary"), { map: form.elements.map.value });
  });
  form.querySelector("[data-file]")?.addEventListener("click", ({ target }) => save(target, { map: null }));
  form.querySelector("[data-attempt]").addEventListener("click", ({ target }) => busy(target, async () => {
    try {
      const tried = await post(`${path}/try`, { map: form.elements.map.value, body: form.elements.body.value || "{}" });
      render(dialog.querySelector("[data-says]"), null);
      render(dialog.querySelector("[data-tried]"), shown(tried));
    } catch (problem) { says(problem); }
  }));
}

const list = (sentences) => html`<ul class="stack tight small">${sentences.map((words) => html`<li>${words}</li>`)}</ul>`;

function shown(tried) {
  const faults = [tried.fault, ...tried.parts.map(({ fault }) => fault)].filter(Boolean);
  const items = tried.parts.flatMap((part) => part.items);
  const nothing = faults.length ? null : html`<p class="hint">${t("hooks.map.nothing")}</p>`;
  return html`${faults.length ? banner("warn", "alert", list(faults)) : null}
    ${items.length ? html`<pre>${JSON.stringify(items, null, 2)}</pre>` : nothing}`;
}
