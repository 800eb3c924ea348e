/* A draft of the tiers: what was read, what was changed, and how to save it. No DOM. */
import { t, text } from "../core/i18n.js";
import { number } from "../core/format.js";
import { post, put, remove } from "../core/api.js";

const fields = ["title", "threshold", "window", "downgrade", "grace", "benefits"];

export class TierDraft {
  /** `tiers` as read, lowest first. */
  constructor(tiers) {
    this.saved = tiers;
    this.tiers = tiers.map((tier) => ({ ...structuredClone(tier), was: tier }));
    this.removed = [];
  }

  get window() { return this.tiers[0]?.window ?? "year"; }
  set window(window) { for (const tier of this.tiers) tier.window = window; }
  get changed() { return this.tiers.filter(differs).length + this.removed.length; }
  get sorted() { return [...this.tiers].sort((a, b) => a.threshold - b.threshold); }
  find(id) { return this.tiers.find((tier) => tier.id === id); }

  add() {
    const highest = this.sorted.at(-1)?.threshold ?? 0;
    const id = Array.from({ length: 99 }, (_, index) => `tier-${index + 1}`)
      .find((name) => !this.find(name) && !this.saved.some((tier) => tier.id === name));
    this.tiers.push({
      id,
      title: {},
      threshold: highest ? highest * 2 : 1000,
      window: this.window,
      downgrade: "reassess",
      grace: "P0D",
      benefits: null,
      rewards: 0,
      members: 0,
      was: null,
    });
    return id;
  }

  drop(id) {
    const tier = this.find(id);
    this.tiers = this.tiers.filter((one) => one !== tier);
    if (tier.was) this.removed.push(tier.was);
  }

  /** Writes what differs: removals, then changes from the top down so that thresholds never cross, then new ones. */
  async save() {
    for (const tier of this.removed) await remove(`/tiers/${encodeURIComponent(tier.id)}`, tier.etag);
    for (const tier of this.sorted.reverse().filter((one) => one.was && differs(one))) {
      await put(`/tiers/${encodeURIComponent(tier.id)}`, body(tier), tier.was.etag);
    }
    for (const tier of this.sorted.filter((one) => !one.was)) await post("/tiers", { id: tier.id, ...body(tier) });
  }

  /** 高级门槛 5,000 → 4,000：41 人将升级，无人降级。 */
  words(preview) {
    const moved = this.tiers
      .filter((tier) => tier.was && tier.was.threshold !== tier.threshold)
      .map((tier) => t("tiers.change.threshold", { tier: text(tier.title), from: number(tier.was.threshold), to: number(tier.threshold) }));
    const made = this.tiers.filter((tier) => !tier.was).map((tier) => t("tiers.change.new", { tier: text(tier.title) || tier.id }));
    const gone = this.removed.map((tier) => t("tiers.change.removed", { tier: text(tier.title) }));
    const parts = [...moved, ...made, ...gone];
    const up = preview ? preview.tiers.reduce((sum, tier) => sum + tier.up, 0) : 0;
    const down = preview ? preview.tiers.reduce((sum, tier) => sum + tier.down, 0) : 0;
    const effect = parts.length && preview
      ? t("tiers.effect", {
        up: up ? t("tiers.up", { n: up }) : t("tiers.up.none"),
        down: down ? t("tiers.down", { n: down }) : t("tiers.down.none"),
      })
      : "";
    return parts.join(t("list.comma.sentence")) + effect;
  }
}

const body = (tier) => Object.fromEntries(fields.map((field) => [field, tier[field] ?? null]));
const differs = (tier) =>
  !tier.was || fields.some((field) => JSON.stringify(tier[field] ?? null) !== JSON.stringify(tier.was[field] ?? null));
