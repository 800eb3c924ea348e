/*
 * The law of the feed, for the JavaScript that ships: what clients of random histories have heard is heard by `Live`, as the pages
 * have it, and shown by `Standings`; it must be what the server showed at that number. Events of a history:
 *
 *   {open, after}         a client connects; after another has lost its connection: it is the same page
 *   {ask, client}         it subscribes; one that came back says where it stopped, and so must `Live`
 *   {heard, client}       a message
 *   {check, client, …}    what the server showed at `epoch` and `seq` under that name
 */
import { FakeSocket, withSockets } from "../Pages/Modules/sockets.js";
import { Live } from "../../Public/js/live/live.js";
import { Standings, keyOf } from "../../Public/js/board/standings.js";

const most = 5;

/** `{compared, resumed, differences}` over all histories. */
export function replay(histories) {
  const found = { compared: 0, resumed: 0, differences: [] };
  withSockets(() => { for (const history of histories) one(history, found); });
  return found;
}

function one({ seed, events }, found) {
  const pages = new Map();
  const differs = (words) => { if (found.differences.length < most) found.differences.push(`seed ${seed}: ${words}`); };
  for (const event of events) {
    if ("open" in event) pages.set(event.open, event.after === null ? new Page() : pages.get(event.after).comeBack());
    else if ("ask" in event) pages.get(event.client).ask(JSON.parse(event.ask), found, differs);
    else if ("heard" in event) pages.get(event.client).hear(JSON.parse(event.heard));
    else pages.get(event.client).check(event, found, differs);
  }
  for (const page of pages.values()) page.live.close();
}

/** A page with several windows of boards, by the names that the history gives them. */
class Page {
  live = new Live();
  socket = null;
  windows = new Map();          // name → {own: the name that Live gives it, standings, epoch, seq, stop}
  count = 0;

  comeBack() {
    this.socket.lose();
    this.live.retry();
    this.connect();
    return this;
  }

  connect() {
    this.socket = FakeSocket.last;
    this.socket.open();
  }

  ask({ subscribe: name, since, ...request }, found, differs) {
    const known = this.windows.get(name);
    // Whoever came back has asked by itself, with the same words.
    if (since && known?.epoch) {
      found.resumed += 1;
      const asked = this.socket.sent.find((one) => one.subscribe === known.own);
      if (JSON.stringify(asked?.since)
        !== JSON.stringify(since)) differs(`${name} resumes at ${JSON.stringify(asked)}, not ${JSON.stringify(since)}`);
      return;
    }
    known?.stop();
    const window = { own: `s${++this.count}`, standings: new Standings(), epoch: null, seq: null };
    this.windows.set(name, window);
    window.stop = this.live.subscribe(request, {
      snapshot: (value) => { window.standings.replace(value); window.epoch = value.epoch; window.seq = value.seq; },
      change: (value) => { window.standings.apply(value); window.seq = value.seq; },
    });
    if (!this.socket) this.connect();
  }

  hear({ sub, ...rest }) {
    this.socket.hear(sub === undefined ? rest : { sub: this.windows.get(sub)?.own ?? sub, ...rest });
  }

  check(event, found, differs) {
    const { standings, epoch, seq } = this.windows.get(event.check);
    if (epoch !== event.epoch || seq !== event.seq) {
      if (event.isEnd) differs(`${event.check} ends at ${epoch} ${seq}, not ${event.epoch} ${event.seq}`);
      return;
    }
    found.compared += 1;
    const shown = { total: standings.total, next: standings.next, rows: standings.rows.map(plain) };
    const wanted = {
      total: event.total,
      next: event.next,
      rows: event.rows.map(({ id, name, value, rank }) => ({ id, name, value, rank })),
    };
    if (JSON.stringify(shown) !== JSON.stringify(wanted)) {
      differs(`${event.check} at ${epoch} ${seq} shows ${JSON.stringify(shown)}, not ${JSON.stringify(wanted)}`);
    }
  }
}

const plain = (row) => ({ id: keyOf(row), name: row.name ?? "", value: row.value, rank: row.rank });
