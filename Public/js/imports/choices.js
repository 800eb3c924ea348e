/* What a person says of the columns of a file: pure, without the page. */

export const meanings = [
  "member", "member-name", "team", "parent-team", "role", "joined", "activity", "type", "time", "amount",
  "customer", "customer-name", "product", "data", "ignored",
];
export const orders = ["ymd", "dmy", "mdy", "roc"];

/** Whether a column's dates have to be read. */
export const isDated = (meaning) => meaning === "time" || meaning === "joined";

/** What stands in the form at first: what was chosen last time for such a file, else what the look suggests. */
export function suggested(look) {
  const kept = new Map((look.known?.choices.columns ?? []).map((column) => [column.name, column]));
  const columns = look.columns.map((column) => {
    const last = kept.get(column.name);
    const meaning = last?.meaning ?? (kept.size ? "ignored" : column.meaning);
    const fits = last?.date && column.dates.includes(last.date) ? last.date : null;
    return { name: column.name, meaning, date: fits ?? (column.dates.length === 1 ? column.dates[0] : null), number: column.number };
  });
  return {
    columns, type: look.known?.choices.type ?? (look.types.includes("sale.won") ? "sale.won" : look.types[0] ?? "sale.won"),
    makes_people: look.known?.choices.makes_people ?? look.makes_people,
  };
}

/** Whether rows say that something happened, and not only who there is. */
export const tells = (choices) => choices.columns.some(({ meaning }) => meaning === "time" || meaning === "amount");

/** Why no map can be made of it: a code and the column that it is about; null: one can. */
export function fault(choices) {
  const has = (wanted) => choices.columns.some(({ meaning }) => meaning === wanted);
  for (const [index, { meaning }] of choices.columns.entries()) {
    if (meaning === "data" || meaning === "ignored") continue;
    if (choices.columns.findIndex((other) => other.meaning === meaning) < index) return { code: "twice", index };
  }
  const open = choices.columns.findIndex(({ meaning, date }) => isDated(meaning) && !date);
  if (open >= 0) return { code: "date", index: open };
  if (!tells(choices)) return has("member") || has("team") ? null : { code: "nothing", index: -1 };
  if (!has("time")) return { code: "no-time", index: -1 };
  return has("member") ? null : { code: "no-member", index: -1 };
}

/** As the server takes it: only what a column's meaning needs. */
export const sent = (choices, sheet) => ({
  columns: choices.columns.map(({ name, meaning, date, number }) => ({
    name, meaning, date: isDated(meaning) ? date : null, number: meaning === "amount" ? number : null,
  })),
  type: choices.type, makes_people: choices.makes_people, sheet,
});

/** A name for the map, of the name of the file. */
export function mapName(file) {
  const words = file.replace(/\.[^.]*$/, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return words || "file";
}
