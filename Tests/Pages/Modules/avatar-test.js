import { hue, initial, rowAvatar, teamInitials } from "../../../Public/js/widgets/avatar.js";
import { equal, seen, suite } from "./testing.js";

const test = suite(import.meta.url);

test("teams are told apart by what differs in their names", () => {
  const names = ["华东一部", "华东二部", "华南一部", "华东大区", "华北大區", "South West", "east", "电销组"];
  equal(names.map(teamInitials), ["东一", "东二", "南一", "华东", "华北", "SW", "ea", "电销"]);
});

test("a row of a board has its member's letter, or its team's two", () => {
  equal(seen(rowAvatar({ member: "m", name: "李娜", team: "east" })).textContent, "李");
  equal(seen(rowAvatar({ team: "east-1", name: "华东一部" })).textContent, "东一");
});

test("a tint is stable, and one of six", () => {
  equal(hue("east-1"), hue("east-1"));
  equal(["a", "", null, "团队"].every((team) => hue(team) >= 1 && hue(team) <= 6), true);
  equal([initial(" 李娜"), initial("ana"), initial("")], ["李", "A", "–"]);
});
