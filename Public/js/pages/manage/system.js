/* How the server is, for whoever runs it: what is wrong and what to do, backups, verification, numbers; and a backup that comes back. */
import { html, render } from "../../core/html.js";
import { t } from "../../core/i18n.js";
import { get, post } from "../../core/api.js";
import { icon } from "../../widgets/icon.js";
import { busy } from "../../widgets/dialog.js";
import { banner, explain, skeletonCard } from "../../widgets/states.js";
import { View } from "../../core/view.js";
import { lasting } from "../../system/amounts.js";
import { advice, backups, errors, figures, hooks, monitoring, verification } from "../../system/cards.js";
import { openRestore } from "../../system/restore-dialog.js";

/** While a backup is made the page looks again after so many milliseconds. */
const again = 3000;

class SystemPage extends View {
  role = "admin";

  async load(signal) { return get("/system", { signal }); }
  skeleton() {
    return html`<div class="page-head"><h1>${t("nav.system")}</h1></div>${skeletonCard(10, 20)}${skeletonCard(10, 20, 20)}`;
  }

  view(data) {
    const time = lasting((Date.parse(data.now) - Date.parse(data.started)) / 1000);
    return html`<div class="page-head"><div><h1 class="only-desktop">${t("nav.system")}</h1>
        <p>${t("system.intro", { version: data.version, time })}</p></div>
        <button class="button small" type="button" data-again>${icon("refresh")}${t("system.again")}</button></div>
      <div class="view" data-says></div>${advice(data)}
      <div class="columns halves"><div class="stack">${backups(data)}${verification(data)}${monitoring()}</div>
        <div class="stack">${figures(data)}${hooks(data)}${errors(data)}</div></div>`;
  }

  ready(data) {
    this.on("click", "[data-again]", (_, button) => busy(button, () => this.reload({ quiet: true })));
    this.on("click", "[data-backup]", (_, button) => busy(button, () => this.#backUp()));
    this.on("click", "[data-restore]", () => openRestore());
    if (data.backups?.running) this.#lookAgain(again);
  }

  async #backUp() {
    try {
      await post("/system/backups", {});
      // It has not begun yet, perhaps.
      if (await this.reload({ quiet: true })) this.#lookAgain(again / 3);
    } catch (problem) { render(this.querySelector("[data-says]"), banner("danger", "alert", explain(problem))); }
  }

  #lookAgain(milliseconds) {
    const timer = setTimeout(() => this.reload({ quiet: true }), milliseconds);
    this.own(() => clearTimeout(timer));
  }
}

customElements.define("system-page", SystemPage);
