import { Live, backOff } from "../../../Public/js/live/live.js";
import { check, equal, suite } from "./testing.js";
import { FakeSocket, withSockets } from "./sockets.js";

const test = suite(import.meta.url);

const snapshot = (sub, topic, seq, epoch = "e") => ({ sub, topic, snapshot: { epoch, seq, rows: [], total: 0 } });
const change = (topic, seq) => ({ topic, change: { seq, rows: [] } });

/** A feed with one subscription that has heard its first snapshot. */
function followed() {
  const heard = [];
  const live = new Live();
  live.subscribe({ board: "b" }, {
    snapshot: (value) => heard.push(["snapshot", value.seq]),
    change: (value) => heard.push(["change", value.seq]),
    error: (value) => heard.push(["error", value.code]),
  });
  const socket = FakeSocket.last;
  socket.open();
  socket.hear(snapshot("s1", "t1", 4));
  return { live, socket, heard };
}

test("the wait grows, is spread, and has an end", () => {
  equal([0, 1, 2, 9].map((attempt) => backOff(attempt, 1)), [1000, 2000, 4000, 30000]);
  equal(backOff(0, 0), 200);
});

test("changes in their order are heard, old ones are not", () => withSockets(() => {
  const { live, socket, heard } = followed();
  for (const seq of [5, 6, 6, 3, 7]) socket.hear(change("t1", seq));
  equal(heard.map(([, seq]) => seq), [4, 5, 6, 7]);
  live.close();
}));

test("a gap asks for a fresh snapshot, and what came meanwhile is left out", () => withSockets(() => {
  const { live, socket, heard } = followed();
  socket.hear(change("t1", 9));
  equal(socket.sent.at(-1), { subscribe: "s1", board: "b" });
  socket.hear(snapshot("s1", "t1", 9));
  socket.hear(change("t1", 10));
  equal(heard.map(([, seq]) => seq), [4, 9, 10]);
  live.close();
}));

test("after a break it says where it stopped, and goes on from what is replayed", () => withSockets(() => {
  const { live, socket, heard } = followed();
  socket.lose();
  equal(live.state, "stale");
  live.retry();
  const again = FakeSocket.last;
  check(again !== socket, "a new socket");
  again.open();
  equal(again.sent, [{ subscribe: "s1", board: "b", since: { epoch: "e", seq: 4 } }]);
  again.hear(change("t1", 5));
  equal(heard.at(-1), ["change", 5]);
  live.close();
}));

test("two that follow one topic hear it both", () => withSockets(() => {
  const live = new Live();
  const heard = [];
  for (const name of ["a", "b"]) live.subscribe({ board: "b" }, { change: (value) => heard.push([name, value.seq]) });
  FakeSocket.last.open();
  FakeSocket.last.hear(snapshot("s1", "t1", 1));
  FakeSocket.last.hear(snapshot("s2", "t1", 1));
  FakeSocket.last.hear(change("t1", 2));
  FakeSocket.last.hear(change("t1", 2));
  equal(heard, [["a", 2], ["b", 2]]);
  live.close();
}));

test("who let go hears nothing more, and the server is told", () => withSockets(() => {
  const live = new Live();
  const heard = [];
  const stop = live.subscribe({ board: "b" }, { change: (value) => heard.push(value.seq) });
  FakeSocket.last.open();
  FakeSocket.last.hear(snapshot("s1", "t1", 1));
  stop();
  FakeSocket.last.hear(change("t1", 2));
  equal([heard, FakeSocket.last.sent.at(-1)], [[], { unsubscribe: "s1" }]);
  live.close();
}));

test("a code that forbids coming back is kept", () => withSockets(() => {
  const { live, socket } = followed();
  socket.lose(4501);
  equal(live.refusal, 4501);
  live.retry();
  check(FakeSocket.last === socket, "no new socket");
  live.close();
}));

test("a refusal is heard by the one who asked", () => withSockets(() => {
  const { live, socket, heard } = followed();
  socket.hear({ sub: "s1", error: { code: "not-permitted" } });
  equal(heard.at(-1), ["error", "not-permitted"]);
  live.close();
}));
