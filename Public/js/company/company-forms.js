/*
 * Company, authority and calendar as forms: each writes `company.yaml` as a publication, with its difference and a second person where
 * the ladder of authority asks for one.
 */
import { html, render } from "../core/html.js";
import { languageNames, languages, t } from "../core/i18n.js";
import { get, post, remove } from "../core/api.js";
import { monthStart } from "../core/period-keys.js";
import { icon } from "../widgets/icon.js";
import { busy, openDialog } from "../widgets/dialog.js";
import { markField, tellProblem } from "../widgets/form-errors.js";
import { photograph } from "../widgets/photograph.js";
import { choosePicture, pictureButton } from "../widgets/picture-field.js";
import { changes, differences, ladder as needs } from "../rules/publication.js";
import { days, defaults, ladder, merged, readDays, writeDays } from "./company-fields.js";

const path = "company.yaml";
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const roles = ["none", "manager", "director", "finance", "admin"];

const field = (id, label, control, hint = null) => html`<div class="field"><label for="co-${id}">${label}</label>${control}
  ${hint ? html`<p class="hint">${hint}</p>` : null}</div>`;
const input = (id, value, more = null) => html`<input class="input" id="co-${id}" name="${id}" autocomplete="off"
  value="${value ?? ""}"${more}>`;
const area = (id, list, rows) => html`<textarea class="input" id="co-${id}" name="${id}" rows="${rows}">${writeDays(list)}</textarea>`;
const box = (name, value, chosen, words) => html`<label class="check">
  <input type="checkbox" name="${name}" value="${value}"${chosen.includes(value) ? html` checked` : null}><span>${words}</span></label>`;
const select = (id, value, options) => html`<span class="select-box"><select class="input select" id="co-${id}" name="${id}">
  ${options.map(([key, words]) => html`<option value="${key}"${key === String(value) ? html` selected` : null}>${words}</option>`)}</select>
  ${icon("down")}</span>`;
const zones = () => Intl.supportedValuesOf?.("timeZone") ?? [];
const named = (keys, texts) => keys.map((key) => [key, t(`${texts}.${key}`)]);
const of = (content, key) => content[key] ?? defaults[key];

