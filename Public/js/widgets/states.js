/* What a view shows instead of its content: loading, empty, error, no permission, offline. */
import { html } from "../core/html.js";
import { has, language, t } from "../core/i18n.js";
import { icon } from "./icon.js";
import { wreath } from "./wreath.js";

const figure = (name) => html`<svg class="picture thin" viewBox="0 0 24 24" aria-hidden="true"><use href="/icons.svg#i-${name}"/></svg>`;

/** Nothing here yet: what will fill it, and one way on. */
export const empty = (title, words, action = null) => html`<div class="empty">
  ${wreath({ pairs: 9, look: "picture" })}
  <h3>${title}</h3>
  <p>${words}</p>
  ${action}
</div>`;

/** What happened, what is safe, retry, the number to quote. The button has the class `retry`. */
export function failed(problem) {
  const offline = problem.offline;
  return html`<div class="empty" role="alert">
    ${figure(offline ? "offline" : "alert")}
    <h3>${t(offline ? "error.offline.title" : "error.title")}</h3>
    <p>${offline ? t("error.offline.words") : explain(problem)}</p>
    <button class="button small retry" type="button">${icon("refresh")}${t("action.retry")}</button>
    ${problem.reference ? html`<p class="hint">${t("error.reference", { number: problem.reference })}</p>` : null}
  </div>`;
}

/** What stands above a skeleton that has stood long. The button has the class `retry`. */
export const slow = () => banner("neutral", "clock", html`<p>${t("loading.slow")}</p>`, html`
  <button class="button small retry" type="button">${icon("refresh")}${t("action.retry")}</button>
`);

/** Who can, and where to look instead. */
export const forbidden = (role) => html`<div class="empty">
  ${figure("lock")}
  <h3>${t("forbidden.title", { role: t(`role.${role}`) })}</h3>
  <p>${t("forbidden.words")}</p>
  <a class="button small" href="/">${t("forbidden.way")}</a>
</div>`;

/** A sentence for a refusal: the server's, which speaks the language of the page, or ours where no server spoke; then the field. */
export function explain(problem) {
  const known = [`problem.${problem.code}`, problem.status >= 400 && problem.status < 500 ? "problem.other" : "problem.server"].find(has);
  const sentence = problem.title || t(known);
  const [fault] = problem.errors ?? [];
  if (!fault) return sentence;
  const name = fieldName(fault.pointer);
  const about = name ? sentence + t("problem.field", { field: name }) : sentence;
  const words = [fault.title === problem.title ? null : fault.title, detail(fault)].filter(Boolean).join(t("list.comma"));
  const place = [name ? null : path(fault.pointer), words].filter(Boolean).join(": ");
  return place ? `${about} (${place})` : about;
}

/** What the server says for developers is English: where the page is not, the sentence and the field have to do. */
export const detail = (fault) => (language() === "en" ? fault.detail : null);

/** What a form calls the field that a JSON pointer names: the last word of it that has a name. */
export function fieldName(pointer) {
  const words = (pointer ?? "").split("/").filter((part) => has(`field.name.${part}`));
  return words.length ? t(`field.name.${words.at(-1)}`) : null;
}

/** A JSON pointer as people write a field that no form names: `data.amount` for `/data/amount`. */
const path = (pointer) => {
  const parts = (pointer ?? "").split("/").filter(Boolean);
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
};

/** `count` rows of the board's true layout. */
export const skeletonRows = (count) => html`<ol class="board" aria-busy="true" aria-label="${t("loading")}">
  ${Array.from({ length: count }, (_, index) => html`<li class="row">
    <span class="place"><span class="skeleton">00</span></span>
    <span class="avatar skeleton round"></span>
    <span class="who">
      <span class="name"><span class="skeleton">${"某".repeat(3 + (index % 2))}</span></span>
      <span class="meta"><span class="skeleton">某某某某</span></span>
    </span>
    <span class="gap"></span>
    <span class="value"><span class="skeleton">00,000</span></span>
  </li>`)}
</ol>`;

/** Lines of text about as wide as `widths` characters. */
export const skeletonLines = (...widths) => widths.map((width) => html`<p><span class="skeleton">${"某".repeat(width)}</span></p>`);
export const skeletonCard = (...widths) => html`<section class="card stack tight" aria-busy="true" aria-label="${t("loading")}">
  ${skeletonLines(...widths)}
</section>`;

export const banner = (look, name, words, action = null) => html`<div
  class="banner ${look}"
  role="${look === "danger" ? "alert" : "status"}">
  ${icon(name)}
  <div>${words}</div>
  ${action}
</div>`;
