/* An address where nothing is: what was asked for, and the ways that lead on. */
import { html, render } from "../core/html.js";
import { load, preferred, t } from "../core/i18n.js";
import { mark } from "../widgets/icon.js";
import { wreath } from "../widgets/wreath.js";

const ways = [["board", "/"], ["me", "/me"], ["rewards", "/rewards"], ["rules", "/rules"]];

class MissingPage extends HTMLElement {
  async connectedCallback() {
    await load(preferred()).catch(() => {});
    document.title = `${t("missing.title")} · ${t("brand")}`;
    render(this, html`<div class="notice-page">
      <header><a class="brand" href="/">${mark()}<span>${t("brand")}</span></a></header>
      <main>
        <div class="empty">
          ${wreath({ pairs: 9, look: "picture" })}
          <h1>${t("missing.title")}</h1>
          <p>${t("missing.words", { address: decodeURI(location.pathname) })}</p>
          <nav class="links" aria-label="${t("nav")}">
            ${ways.map(([name, path], index) => html`<a class="button small${index ? "" : " primary"}" href="${path}">
              ${t(`nav.${name}`)}
            </a>`)}
          </nav>
        </div>
      </main>
    </div>`);
  }
}

customElements.define("missing-page", MissingPage);
