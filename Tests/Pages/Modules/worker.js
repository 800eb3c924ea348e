/* What a service worker has around it. The worker is a script that listens: its listeners are caught, and asked. */
const listeners = {};

/** Caches by their names. */
export const stores = new Map();
/** What answers the worker's requests. */
export const network = { answer: null };
export const origin = location.origin;

class Store {
  kept = new Map();
  async put(request, answer) { this.kept.set(request.url ?? request, answer); }
  async match(request) { return this.kept.get(request.url ?? request)?.clone(); }
  async addAll(paths) { for (const path of paths) this.kept.set(path, new Response(path)); }
  async add(path) { this.kept.set(path, await network.answer(path)); }
}

const caches = {
  open: async (name) => {
    if (!stores.has(name)) stores.set(name, new Store());
    return stores.get(name);
  },
  keys: async () => [...stores.keys()],
  delete: async (name) => stores.delete(name),
};

Object.defineProperty(globalThis, "caches", { value: caches, configurable: true });
globalThis.skipWaiting = async () => {};
globalThis.clients = { claim: async () => {} };

// The worker adds its listeners while it is read, right after this.
const listen = globalThis.addEventListener;
globalThis.addEventListener = (type, listener) => { listeners[type] = listener; };

let begun = null;
export const worker = {
  listeners,
  /** Installs it, once. */
  begin() {
    globalThis.addEventListener = listen;
    begun ??= new Promise((resolve) => { listeners.install({ waitUntil: resolve }); });
    return begun;
  },
};
