/* Honours: the champions of every locked period, by board; each has a certificate. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { number, standing } from "../core/format.js";
import { get } from "../core/api.js";
import { myself } from "../core/session.js";
import { View } from "../core/view.js";
import { certificate, stretch, won } from "../honours/certificate.js";
import { rowAvatar } from "../widgets/avatar.js";
import { personButton } from "../people/person.js";
import { empty, skeletonCard } from "../widgets/states.js";
import { busy } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";

class HonoursPage extends View {
  async load(signal) {
    const query = new URLSearchParams(location.search);
    const wanted = query.get("certificate")?.split("/");
    if (wanted?.length === 3) {
      const [board, key, place] = wanted;
      const found = await get("/honours", { query: { board, period: key, limit: 500 }, signal });
      return { certificate: found.items.find((one) => String(one.place) === place) ?? null };
    }
    const filter = { board: query.get("board") || undefined, member: query.get("member") || undefined };
    return { ...await get("/honours", { query: { ...filter, limit: 100 }, signal }), filter };
  }

  skeleton() { return html`<div class="page-head"><h1>${t("nav.honours")}</h1></div>${skeletonCard(10, 20, 20, 14)}`; }

  view(data) {
    if ("certificate" in data) {
      if (data.certificate) return certificate(data.certificate);
      return html`<section class="card">${empty(t("honours.gone"), t("honours.gone.words"))}</section>`;
    }
    const { items, next, filter } = data;
    return html`
      <div class="page-head">
        <div><h1 class="only-desktop">${t("nav.honours")}</h1><p>${t("honours.intro")}</p></div>
        ${myself() === null
          ? null
          : html`<a class="button small" href="/honours${filter.member ? "" : "?member=me"}">
            ${t(filter.member ? "honours.everyone" : "honours.mine")}
          </a>`}
      </div>
      ${items.length
        ? byBoard(items).map(([title, honours]) => html`<section class="card flush" aria-label="${title}">
          <div class="card-head"><h2>${title}</h2></div>
          ${byPeriod(honours).map((group) => html`
            <h3 class="honours-period">${stretch(group[0])}</h3>
            <ul class="queue">${group.map(line)}</ul>
          `)}
        </section>`)
        : html`<section class="card">${empty(t("honours.empty.title"), t("honours.empty.words"))}</section>`}
      ${next ? html`<div class="actions"><button class="button" type="button" data-more-honours>${t("action.more")}</button></div>` : null}
    `;
  }

  ready(data) {
    this.on("click", "[data-print]", () => window.print());
    this.on("click", "[data-more-honours]", (_, button) => busy(button, async () => {
      const page = await get("/honours", { query: { ...data.filter, limit: 100, after: data.next } });
      this.data = { ...data, items: [...data.items, ...page.items], next: page.next };
      this.draw();
    }));
    if (data.certificate) document.title = `${data.certificate.name} · ${won(data.certificate)}`;
  }
}

/** In the order in which boards come first: the latest lock. */
function byBoard(items) {
  const found = new Map();
  for (const one of items) found.set(one.board, [...(found.get(one.board) ?? []), one]);
  return [...found.values()].map((honours) => [text(honours[0].board_title), honours]);
}

function byPeriod(honours) {
  const found = new Map();
  for (const one of honours) found.set(one.number, [...(found.get(one.number) ?? []), one]);
  return [...found.values()];
}

const line = (honour) => html`<li class="request honours-line">
  ${rowAvatar(honour)}
  <span class="grow">
    <strong class="name">${honour.member ? personButton(honour.member, honour.name) : honour.name}</strong>
    <small><span class="honour">${won(honour)}</span>
    <span>${honour.unit ? standing(honour.value, honour.unit) : number(honour.value)}</span>
    ${honour.points ? html`<span>${t("points.gained", { points: `+${number(honour.points)}`, n: honour.points })}</span>` : null}</small>
  </span>
  <a
    class="button quiet small"
    href="/honours?certificate=${encodeURIComponent(`${honour.board}/${honour.period}/${honour.place}`)}"
    aria-label="${t("honours.certificate-of", { name: honour.name })}">
    ${icon("medal")}<span class="only-desktop">${t("honours.certificate")}</span>
  </a>
</li>`;

customElements.define("honours-page", HonoursPage);
