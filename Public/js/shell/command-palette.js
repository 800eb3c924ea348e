/*
 * Search and commands, by Ctrl K or ⌘ K: pages, people, rewards, and what can be set. Arrows move, Enter opens. One dialog at a
 * time; what was typed last asks, and an answer that comes late is forgotten.
 */
import { html, render } from "../core/html.js";
import { choose, language, languageNames, languages, more, t, text } from "../core/i18n.js";
import { number } from "../core/format.js";
import { all, get } from "../core/api.js";
import { atLeast, signOut } from "../core/session.js";
import { openPerson } from "../people/person-sheet.js";
import { openDialog } from "../widgets/dialog.js";
import { icon } from "../widgets/icon.js";
import { openPreferences } from "./preferences.js";
import { allowed } from "./shell.js";

const pause = 120;            // ms after the last letter
const people = 6;             // shown at most
const rewardsShown = 4;

let catalogue = null;         // read when somebody searches for the first time

export async function openPalette() {
  if (document.querySelector("dialog.palette")) return;
  await more();
  const dialog = openDialog(t("palette.title"), html`
    <label class="search">
      <span class="visually-hidden">${t("palette.title")}</span>
      ${icon("search")}
      <input
        class="input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        autocomplete="off"
        spellcheck="false"
        placeholder="${t("palette.hint")}">
    </label>
    <div id="palette-list" role="listbox" aria-label="${t("palette.results")}"></div>
    <p class="visually-hidden" role="status" data-count></p>
  `, { look: "palette" });
  new Palette(dialog);
}

class Palette {
  #dialog;
  #input;
  #items = [];
  #at = 0;
  #turn = 0;
  #timer = null;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#input = dialog.querySelector("input");
    this.#input.addEventListener("input", () => this.#soon());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    dialog.addEventListener("close", () => clearTimeout(this.#timer));
    dialog.querySelector("[role=listbox]").addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#go(Number(option.dataset.index));
    });
    this.#show(matching(""));
    setTimeout(() => this.#input.focus());
  }

  /** What is here at once; what the server knows a moment later. */
  #soon() {
    const words = this.#input.value.trim();
    const turn = ++this.#turn;
    this.#show(matching(words));
    clearTimeout(this.#timer);
    if (!words) return;
    this.#timer = setTimeout(async () => {
      const found = await asked(words);
      if (turn === this.#turn && this.#dialog.open) this.#show([...matching(words), ...found]);
    }, pause);
  }

  #show(items) {
    const chosen = this.#items[this.#at]?.key;
    this.#items = items;
    this.#at = Math.max(0, items.findIndex((item) => item.key === chosen));
    const groups = [...new Set(items.map((item) => item.group))];
    render(this.#dialog.querySelector("[role=listbox]"), groups.map((group) => html`<div role="group" aria-labelledby="palette-${group}">
      <p class="hint" id="palette-${group}">${t(`palette.${group}`)}</p>
      ${items.map((item, index) => (item.group === group ? this.#option(item, index) : null))}
    </div>`));
    this.#dialog.querySelector("[data-count]").textContent = items.length ? t("palette.count", { n: items.length }) : t("table.nothing");
    this.#mark();
  }

  #option(item, index) {
    return html`<div class="option" role="option" id="palette-option-${index}" data-index="${index}" aria-selected="${index === this.#at}">
      ${icon(item.icon)}<span class="grow">${item.name}</span>${item.more ? html`<small class="muted">${item.more}</small>` : null}
    </div>`;
  }

  #mark() {
    for (const option of this.#dialog.querySelectorAll("[role=option]")) {
      const isChosen = Number(option.dataset.index) === this.#at;
      option.setAttribute("aria-selected", String(isChosen));
      if (isChosen) option.scrollIntoView({ block: "nearest" });
    }
    if (this.#items.length) this.#input.setAttribute("aria-activedescendant", `palette-option-${this.#at}`);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#items.length) {
      event.preventDefault();
      this.#at = (this.#at + step + this.#items.length) % this.#items.length;
      this.#mark();
    }
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#go(this.#at);
    }
  }

  #go(index) {
    const item = this.#items[index];
    if (!item) return;
    this.#dialog.close();
    item.go();
  }
}

/** Pages and commands whose name holds the words; all pages for none. */
function matching(words) {
  const holds = (item) => item.name.toLowerCase().includes(words.toLowerCase());
  return words ? [...pages(), ...commands()].filter(holds) : [...pages(), ...commands().slice(0, 1)];
}

const pages = () => allowed().map((entry) => ({
  key: entry.path,
  group: "pages",
  icon: entry.icon,
  name: t(`nav.${entry.page}`),
  go: () => location.assign(entry.path),
}));

/** What one comes to a page for, by who may. */
const deeds = [
  { key: "recognise", icon: "medal", role: "manager", path: "/team" },
  { key: "add-rule", icon: "rules", role: "manager", path: "/manage/rules?new" },
  { key: "add-member", icon: "me", role: "manager", path: "/manage/people?add" },
  { key: "check-seals", icon: "shield", role: "finance", path: "/manage/audit?check" },
  { key: "add-token", icon: "key", role: "admin", path: "/manage/settings?token" },
  { key: "add-screen", icon: "rank", role: "admin", path: "/manage/settings?screen" },
];

function commands() {
  const command = (key, name, symbol, go) => ({ key, group: "commands", icon: symbol, name, go });
  const paint = (theme) => () => {
    try { localStorage.setItem("laurel.theme", theme); } catch { /* lasts for this page only */ }
    if (theme === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
  };
  return [
    command("preferences", t("preferences"), "gear", openPreferences),
    ...["auto", "light", "dark"].map((one) => command(
      `theme-${one}`,
      `${t("preferences.theme")} ${t(`preferences.theme.${one}`)}`,
      "gear",
      paint(one)
    )),
    ...languages.filter((one) => one !== language())
      .map((one) => command(`language-${one}`, languageNames[one], "globe", () => choose(one))),
    ...deeds.filter((one) => atLeast(one.role))
      .map((one) => command(one.key, t(`palette.do.${one.key}`), one.icon, () => location.assign(one.path))),
    command("wall", t("preferences.wall"), "rank", () => location.assign("/wall")),
    command("sign-out", t("preferences.sign-out"), "right", () => signOut().catch(() => {})),
  ];
}

/** People and rewards by what they are called. */
async function asked(words) {
  catalogue ??= all("/rewards").catch(() => { catalogue = null; return []; });
  const [members, rewards] = await Promise.all([
    get("/members", { query: { q: words, limit: people } }).catch(() => ({ items: [] })),
    catalogue,
  ]);
  const holds = (reward) => text(reward.title).toLowerCase().includes(words.toLowerCase());
  return [
    ...members.items.map((one) => ({
      key: `member-${one.id}`,
      group: "people",
      icon: "me",
      name: one.name,
      more: one.team?.name ?? "",
      go: () => openPerson(one.id),
    })),
    ...rewards.filter(holds).slice(0, rewardsShown).map((one) => ({
      key: `reward-${one.id}`,
      group: "rewards",
      icon: "gift",
      name: text(one.title),
      more: t("points", { points: number(one.cost), n: one.cost }),
      go: () => location.assign(`/rewards?reward=${encodeURIComponent(one.id)}`),
    })),
  ];
}
