/*
 * The live feed: one WebSocket a page, subprotocol laurel.live.v1. No DOM in here.
 *
 *   const stop = live.subscribe({ board: "points-month", window: { top: 50 } }, { snapshot(s) {}, change(c) {}, item(i) {}, error(e) {} });
 *   live.addEventListener("state", () => live.state);   // connecting | live | stale | offline
 *
 * After a break every subscription resumes with the epoch and seq it had; the server replays what was missed or sends a
 * fresh snapshot; topics therefore keep their names over a break. A gap in seq asks for a fresh snapshot. Browsers do not show
 * pings, so silence is probed by HTTP.
 */
const protocol = "laurel.live.v1";
const patience = 10_000;          // silence before a probe, and before "connecting" counts as stale
const longest = 30_000;           // between two attempts
const first = 1_000;             // before the first attempt, at most

/**
 * How long to wait before attempt 0, 1, 2 …, in ms: twice as long each time, and spread over four fifths of that, so that those who
 * were cut off together, as by a restart, do not come back together.
 */
export const backOff = (attempt, random = Math.random()) => Math.min(longest, first * 2 ** attempt) * (0.2 + 0.8 * random);

/** A server that restarts says when to come back, in milliseconds. */
export const whenToReturn = (code, reason) => (code === 4001 ? Number(/\b(\d{1,6}) ms$/.exec(reason ?? "")?.[1] ?? NaN) || null : null);
const doNotReturn = (code) => code >= 4500 && code <= 4999;

export class Live extends EventTarget {
  #socket = null;
  #subscriptions = new Map();     // name → {request, handlers, epoch, seq}
  #topics = new Map();            // name → topic
  #count = 0;
  #attempt = 0;
  #retry = null;
  #watch = null;
  #heard = Date.now();
  #refused = false;
  state = "connecting";

  /** The last moment at which the server was known to be there, in ms since 1970. */
  get heard() { return this.#heard; }
  /** What is shown was kept from `at`: the truth about its age, until the server is heard again. */
  kept(at) {
    if (this.state === "live" || at >= this.#heard) return;
    this.#heard = at;
    this.#become("stale");
    this.dispatchEvent(new Event("state"));
  }

  /** The close code that forbids coming back, or null. */
  refusal = null;

  subscribe(request, handlers) {
    const name = `s${++this.#count}`;
    this.#subscriptions.set(name, { request, handlers, epoch: null, seq: null });
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ask(name);
    else this.#connect();
    return () => this.#unsubscribe(name);
  }

  /** Tries now instead of waiting for the next attempt. */
  retry() {
    if (this.state === "live") return;
    this.#attempt = 0;
    clearTimeout(this.#retry);
    this.#retry = null;
    this.#connect();
  }

  close() {
    this.#refused = true;
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    this.#socket?.close();
  }

  #connect() {
    if (this.#socket || this.#retry || this.#refused) return;
    this.#watch ??= setInterval(() => this.#listen(), patience / 2);
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live`, protocol);
    this.#socket = socket;
    socket.addEventListener("open", () => this.#opened());
    socket.addEventListener("message", (event) => this.#received(event.data));
    socket.addEventListener("close", (event) => this.#closed(socket, event.code, event.reason));
  }

  #opened() {
    for (const name of this.#subscriptions.keys()) this.#ask(name);
    this.#alive();
  }

  #closed(socket, code, reason) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    if (doNotReturn(code)) { this.#refused = true; this.refusal = code; }
    this.#become(navigator.onLine === false ? "offline" : "stale");
    if (this.#refused || this.#subscriptions.size === 0) return;
    this.#retry = setTimeout(() => { this.#retry = null; this.#connect(); }, whenToReturn(code, reason) ?? backOff(this.#attempt++));
  }

  #ask(name, fresh = false) {
    const { request, epoch, seq } = this.#subscriptions.get(name);
    const since = epoch && !fresh ? { since: { epoch, seq } } : {};
    this.#socket.send(JSON.stringify({ subscribe: name, ...request, ...since }));
  }

  /** One topic at a time: a period turns and servers restart, for as long as the page is open. */
  #follows(name, topic) {
    if (topic && this.#subscriptions.has(name)) this.#topics.set(name, topic);
    else this.#topics.delete(name);
  }

  #unsubscribe(name) {
    if (!this.#subscriptions.delete(name)) return;
    this.#follows(name, null);
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ unsubscribe: name }));
  }

  #received(text) {
    this.#alive();
    let message;
    try { message = JSON.parse(text); } catch { return; }
    // Whoever opens and closes again and again has not answered.
    this.#attempt = 0;
    if (message.sub && message.topic) this.#follows(message.sub, message.topic);
    if (message.error) { this.#refusedTo(message.sub, message.error); return; }
    // Two subscriptions may follow one topic; the second copy of a message is old for both.
    const names = message.sub ? [message.sub] : [...this.#topics].filter(([, topic]) => topic === message.topic).map(([name]) => name);
    for (const name of names) this.#tell(name, message);
  }

  #tell(name, message) {
    const subscription = this.#subscriptions.get(name);
    if (!subscription) return;
    if (message.snapshot) this.#snapshot(subscription, message.snapshot);
    else if (message.change) this.#follow(name, subscription, message.change, "change");
    else if (message.item) this.#follow(name, subscription, message.item, "item");
  }

  /** What could not be read just now is asked for again; everything else is an answer. */
  #refusedTo(name, error) {
    if (error.code !== "overloaded") { this.#subscriptions.get(name)?.handlers.error?.(error); return; }
    setTimeout(() => {
      if (this.#subscriptions.has(name) && this.#socket?.readyState === WebSocket.OPEN) this.#ask(name, true);
    }, backOff(2));
  }

  #snapshot(subscription, snapshot) {
    subscription.epoch = snapshot.epoch;
    subscription.seq = snapshot.seq;
    subscription.handlers.snapshot?.(snapshot);
  }

  #follow(name, subscription, value, kind) {
    if (subscription.seq !== null && value.seq <= subscription.seq) return;
    if (kind === "change" && subscription.seq !== null && value.seq > subscription.seq + 1) { this.#ask(name, true); return; }
    subscription.seq = value.seq;
    subscription.handlers[kind]?.(value);
  }

  #alive() {
    this.#heard = Date.now();
    this.#become("live");
  }

  /** After silence asks by HTTP whether anybody is there; a socket may hang for minutes without a word. */
  async #listen() {
    if (Date.now() - this.#heard < patience) return;
    if (this.#socket?.readyState !== WebSocket.OPEN) { this.#become(navigator.onLine === false ? "offline" : "stale"); return; }
    const socket = this.#socket;
    const there = await fetch("/healthz", {
      cache: "no-store",
      signal: AbortSignal.timeout?.(5000),
    }).then((answer) => answer.ok && answer.json(), () => false);
    if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN) return;
    if (there && there.stale_ms) this.#old(there.stale_ms);
    else if (there) this.#alive();
    else { socket.close(); this.#closed(socket, 4000); }
  }

  /** The server is there, and has itself heard nothing new for so long. */
  #old(milliseconds) {
    this.#heard = Date.now() - milliseconds;
    this.#become("stale");
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

/** The page's one connection; it opens with the first subscription. */
export const live = new Live();
addEventListener("online", () => live.retry());
addEventListener("offline", () => live.dispatchEvent(new Event("state")));
document.addEventListener("visibilitychange", () => { if (!document.hidden) live.retry(); });