/** What each form has, and what it says: null where a field is wrong, which is said there. */
const forms = {
  company: {
    body: (content) => html`
      <div class="three">${languages.map((one) => field(
        `name.${one}`,
        t("field.in-language", { label: t("field.name"), language: languageNames[one] }),
        input(`name.${one}`, typeof content.name === "object" ? content.name[one] : content.name)
      ))}</div>
      <div class="three">
        ${field("timezone", t("settings.timezone"), html`<input class="input" id="co-timezone" name="timezone" list="zones" required
          value="${content.timezone ?? ""}"><datalist id="zones">
          ${zones().map((zone) => html`<option value="${zone}"></option>`)}</datalist>`, t("company.fixed"))}
        ${field(
          "currency",
          t("settings.currency"),
          input("currency", of(content, "currency"), html` maxlength="3" required`),
          t("company.fixed")
        )}
        ${field(
          "point_value",
          t("company.point-value"),
          input("point_value", content.point_value, html` type="number" step="any" min="0"`),
          t("company.point-value.hint")
        )}
      </div>
      <div class="three">
        ${field("fiscal_year_start", t("company.fiscal"), select("fiscal_year_start", of(content, "fiscal_year_start"),
          Array.from({ length: 12 }, (_, index) => [String(index + 1), t("company.month", { n: index + 1 })])))}
        ${field("fiscal_year_named", t("company.fiscal.named"), select("fiscal_year_named", of(content, "fiscal_year_named"),
          named(["start", "end"], "company.fiscal.named")))}
        ${field("week_start", t("company.week"), select("week_start", of(content, "week_start"), named(["monday", "sunday"], "weekday")))}
      </div>
      <div class="field"><span class="label">${t("company.logo")}</span>
        <input type="hidden" name="logo" value="${content.logo ?? ""}">
        <span class="cluster"><span class="company-logo" data-logo>${photograph(content.logo)}</span>
          ${pictureButton("co-logo-file")}
          <button class="button quiet small" type="button" data-no-logo${content.logo ? null : html` hidden`}>
            ${t("company.logo.remove")}</button>
        </span><p class="hint">${t("company.logo.hint")}</p></div>
      <fieldset class="field"><legend>${t("preferences.language")}</legend><div class="cluster">
        ${languages.map((one) => box("languages", one, of(content, "languages"), languageNames[one]))}</div></fieldset>`,
    read(form, data) {
      const name = Object.fromEntries(languages.map((one) => [one, data.get(`name.${one}`).trim()]).filter(([, text]) => text));
      if (!Object.keys(name).length) return wrong(form, `name.${languages[0]}`, "invalid.missing");
      if (!data.getAll("languages").length) return wrong(form, "languages", "invalid.missing");
      return {
        name, timezone: data.get("timezone"), currency: data.get("currency").toUpperCase(), week_start: data.get("week_start"),
        point_value: Number(data.get("point_value")) || null, fiscal_year_start: Number(data.get("fiscal_year_start")),
        fiscal_year_named: data.get("fiscal_year_named"), languages: data.getAll("languages"),
        logo: data.get("logo") || null,
      };
    },
  },
  authority: {
    body: (content) => html`
      <h3>${t("company.ladder")}</h3><p class="hint">${t("company.ladder.words")}</p>
      <ol class="stack tight" data-ladder>${[...of(content, "approvals"), null].slice(0, 8).map(ladderRow)}</ol>
      <h3>${t("company.publishing")}</h3>
      <div class="three">${["rules", "money", "authority"].map((weight) => field(
        `publishing.${weight}`,
        t(`publication.weight.${weight}`),
        select(`publishing.${weight}`, { ...defaults.publishing, ...content.publishing }[weight], named(roles.slice(1), "role"))
      ))}</div>
      <label class="check"><input type="checkbox" name="second"${(content.publishing?.second ?? true) ? html` checked` : null}>
        <span>${t("company.second")}</span></label>`,
    read(form, data) {
      const rows = data.getAll("by").map((by, index) => ({ by, up_to: data.getAll("up_to")[index] })).filter((row) => row.by);
      const approvals = ladder(rows);
      if (!approvals) return wrong(form, "up_to", "company.ladder.wrong");
      const publishing = Object.fromEntries(["rules", "money", "authority"].map((weight) => [weight, data.get(`publishing.${weight}`)]));
      return { approvals, publishing: { ...publishing, second: data.get("second") !== null } };
    },
  },
  calendar: {
    body: (content) => html`
      <fieldset class="field"><legend>${t("company.working")}</legend><div class="cluster">
        ${weekdays.map((day) => box("working_week", day, of(content, "working_week"), t(`weekday.${day}`)))}</div></fieldset>
      ${field("holidays", t("company.holidays"), area("holidays", content.holidays, 4), t("company.holidays.hint"))}
      ${field("workdays", t("company.workdays"), area("workdays", content.workdays, 2), t("company.workdays.hint"))}
      ${field(
        "lock_after",
        t("settings.lock"),
        input("lock_after", days(of(content, "lock_after")), html` type="number" min="0" max="60" step="1"`),
        t("company.lock.hint")
      )}`,
    read(form, data) {
      const [holidays, workdays] = ["holidays", "workdays"].map((name) => readDays(data.get(name)));
      if (!holidays) return wrong(form, "holidays", "company.days.wrong");
      if (!workdays) return wrong(form, "workdays", "company.days.wrong");
      if (!data.getAll("working_week").length) return wrong(form, "working_week", "invalid.missing");
      const lock = data.get("lock_after");
      return { working_week: data.getAll("working_week"), holidays, workdays, ...(lock === "" ? {} : { lock_after: `P${Number(lock)}D` }) };
    },
  },
};

