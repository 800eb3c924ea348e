/* The cards of the system page, each from a part of what the server says of itself. */
import { html } from "../core/html.js";
import { t } from "../core/i18n.js";
import { ago, moment, number } from "../core/format.js";
import { address } from "../core/api.js";
import { icon } from "../widgets/icon.js";
import { banner } from "../widgets/states.js";
import { bytes, lasting } from "./amounts.js";

/** As many backups as fit beside the rest; the folder has them all. */
const mostShown = 12;

const card = (id, title, body, actions = null) => html`<section class="card" aria-labelledby="${id}">
  <div class="card-head"><h2 id="${id}">${title}</h2>${actions}</div>${body}</section>`;

const pairs = (rows) => html`<dl class="pairs">${rows.filter(([, value]) => value !== null)
  .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

const list = (lines) => html`<ul class="feed">${lines}</ul>`;
const hint = (key) => html`<p class="hint">${t(key)}</p>`;
const small = (name, words, attributes) => html`<button class="button small" type="button" ${attributes}>${icon(name)}${words}</button>`;

export function advice({ advice: all }) {
  if (!all.length) return banner("neutral", "check", html`<p>${t("system.well")}</p>`);
  return all.map(({ code, level, at }) => banner(level === "wrong" ? "danger" : "warn", "alert",
    html`<p><strong>${t(`system.advice.${code}`, { when: at ? moment(at) : "" })}</strong></p><p>${t(`system.advice.${code}.do`)}</p>`));
}

export function backups({ backups: one }) {
  const restore = small("undo", t("system.restore"), html`data-restore`);
  if (!one) return card("back", t("system.backups"), html`<p>${t("system.backups.none")}</p>`, restore);
  const make = small("plus", t("system.backups.make"), one.running ? html`data-backup disabled` : html`data-backup`);
  const kinds = [t(one.sealed ? "system.backups.sealed" : "system.backups.open"), one.passed_on ? t("system.backups.passed") : null];
  const body = html`${pairs([
    [t("system.backups.folder"), one.folder],
    [t("system.backups.state"), one.running ? t("system.backups.running") : t("system.backups.due", { when: moment(one.due) })],
    [t("system.backups.kind"), kinds.filter(Boolean).join(t("list.comma"))],
  ])}${one.failure ? failure(one.failure) : null}
  ${one.files.length ? list(one.files.slice(0, mostShown).map(line)) : hint("system.backups.empty")}`;
  return card("back", t("system.backups"), body, html`<span class="cluster">${restore}${make}</span>`);
}

const failure = ({ at, message }) => banner("danger", "alert",
  html`<p>${t("system.backups.failed", { when: ago(at) })}</p><p class="small">${message}</p>`);

const line = (file) => html`<li><span class="kind">${icon(file.sealed ? "lock" : "check")}</span>
  <span><strong><time datetime="${file.made}">${moment(file.made)}</time></strong><small>${bytes(file.bytes)}</small></span>
  <a class="link small" href="${address(`/system/backups/${encodeURIComponent(file.name)}`)}"
    download="${file.name}">${t("system.backups.download")}</a></li>`;

export function verification({ verification: one }) {
  if (!one) return null;
  const { last } = one;
  const words = one.running ? t("system.verify.running") : last ? outcome(last) : t("system.verify.never");
  return card("ver", t("system.verify"), html`<p>${words}</p>${last?.finding
    ? html`<details class="disclosure"><summary class="link small">${t("audit.sheet.finding")}</summary>
      <code class="log" lang="en">${last.finding}</code></details>` : null}
    ${last ? html`<p class="hash">${last.head}</p>` : null}`);
}

const outcome = ({ sound, at, commands }) => t(sound ? "system.verify.sound" : "system.verify.damaged",
  { when: moment(at), n: number(commands) });

export function hooks({ hooks: all }) {
  if (!all.length) return null;
  const told = ({ id, state, received: { waiting, failed, ...rest }, last }) => {
    const kept = Object.values(rest).reduce((sum, one) => sum + one, waiting + failed);
    const counts = { received: number(kept), waiting: number(waiting), failed: number(failed) };
    return html`<li><span class="kind">${icon(state === "fine" || state === "new" ? "check" : "alert")}</span>
      <span><strong>${id}</strong><small>${t("system.hooks.words", counts)}${last ? html` · ${ago(last)}` : null}</small></span></li>`;
  };
  const page = html`<a class="link small" href="/manage/hooks">${t("system.hooks.page")}</a>`;
  return card("hok", t("system.hooks"), list(all.map(told)), page);
}

export function figures(data) {
  const { disk, database, live, memory, descriptors } = data;
  return card("num", t("system.numbers"), pairs([
    [t("system.disk"), disk.all === null ? null : t("system.disk.of", { free: bytes(disk.free), all: bytes(disk.all) })],
    [t("system.database"), t("system.database.words", { bytes: bytes(database.bytes), log: bytes(database.log_bytes) })],
    [t("system.ledger"), t("system.ledger.words", { commands: number(database.commands), entries: number(database.entries) })],
    [t("system.queues"), waiting(data)],
    [t("system.viewers"), t("system.viewers.words", { n: number(live.viewers), topics: number(live.topics) })],
    [t("system.memory"), t("system.memory.words", { now: bytes(memory.now), peak: bytes(memory.peak) })],
    [t("system.descriptors"), t("system.of", { n: number(descriptors.open), most: number(descriptors.most) })],
    [t("system.certificate"), data.certificate_ends ? t("system.certificate.ends", { when: moment(data.certificate_ends) }) : null],
    ["SQLite", t("system.sqlite", { version: database.sqlite, schema: database.schema })],
  ]));
}

function waiting({ queues, due_lag_seconds: late }) {
  const n = number(Object.values(queues).reduce((sum, count) => sum + count, 0));
  return late > 0 ? t("system.queues.late", { n, time: lasting(late) }) : n;
}

export function errors({ errors: all }) {
  const times = (one) => (one.count > 1 ? ` · ${t("system.errors.times", { n: number(one.count) })}` : "");
  const told = (one) => html`<li><span class="kind">${icon(one.level === "error" ? "alert" : "info")}</span>
    <span>${t(`system.error.${one.kind}`)}<small>${moment(one.at)}${times(one)}</small>
      <details class="disclosure"><summary class="link small">${t("system.error.log")}</summary>
        <code class="log" lang="en">${one.message}</code></details></span></li>`;
  return card("err", t("system.errors"), all.length ? list(all.map(told)) : hint("system.errors.none"));
}

export function monitoring() {
  const file = (name, words) => html`<a class="button small" href="/monitoring/${name}" download>${icon("download")}${words}</a>`;
  return card("mon", t("system.monitoring"), html`<p class="hint">${t("system.monitoring.words")}</p><p class="cluster">
    ${file("laurel-dashboard.json", t("system.monitoring.dashboard"))}${file("laurel-alerts.yaml", t("system.monitoring.alerts"))}</p>`);
}
