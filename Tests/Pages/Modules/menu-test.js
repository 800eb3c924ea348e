import { menu, tabs } from "../../../Public/js/shell/menu.js";
import { check, equal, suite } from "./testing.js";

const test = suite(import.meta.url);

test("a page stands once, and each has a name in the menu", () => {
  equal(new Set(menu.map((entry) => entry.path)).size, menu.length);
  equal(new Set(menu.map((entry) => entry.page)).size, menu.length);
});

test("tabs of a phone are pages, four with the rest of the menu", () => {
  for (const name of Object.values(tabs).flat()) check(menu.some((entry) => entry.page === name), name);
  check(tabs.rep.length <= 4 && tabs.manager.length <= 3, "too many tabs");
});