const ladderRow = (step) => html`<li class="cluster">
  <input class="input compact" name="up_to" type="number" min="0" step="1" value="${step?.up_to ?? ""}"
    aria-label="${t("company.ladder.up-to")}" placeholder="${t("company.ladder.above")}">
  <select class="input select compact" name="by" aria-label="${t("company.ladder.by")}">
    <option value="">${t("company.ladder.unused")}</option>
    ${roles.map((role) => html`<option value="${role}"${role === (step?.by ?? null) ? html` selected` : null}>
      ${role === "none" ? t("company.ladder.nobody") : t(`role.${role}`)}</option>`)}
  </select></li>`;

function wrong(form, name, key) {
  const control = form.querySelector(`[name="${CSS.escape(name)}"]`);
  markField(control, t(key));
  control.focus();
  return null;
}

/** Opens one of the forms; `done(answer)` is called when it was published, or waits for its second. */
export async function openCompanyForm(kind, done) {
  const { files } = await get("/rules/files");
  const { content } = await post("/rules/edit", { path, text: files[path] });
  const dialog = openDialog(t(`company.${kind}`), html`<form class="stack" novalidate>
    <div data-fields class="stack">${forms[kind].body(content)}</div>
    <div data-says></div>
    <div class="actions"><button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary">${t("company.review")}</button></div></form>`, { look: "wide" });
  const form = dialog.querySelector("form");
  if (kind === "company") logoField(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = forms[kind].read(form, new FormData(form));
    if (!said) return;
    busy(form.querySelector(".primary"), async () => {
      try {
        const edited = await post("/rules/edit", { path, text: files[path], content: merged(content, said) });
        dialog.close();
        await review(kind, edited.text, done);
      } catch (problem) { tellProblem(dialog, problem); }
    });
  });
}

function logoField(form) {
  const none = form.querySelector("[data-no-logo]");
  const take = (path) => {
    form.elements.logo.value = path;
    none.hidden = !path;
    render(form.querySelector("[data-logo]"), path ? photograph(path) : null);
  };
  choosePicture(form, { done: take });
  none.addEventListener("click", () => take(""));
}

/** What would change, and who has to agree; nothing is kept unless it is proposed. */
async function review(kind, text, done) {
  let kept = await post("/rules/drafts", { title: t(`company.${kind}`), files: { [path]: text } });
  const checked = await post("/rules/check", { draft: kept.id });
  const dialog = openDialog(t("company.review.title"), html`<form class="stack">
    ${checked.ok ? null : html`<p class="error">${icon("alert")}<span>${t("company.wrong")}</span></p>`}
    ${kept.differences.length ? differences(kept.differences) : html`<p>${t("publication.none")}</p>`}
    ${checked.ok ? html`${changes(checked.changes)}<p class="hint">${needs(checked)}</p>` : null}
    <div class="field"><label for="co-why">${t("entry.reason")}</label>
      <input class="input" id="co-why" name="reason" required maxlength="200"></div>
    <div data-says></div>
    <div class="actions"><button class="button" type="button" data-close>${t("action.cancel")}</button>
      <button class="button primary"${checked.ok && kept.differences.length && checked.may ? null : html` disabled`}>
        ${t(checked.second ? "rulebook.propose" : "rulebook.publish")}</button></div></form>`, { look: "wide" });
  dialog.addEventListener("close", () => { if (kept) remove(`/rules/drafts/${kept.id}`).catch(() => {}); });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    busy(event.target.querySelector(".primary"), async () => {
      try {
        await post("/rules/backtest", { draft: kept.id, from: monthStart(-1), to: monthStart(0) });
        const answer = await post("/rules/publish", { draft: kept.id, reason: new FormData(event.target).get("reason") });
        if (answer.state === "waiting") kept = null;      // its trial stands beside it until it is seconded
        dialog.close();
        await done(answer);
      } catch (problem) { render(dialog.querySelector("[data-says]"), null); tellProblem(dialog, problem); }
    });
  });
}
