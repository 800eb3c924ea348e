/* A colleague, as everybody may see them: badges, thanks, and the places that boards show. */
import { html, render } from "../core/html.js";
import { more, t, text } from "../core/i18n.js";
import { number, period as periodName, standing as shown } from "../core/format.js";
import { get, put } from "../core/api.js";
import { myself } from "../core/session.js";
import { View } from "../core/view.js";
import { earnedBadge, highest, nextBadge } from "../badges/badge-list.js";
import { answerKudos, kudosLine, thank } from "../kudos/kudos.js";
import { avatar } from "../widgets/avatar.js";
import { busy } from "../widgets/dialog.js";
import { choosePicture, pictureButton } from "../widgets/picture-field.js";
import { dot, icon } from "../widgets/icon.js";
import { empty, skeletonCard } from "../widgets/states.js";

const boardsShown = 4;

class MemberPage extends View {
  #kudos = [];
  #next = null;

  async load(signal) {
    await more();
    const id = decodeURIComponent(location.pathname.split("/")[2] ?? "me");
    const wanted = encodeURIComponent(id === "me" ? "me" : id);
    const [member, badges, kudos, boards] = await Promise.all([
      get(`/members/${wanted}`, { signal }),
      get(`/members/${wanted}/badges`, { signal }),
      get("/kudos", { query: { member: id, limit: 20 }, signal }),
      get("/boards", { query: { limit: 500 }, signal }),
    ]);
    this.#kudos = kudos.items;
    this.#next = kudos.next;
    return { member, badges, places: await places(member, boards.items, signal) };
  }

  skeleton() { return html`${skeletonCard(16, 10)}<div class="columns halves">${skeletonCard(8, 20, 20)}${skeletonCard(8, 20, 20)}</div>`; }

  view({ member, badges, places }) {
    const mine = member.id === myself();
    const known = [member.team?.name, member.tier ? text(member.tier.title) : null].filter(Boolean);
    const earned = highest(badges.earned);
    return html`
      <section class="card member-head">
        ${avatar(member.name, member.team?.id, "", member.picture)}
        <div class="grow">
          <h1 class="only-desktop">${member.name}</h1>
          <h2 class="only-phone">${member.name}</h2>
          <p class="muted">${known.map((words, index) => html`${index ? dot : null}${words}`)}</p>
        </div>
        ${member.may.includes("picture")
          ? html`<span class="cluster">
            ${pictureButton("member-picture", t(member.picture ? "picture.change" : "picture.add"))}
            ${member.picture
              ? html`<button class="button small quiet" type="button" data-no-picture>${t("picture.remove")}</button>`
              : null}
          </span>`
          : null}
        ${mine || member.left || myself() === null
          ? null
          : html`<button class="button primary" type="button" data-thank>${icon("laurel")}${t("kudos.give")}</button>`}
      </section>
      <div class="columns halves">
        <div class="stack">
          <section class="card" aria-labelledby="badges">
            <h2 id="badges">${t("badges.title")}</h2>
            ${earned.length
              ? html`<ul class="badge-grid">${earned.map(earnedBadge)}</ul>`
              : empty(t("badges.none.title"), t(mine ? "badges.none.mine" : "badges.none.words"))}
          </section>
          ${badges.next.length
            ? html`<section class="card" aria-labelledby="next">
              <h2 id="next">${t("badges.next")}</h2>
              <ul class="badge-grid">${badges.next.map(nextBadge)}</ul>
            </section>`
            : null}
        </div>
        <div class="stack">
          ${places.length
            ? html`<section class="card" aria-labelledby="places">
              <h2 id="places">${t("member.places")}</h2>
              <ul class="places">${places.map(place)}</ul>
            </section>`
            : null}
          <section class="card" aria-labelledby="thanks">
            <h2 id="thanks">${t("kudos.title")}</h2>
            <div data-thanks></div>
          </section>
        </div>
      </div>
    `;
  }

  ready({ member }) {
    document.title = `${member.name} · ${t("brand")}`;
    this.#thanks();
    const give = async (picture) => {
      await put(`/members/${encodeURIComponent(member.id)}/picture`, { picture });
      // One's own stands in the frame around every page, too.
      if (member.id === myself()) location.reload(); else await this.reload({ quiet: true });
    };
    this.own(choosePicture(this, { round: true, done: give }));
    this.on("click", "[data-no-picture]", (_, button) => busy(button, () => give(null).catch(() => this.reload())));
    this.on("click", "[data-thank]", () => thank(member, (one) => { this.#kudos.unshift(one); this.#thanks(); }));
    this.on("click", "[data-more-kudos]", () => this.#extend());
    this.own(answerKudos(this, (one) => {
      this.#kudos = this.#kudos.map((known) => (known.id === one.id ? one : known));
      this.#thanks();
    }));
  }

  #thanks() {
    render(this.querySelector("[data-thanks]"), this.#kudos.length
      ? html`<ul class="kudos-list">${this.#kudos.map(kudosLine)}</ul>
        ${this.#next
          ? html`<p class="more"><button class="button small" type="button" data-more-kudos>${t("action.more")}</button></p>`
          : null}`
      : empty(t("kudos.none.title"), t("kudos.none.words")));
  }

  async #extend() {
    const page = await get("/kudos", { query: { member: this.data.member.id, limit: 20, after: this.#next } }).catch(() => null);
    if (!page) return;
    this.#kudos.push(...page.items);
    this.#next = page.next;
    this.#thanks();
  }
}

/** The member's places on the company's boards, as far as a reader may see them. */
async function places(member, boards, signal) {
  const long = ["month", "quarter", "year"];
  const wanted = boards.filter((one) => one.entrants === "members" && one.scope === "company" && long.includes(one.period));
  const found = await Promise.all(wanted.slice(0, boardsShown).map(async (board) => {
    const query = { period: "current", around: member.id, radius: 0 };
    const answer = await get(`/boards/${board.id}`, { query, signal }).catch(() => null);
    const row = answer?.rows.find((one) => one.member === member.id);
    return row ? { board, row, period: answer.period } : null;
  }));
  return found.filter(Boolean);
}

const place = ({ board, row, period }) => html`<li class="between">
  <span>${text(board.title)} <small class="muted">${periodName(period)}</small></span>
  <span><strong class="num">${t("person.place", { rank: number(row.rank) })}</strong>
    <small class="muted">${row.value === null ? null : shown(row.value, board.unit)}</small></span>
</li>`;

customElements.define("member-page", MemberPage);
