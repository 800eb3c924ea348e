/* The API as its OpenAPI description tells it. For whoever writes an integration. */
import { html, render } from "../core/html.js";
import { load, preferred, t } from "../core/i18n.js";
import { get } from "../core/api.js";
import { mark } from "../widgets/icon.js";
import { calls } from "../docs/openapi.js";
import { failed } from "../widgets/states.js";

class DocsPage extends HTMLElement {
  async connectedCallback() {
    await load(preferred()).catch(() => {});
    try { this.draw(await get("/openapi.json")); }
    catch (problem) {
      render(this, html`<main class="page">${failed(problem)}</main>`);
      this.querySelector(".retry").addEventListener("click", () => location.reload());
    }
  }

  draw(spec) {
    document.title = `${spec.info.title} ${spec.info.version}`;
    render(this, html`
      <header class="docs-head">
        <a class="brand" href="/">${mark()}<span>${t("brand")}</span></a>
        <a class="link small" href="/api/v1/openapi.json">openapi.json</a>
      </header>
      <main class="page">
        <div class="page-head">
          <div>
            <h1>${spec.info.title} <span class="muted small">${spec.info.version}</span></h1>
            <p>${spec.info.description ?? t("docs.intro")}</p>
          </div>
        </div>
        ${calls(
          spec
        ).map(({ tag, calls: list }) => html`<section class="card flush" aria-label="${tag}">
          <div class="card-head"><h2>${tag}</h2></div>
          ${list.map((call) => one(call))}
        </section>`)}
      </main>
    `);
  }
}

const block = (title, body) => (
  body
    ? html`<div>
      <h3 class="hint">${title}${body.type ? html` ${body.type}` : null}</h3>
      <pre class="schema" tabindex="0">${body.example ?? body.text}</pre>
    </div>`
    : null
);

function one(call) {
  const parameters = call.parameters.length
    ? html`<div class="scroll-x" tabindex="0" role="region" aria-label="${t("docs.parameters")}: ${call.method} ${call.path}">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">${t("docs.parameters")}</th>
            <th scope="col">${t("docs.where")}</th>
            <th scope="col">${t("catalogue.text")}</th>
          </tr>
        </thead>
        <tbody>
          ${call.parameters.map((parameter) => html`<tr>
            <td><code>${parameter.name}</code>${parameter.required ? " *" : null}</td>
            <td>${parameter.in}</td>
            <td>${parameter.description ?? ""}</td>
          </tr>`)}
        </tbody>
      </table>
    </div>`
    : null;
  return html`<details class="call">
    <summary>
      <span class="method" data-method="${call.method}">${call.method.toUpperCase()}</span>
      <span class="path">${call.path}</span>
      ${call.summary ? html`<span class="summary">${call.summary}</span>` : null}
    </summary>
    <div class="body">
      ${call.description ? html`<p>${call.description}</p>` : null}
      ${parameters}
      ${block(t("docs.request"), call.body)}
      ${call.responses.map((answer) => html`<div>
        <p><strong class="tabular">${answer.status}</strong> ${answer.description}</p>
        ${block("", answer.body)}
      </div>`)}
    </div>
  </details>`;
}

customElements.define("docs-page", DocsPage);
