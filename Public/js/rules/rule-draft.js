/*
 * A draft of the rules as it is worked on: files that differ from those in force, kept on the server a moment after each change.
 * Nothing of it counts before it is published.
 */
import { get, idempotencyKey, post, put, remove } from "../core/api.js";

const pause = 900;            // ms after the last change

export class RuleDraft extends EventTarget {
  #timer = null;
  #saving = null;
  #key = idempotencyKey();

  /** `inForce`: all files by path. `kept`: the draft as the server has it; null: a new one, which is kept with its first change. */
  constructor(inForce, kept = null, title = "") {
    super();
    this.inForce = inForce;
    this.files = { ...(kept?.files ?? {}) };
    this.kept = kept;
    this.title = kept?.title ?? title;
    this.state = kept ? "kept" : "new";
  }

  get id() { return this.kept?.id ?? null; }
  get mine() { return this.kept === null || this.kept.mine; }
  get trial() { return this.state === "kept" ? this.kept?.trial ?? null : null; }
  get changed() { return Object.keys(this.files).length; }
  get paths() { return [...new Set([...Object.keys(this.inForce), ...Object.keys(this.files)])].sort(); }
  text(path) { return path in this.files ? this.files[path] : this.inForce[path]; }
  has(path) { return path in this.files; }

  /** Another text for a file; null: it goes. */
  set(path, text) {
    if (text === this.inForce[path] || (text === null && !(path in this.inForce))) delete this.files[path]; else this.files[path] = text;
    this.#touch();
  }

  rename(title) { this.title = title; this.#touch(); }

  #touch() {
    this.state = "changed";
    this.#tell();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save().catch(() => {}), pause);
  }

  /** Keeps it now; resolves when the server has it. One at a time, the latest last. */
  async save() {
    clearTimeout(this.#timer);
    await this.#saving;
    if (this.state === "kept" || (!this.changed && !this.kept)) return;
    this.state = "saving";
    this.#tell();
    const body = { title: this.title, files: { ...this.files } };
    this.#saving = (this.kept
      ? put(`/rules/drafts/${this.kept.id}`, body, this.kept.etag)
      : post("/rules/drafts", body, { key: this.#key })
    ).then((kept) => {
      this.kept = kept;
      if (this.state === "saving") this.state = "kept";
    }, (problem) => {
      this.state = "failed";
      this.problem = problem;
      throw problem;
    }).finally(() => { this.#saving = null; this.#tell(); });
    await this.#saving;
    if (this.state === "changed") await this.save();
  }

  /** Reads what the server says of it now, such as its trial. */
  async refresh() { this.kept = await get(`/rules/drafts/${this.id}`); this.#tell(); }

  async drop() {
    clearTimeout(this.#timer);
    if (this.kept) await remove(`/rules/drafts/${this.kept.id}`);
  }

  #tell() { this.dispatchEvent(new Event("change")); }
}
