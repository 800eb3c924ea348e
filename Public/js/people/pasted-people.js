/*
 * People as somebody pastes them from a table: a line each, 姓名, 编号, 团队, 角色, by tabs or commas; only the name has to be there.
 * No DOM.
 */
const most = 500;

/** `roles`: the role for each word that names one, in lower case. Answers `[{name, id, team, role, wrong}]`. */
export function readPeople(text, roles, taken = new Set()) {
  const ids = new Set(taken);
  const rows = text.split(/\r?\n/).map((line) => line.split(line.includes("\t") ? "\t" : /[,，;；]/).map((cell) => cell.trim()));
  return rows.filter((cells) => cells.some(Boolean)).slice(0, most).map(([name, id = "", team = "", role = ""]) => {
    const row = { name, id: id || free(name, ids), team, role: role ? roles[role.toLowerCase()] ?? null : "rep", wrong: null };
    if (!name) row.wrong = "name";
    else if (!isID(row.id)) row.wrong = "id";
    else if (ids.has(row.id)) row.wrong = "taken";
    else if (row.role === null) row.wrong = "role";
    ids.add(row.id);
    return row;
  });
}

/** What a field of a line is, in the order of the line, by what the server takes a column for. */
const meanings = ["member-name", "member", "team", "role"];

/** A file that the server has looked at, as lines to paste. Without names of columns that say something its first row is a person, too. */
export function pastedFrom({ columns, rows }) {
  const places = meanings.map((meaning) => columns.findIndex((column) => column.meaning === meaning));
  if (places[0] < 0 && places[1] >= 0) [places[0], places[1]] = [places[1], -1];      // a column of names alone
  const isNamed = places[0] >= 0;
  const order = isNamed ? places : meanings.map((_, index) => (index < columns.length ? index : -1));
  const all = isNamed ? rows : [columns.map((column) => column.name), ...rows];
  const cell = (row, place) => (place < 0 ? "" : (row[place] ?? "").replace(/\s+/g, " ").trim());
  return all.map((row) => order.map((place) => cell(row, place)).join("\t").replace(/\t+$/, "")).join("\n");
}

/** An id from a name: wang-wei, or the name as it is written where it has no such letters; the next that is free. */
export function free(name, ids) {
  const plain = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const wanted = /^[\x20-\x7e]+$/.test(plain)
    ? plain.replace(/[^a-z0-9]+/g, ".").replace(/^\.|\.$/g, "")
    : name.replace(/[\s/+?#%]+/g, "-");
  for (let number = 1; ; number++) {
    const id = number === 1 ? wanted : `${wanted}-${number}`;
    if (!ids.has(id)) return id;
  }
}

/** 1 to 128 bytes without what stands for something in an address. */
const isID = (id) => {
  const bytes = new TextEncoder().encode(id).length;
  return bytes >= 1 && bytes <= 128 && !/[\u0000-\u001f/+?#%]/.test(id) && id !== "." && id !== "..";
};

/** The teams that are named and not there yet: each once. */
export const newTeams = (rows, teams) => [...new Set(rows.filter((row) => !row.wrong && row.team).map((row) => row.team))]
  .filter((name) => !teams.some((team) => team.id === name || team.name === name || Object.values(team.names ?? {}).includes(name)));

export const teamOf = (name, teams) => teams.find((team) => team.id === name || team.name === name
  || Object.values(team.names ?? {}).includes(name))?.id ?? null;
