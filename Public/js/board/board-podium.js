/* The first three on the stage. Set `board = {rows, unit, mine, of}`; it moves when it is set again. */
import { create, html, render } from "../core/html.js";
import { t } from "../core/i18n.js";
import { number, standing as shown } from "../core/format.js";
import { personButton } from "../people/person.js";
import { breakable, rowAvatar } from "../widgets/avatar.js";
import { flip } from "../widgets/flip.js";
import { entrant, keyOf } from "./standings.js";
import { entrantName, setValue, teamName } from "./board-row.js";
import { backgroundWreath, wreath } from "../widgets/wreath.js";

const long = (value, unit) => shown(value, unit).length >= "1,000,000".length;

class BoardPodium extends HTMLElement {
  set board({ rows, unit, mine, of = null }) {
    const list = this.#list();
    const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
    const first = rows.slice(0, 3);
    const shape = first.map((row) => `${keyOf(row)}@${row.rank}`).join();
    const change = () => {
      const wanted = first.map((row) => this.#person(
        row,
        { unit, of, mine: entrant(row) === mine && mine !== null },
        known.get(keyOf(row))
      ));
      for (const child of [...list.children]) if (!wanted.includes(child)) child.remove();
      wanted.forEach((child, index) => { if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null); });
    };
    if (list.children.length && shape !== this.shape) flip([list], change);
    else change();
    this.shape = shape;
    this.#others(rows);
  }

  #list() {
    if (!this.firstElementChild) {
      render(this, html`<section class="stage" aria-label="${t("board.podium")}">
        ${backgroundWreath()}
        <ol class="podium"></ol>
        <p class="podium-more" hidden></p>
      </section>`);
    }
    return this.querySelector("ol");
  }

  /** More than three may share a place that the podium shows. */
  #others(rows) {
    const third = rows[2];
    const more = third ? rows.slice(3).filter((row) => row.rank === third.rank).length : 0;
    const line = this.querySelector(".podium-more");
    line.hidden = more === 0;
    line.textContent = more ? t("board.tied-more", { n: more }) : "";
  }

  #person(row, { unit, mine, of }, known) {
    if (!known || Number(known.dataset.place) !== row.rank || known.picture !== row.picture) {
      known = create(html`<li
        data-key="${keyOf(row)}"
        data-place="${row.rank}"
        class="opens${mine ? " me" : ""}"${mine ? html` aria-current="true"` : null}>
        <span class="laurelled">
          ${row.rank === 1 ? wreath({ pairs: 9, share: 1, size: 1.24, look: "gold" }) : null}
          ${rowAvatar(row)}
        </span>
        <span class="name">
          ${of && row.member ? personButton(row.member, row.name, of) : breakable(entrantName(row))}
          ${mine ? t("board.me") : null}
        </span>
        <span class="team">${row.member ? teamName(row.team) : null}</span>
        <data class="value" value="${row.value}">${shown(row.value, unit)}</data>
        <span class="plinth">
          <span>
            <span class="visually-hidden">${t("place.before")}</span>
            ${number(row.rank)}
            <span class="visually-hidden">${t("place.after")}</span>
          </span>
        </span>
      </li>`);
    }
    known.picture = row.picture;
    const value = known.querySelector(".value");
    setValue(value, row.value, unit);
    value.classList.toggle("long", long(row.value, unit));
    return known;
  }
}

customElements.define("board-podium", BoardPodium);
