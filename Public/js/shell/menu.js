/* The pages and who sees them, in the order of the menu; `needs`: only where the company has that. */
export const menu = [
  { page: "board", path: "/", icon: "rank", role: "rep", group: "sales" },
  { page: "me", path: "/me", icon: "me", role: "rep", group: "sales", member: true },
  { page: "notices", path: "/notices", icon: "inbox", role: "rep", group: "sales", member: true },
  { page: "campaigns", path: "/campaigns", icon: "medal", role: "rep", group: "sales" },
  { page: "honours", path: "/honours", icon: "laurel", role: "rep", group: "sales" },
  { page: "rewards", path: "/rewards", icon: "gift", role: "rep", group: "sales" },
  { page: "rules", path: "/rules", icon: "book", role: "rep", group: "sales" },
  { page: "estimate", path: "/estimate", icon: "coins", role: "rep", group: "sales", member: true },
  { page: "appraisals", path: "/appraisals", icon: "medal", role: "rep", group: "sales" },
  { page: "customers", path: "/customers", icon: "tag", role: "rep", group: "sales", needs: "customers" },
  { page: "team", path: "/team", icon: "team", role: "manager", group: "manage" },
  { page: "approvals", path: "/manage/approvals", icon: "inbox", role: "manager", group: "manage" },
  { page: "tiers", path: "/manage/tiers", icon: "tiers", role: "manager", group: "manage" },
  { page: "catalogue", path: "/manage/rewards", icon: "tag", role: "manager", group: "manage" },
  { page: "rulebook", path: "/manage/rules", icon: "rules", role: "manager", group: "manage" },
  { page: "targets", path: "/manage/targets", icon: "target", role: "manager", group: "manage" },
  { page: "people", path: "/manage/people", icon: "me", role: "manager", group: "manage" },
  { page: "reports", path: "/manage/reports", icon: "chart", role: "manager", group: "manage" },
  { page: "audit", path: "/manage/audit", icon: "shield", role: "finance", group: "manage" },
  { page: "first-hour", path: "/manage/first-hour", icon: "laurel", role: "admin", group: "manage" },
  { page: "settings", path: "/manage/settings", icon: "gear", role: "admin", group: "manage" },
  { page: "import", path: "/manage/import", icon: "download", role: "admin", group: "manage" },
  { page: "hooks", path: "/manage/hooks", icon: "globe", role: "admin", group: "manage" },
  { page: "webhooks", path: "/manage/webhooks", icon: "globe", role: "admin", group: "manage" },
  { page: "system", path: "/manage/system", icon: "watch", role: "admin", group: "manage" },
];

/** The tab bar of a phone: four at most; managers reach the rest through the last. */
export const tabs = { rep: ["board", "me", "rewards", "rules"], manager: ["board", "team", "approvals"] };
