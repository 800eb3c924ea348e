/* Icons come from one sprite; they are decoration and hidden from readers. */
import { html } from "../core/html.js";

export const icon = (name, more = "") => html`<svg class="icon ${more}" aria-hidden="true"><use href="/icons.svg#i-${name}"/></svg>`;
export const mark = (more = "") => html`<svg class="mark ${more}" viewBox="0 0 32 32" aria-hidden="true">
  <use href="/icons.svg#i-mark"/>
</svg>`;
/** The company's own, where it has one. */
export const companyMark = (company) => (
  company?.logo ? html`<img class="mark logo" src="${company.logo}/small" alt="" decoding="async">` : mark()
);
/** The logo where nobody is signed in yet; null where there is none. */
export const publicLogo = (company) => (
  company?.logo ? html`<img class="mark logo" src="${company.logo.replace("/pictures/", "/logo/")}/small" alt="" decoding="async">` : null
);
export const dot = html`<span class="dot"></span>`;
