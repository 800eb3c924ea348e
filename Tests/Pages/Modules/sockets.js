/* A WebSocket without a server: the test opens it, speaks through it and breaks it. */
export class FakeSocket extends EventTarget {
  static OPEN = 1;
  static last = null;
  readyState = 0;
  /** What the page has sent, as values. */
  sent = [];

  constructor() {
    super();
    FakeSocket.last = this;
  }

  send(text) { this.sent.push(JSON.parse(text)); }
  open() { this.readyState = FakeSocket.OPEN; this.dispatchEvent(new Event("open")); }
  hear(message) {
    this.dispatchEvent(new MessageEvent("message", { data: typeof message === "string" ? message : JSON.stringify(message) }));
  }
  close() { this.readyState = 3; }
  lose(code = 1006) { this.readyState = 3; this.dispatchEvent(new CloseEvent("close", { code })); }
}

export function withSockets(body) {
  const real = globalThis.WebSocket;
  globalThis.WebSocket = FakeSocket;
  try { return body(); } finally { globalThis.WebSocket = real; }
}
