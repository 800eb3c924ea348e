import { changes, changesText, kindName, sentence } from "../../../Public/js/audit/audit-words.js";
import { check, equal, speak, suite } from "./testing.js";

const test = suite(import.meta.url);
const tier = {
  action: "put-tier", kind: "tier", subject: "diamond", title: "钻石", names: {}, detail: { title: { "zh-Hans": "钻石" }, threshold: 4000 },
};

test("a line is a sentence, with what it was before", async () => {
  await speak("zh-Hans");
  equal(sentence({ ...tier, before: null }), "新增等级「钻石」");
  equal(sentence({ ...tier, before: { threshold: 5000 } }), "修改等级「钻石」");
  equal(changes({ ...tier, before: { title: { "zh-Hans": "钻石" }, threshold: 5000 } }), [{ label: "门槛", before: "5,000", after: "4,000" }]);
  equal(changesText({ ...tier, before: null }), "名称：钻石，门槛：4,000");
});

test("what time brings tells whom it came to", async () => {
  await speak("zh-Hans");
  const mature = { action: "due", kind: "period", detail: { at: 1, mature: ["a", "b"] }, names: { a: "董欣", b: "李娜" } };
  equal(sentence(mature), "积分生效：董欣等 2 位");
  const detail = { at: 1, lock: { board: "points-month", period: "2026-11" } };
  const lock = { action: "due", kind: "period", detail, names: { "points-month": "积分榜" } };
  equal(sentence(lock), "锁定榜单：积分榜 2026 年 11 月");
});

test("people and rewards are called by their names, ids and keys are not told", async () => {
  await speak("en");
  const names = { "li.na": "Li Na", mug: "Mug", east: "East" };
  const redeem = { action: "redeem", kind: "redemption", detail: { member: "li.na", reward: "mug", quantity: 2 }, names };
  equal(sentence(redeem), "Li Na redeemed 2 × “Mug”");
  equal(changes(redeem), []);
  const decide = { action: "decide", kind: "approval", subject: "r-1", title: "Li Na · Mug", detail: { approve: false } };
  equal(sentence(decide), "Said no: Li Na · Mug");
  equal(changes({ action: "put-member", detail: { attributes: { grade: 3 }, revision: 4, id: "x" } }), []);
  const moved = { action: "change-member", kind: "member", detail: { role: "manager", team: "east" }, before: { role: "rep" }, names };
  equal(changes(moved), [{ label: "team", before: null, after: "East" }, { label: "role", before: "Rep", after: "Manager" }]);
});

test("a target is told by whose it is and of what, never by its key", async () => {
  await speak("zh-Hans");
  const target = {
    action: "set-target", kind: "target", subject: "target:team:south-2:2026-12", names: { revenue: "销售额", "south-2": "华南二部" },
    detail: { target: { owner: "team", of: "south-2", metric: "revenue", period: "2026-12" }, value: 540000 },
  };
  equal(sentence({ ...target, title: "华南二部" }), "设定华南二部 2026 年 12 月「销售额」目标 540,000。");
  check(!sentence({ ...target, title: null }).includes("target:"), "no key where nobody knows the name");
});

test("what happened to a sheet is told by whose it is", async () => {
  await speak("zh-Hans");
  const keys = ["rep-quarter/2026-Q3/ma.li"];
  const overdue = { action: "due", kind: "period", detail: { work: "step-overdue", keys }, names: { [keys[0]]: "马丽" } };
  equal(sentence(overdue), "考核步骤逾期：马丽");
  check(!sentence({ ...overdue, names: {} }).includes("/"), "no key where nobody knows the name");
});

test("what has no words is told by its kind", async () => {
  await speak("zh-Hans");
  check(sentence({ action: "new-thing", kind: "team", subject: "a-very-long-key-of-sixteen" }).startsWith("团队"), "its kind");
  equal(kindName({ action: "x", kind: "y" }), "其他");
});
