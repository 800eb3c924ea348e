import { notice } from "../../../Public/js/live/notices.js";
import { feedText, pointsGained } from "../../../Public/js/live/feed-text.js";
import { equal, speak, suite, words } from "./testing.js";

const test = suite(import.meta.url);

test("who overtook is named where they may be", async () => {
  await speak("en");
  const named = notice({ kind: "overtaken", board: "points", name: "Ann", rank: 3, ahead: 2 });
  equal(words(named.title).startsWith("Ann"), true);
  equal(words(notice({ kind: "overtaken", board: "points", rank: 3 }).title).includes("Ann"), false);
  equal(named.href, "/?board=points");
});

test("points that come are no notice, and what came of a request is", async () => {
  await speak("en");
  equal(notice({ kind: "award", points: 5 }), null);
  for (const about of ["held", "adjustment", "target"]) {
    for (const state of ["done", "rejected"]) {
      equal(typeof notice({ kind: "decision", about, state, points: 5 })?.title, "string", `${about} ${state}`);
    }
  }
});

test("what is unknown is told as points that came", async () => {
  await speak("en");
  equal(feedText({ kind: "odd", title: "X" }), feedText({ kind: "award", title: "X" }));
  equal(pointsGained({ points: 0 }), null);
  equal(words(pointsGained({ points: 80 })).includes("+80"), true);
});
