import { changes, differences, heaviest, ladder } from "../../../Public/js/rules/publication.js";
import { equal, seen, speak, suite, words } from "./testing.js";

const test = suite(import.meta.url);

test("the heaviest of what changes decides who publishes", () => {
  equal(heaviest([{ weight: "rules" }, { weight: "money" }]), "money");
  equal(heaviest([{ weight: "money" }, { weight: "authority" }, { weight: "rules" }]), "authority");
  equal(heaviest([]), "rules");
});

test("one line a change, with its name escaped", async () => {
  await speak("en");
  const found = seen(changes([{ weight: "money", kind: "changed", name: "<b>x</b>", what: "odd" }]));
  equal(found.querySelectorAll("li").length, 1);
  equal(found.querySelector("strong").textContent, "<b>x</b>");
  equal(words(changes([])).length > 0, true);
});

test("a line of a file stands on a line of its own, also when it is copied", async () => {
  await speak("en");
  const lines = [{ mark: " ", text: "a:" }, { mark: "-", text: "  b: 1" }, { mark: "+", text: "  b: 2" }, { mark: "…", text: "" }];
  const pre = seen(differences([{ path: "rules/x.yaml", state: "changed", lines }])).querySelector("pre");
  equal(pre.textContent.split("\n").slice(0, 4), [" a:", "-  b: 1", "+  b: 2", "…"]);
  equal([pre.querySelectorAll("ins").length, pre.querySelectorAll("del").length], [1, 1]);
});

test("who has to publish it", async () => {
  await speak("en");
  equal(ladder({ needs: "finance", second: true }) !== ladder({ needs: "finance", second: false }), true);
});
