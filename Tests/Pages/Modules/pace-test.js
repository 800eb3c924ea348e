import { paceBadge, paceLook, paceOrder } from "../../../Public/js/targets/pace.js";
import { equal, speak, suite, words } from "./testing.js";

const test = suite(import.meta.url);

test("a state is told in words, not by colour alone", async () => {
  await speak("zh-Hans");
  equal(["on-track", "watch", "behind"].map((state) => words(paceBadge(state))), ["进度正常", "需关注", "落后"]);
  equal(["on-track", "watch", "behind", "odd"].map(paceLook), ["", "warn", "warn", ""]);
});

test("who needs help stands first", () => {
  equal(["on-track", "behind", "watch"].sort((a, b) => paceOrder[a] - paceOrder[b]), ["behind", "watch", "on-track"]);
});
