import { free, newTeams, pastedFrom, readPeople, teamOf } from "../../../Public/js/people/pasted-people.js";
import { equal, suite } from "./testing.js";

const test = suite(import.meta.url);
const roles = { rep: "rep", 主管: "manager" };

test("people are read from a table or from lines, with ids where none is given", () => {
  const rows = readPeople("李娜\tli.na\t华东\t主管\r\nÉmile Zola, , South\n\n王伟", roles);
  equal(rows.map((row) => [row.name, row.id, row.team, row.role, row.wrong]), [
    ["李娜", "li.na", "华东", "manager", null], ["Émile Zola", "emile.zola", "South", "rep", null], ["王伟", "王伟", "", "rep", null],
  ]);
});

test("what is wrong with a line is told, and the others stay", () => {
  const rows = readPeople(",x\n李娜,a/b\n李娜,li.na\n王伟,li.na\n王伟,w,,boss", roles, new Set(["z"]));
  equal(rows.map((row) => row.wrong), ["name", "id", null, "taken", "role"]);
});

test("an id that is taken gets a number", () => {
  equal(free("Li Na", new Set(["li.na"])), "li.na-2");
  equal(free("李 娜", new Set()), "李-娜");
});

test("teams are known by any of their names", () => {
  const teams = [{ id: "east", name: "华东", names: { en: "East" } }];
  const rows = readPeople("a,,华东\nb,,East\nc,,West\nd,,West", roles);
  equal(newTeams(rows, teams), ["West"]);
  equal([teamOf("East", teams), teamOf("none", teams)], ["east", null]);
});

test("a file is lines, in the order of a line, whatever its columns stand in", () => {
  const column = (name, meaning) => ({ name, meaning });
  const columns = [column("部门", "team"), column("工号", "member"), column("备注", "data"), column("姓名", "member-name")];
  equal(pastedFrom({ columns, rows: [["华东", "007", "x", "李娜"], ["", "8", "", "王\n伟"]] }), "李娜\t007\t华东\n王 伟\t8");
  // A column of people without numbers is one of names; a file without a head has people in its first row.
  equal(pastedFrom({ columns: [column("Person", "member")], rows: [["Jane"]] }), "Jane");
  equal(pastedFrom({ columns: [column("李娜", "data"), column("li.na", "data")], rows: [["王伟", "w"]] }), "李娜\tli.na\n王伟\tw");
});
