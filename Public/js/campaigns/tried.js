/* Who would have won, had the campaign been in the past, and what it would have cost. */
import { html } from "../core/html.js";
import { t, text } from "../core/i18n.js";
import { number, standing } from "../core/format.js";
import { personButton } from "../people/person.js";

const shown = 5;

export const tried = (answer, month) => html`<section class="card campaign-tried" aria-labelledby="tried">
  <h3 id="tried">${t("campaign.tried", { month })}</h3>
  <p class="hint">
    ${t("campaign.tried.cost", { points: number(answer.cost.points), n: answer.cost.points, people: number(answer.people) })}
  </p>
  ${answer.rows.length
    ? html`<ol class="campaign-tried-rows">
      ${answer.rows.slice(0, shown).map((row) => html`<li>
        <span class="num">${row.rank}</span>
        <strong class="grow">${row.member ? personButton(row.member, row.name) : row.name}</strong>
        <span class="num">${standing(row.value, answer.unit)}</span>
        ${row.points || row.title
          ? html`<small>
            ${text(row.title)} ${row.points ? t("points.gained", { points: `+${number(row.points)}`, n: row.points }) : null}
          </small>`
          : null}
      </li>`)}
    </ol>`
    : html`<p>${t("campaign.tried.none")}</p>`}
</section>`;
