import { has, matching, ordinal, setCompanyLanguages, t, text } from "../../../Public/js/core/i18n.js";
import { equal, speak, suite } from "./testing.js";

const test = suite(import.meta.url);

test("tags of browsers", () => {
  equal(["zh-CN", "zh-TW", "zh-Hant-HK", "zh", "en-GB", "fr"].map(matching), ["zh-Hans", "zh-Hant", "zh-Hant", "zh-Hans", "en", null]);
});

test("plurals and names; a missing text shows its key", async () => {
  await speak("en");
  equal([t("board.left", { n: 1 }), t("board.left", { n: 2 })], ["1 day left", "2 days left"]);
  equal([t("no.such.text"), has("no.such.text"), has("board.left")], ["no.such.text", false, true]);
});

test("what the company wrote, in the reader's language if there is one", async () => {
  await speak("en");
  setCompanyLanguages(["zh-Hans", "en"]);
  equal([text({ "zh-Hans": "甲", en: "A" }), text({ "zh-Hans": "甲" }), text(null), text("x"), text({})], ["A", "甲", "", "x", ""]);
});

test("ordinals", async () => {
  await speak("en");
  equal([1, 2, 3, 4, 11, 12, 21, 112].map(ordinal), ["st", "nd", "rd", "th", "th", "th", "st", "th"]);
});
