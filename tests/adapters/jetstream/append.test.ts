import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import { encodeHeaders } from '../../../adapters/jetstream/connection/encode-headers.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { type AppendTimes, appendEvent } from '../../../adapters/jetstream/publish/append-event.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { eventStream, eventSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import { startLog, type TestLog } from '../../engines/log.ts';
import type { TestNatsServer } from '../../engines/nats-server.ts';
import { suspended } from '../../engines/suspended.ts';

const times: AppendTimes = { publishTimeoutMs: 150, reconnectGraceMs: 300 };
const wait = async () => false;

let log: TestLog;
let nats: TestNatsServer;
let link: NatsLink;
let inbox: AckInbox;

before(async () => {
  log = await startLog({ partitions: 2, partitionMaxBytes: 1024 * 1024 });
  ({ nats, link, inbox } = log);
});

after(() => log?.stop());

function newEvent(partition = 0, bytes: Uint8Array = Buffer.from('{}')) {
  const id = mintCommandId(1, partition);
  return {
    id,
    generation: 1,
    partition,
    subject: eventSubject(1, partition, 'channel', 'c', 'message-sent'),
    headers: encodeHeaders([['Nats-Msg-Id', id]]),
    bytes,
  };
}

const append = (event: ReturnType<typeof newEvent>, withinMs = 30_000) =>
  appendEvent(link, inbox, event, times, performance.now() + withinMs, wait);

const count = async (partition: number) =>
  (await streamInfo(link, eventStream(1, partition)))!.state.messages;

test('an event is stored once, however often it is appended', async () => {
  const event = newEvent();
  const first = await append(event);
  assert.equal(first.kind, 'stored');
  const before = await count(0);
  const again = await append(event);
  assert.deepEqual(again, { ...first, duplicate: true });
  assert.equal(await count(0), before);
});

test('many appends share the inbox, and each gets its own answer', async () => {
  const events = Array.from({ length: 500 }, () => newEvent(1));
  const outcomes = await Promise.all(events.map((event) => append(event)));
  const sequences = outcomes.map((outcome) => (outcome.kind === 'stored' ? outcome.position.sequence : 0));
  assert.deepEqual(new Set(sequences).size, events.length);
  assert.equal(inbox.waiting, 0);
});

test('a log that hangs makes the outcome unknown; the same id finds it later', async () => {
  const event = newEvent();
  const before = await count(0);
  await suspended(nats);
  const outcome = await append(event, 500).finally(() => nats.resume());
  assert.equal(outcome.kind, 'unknown');
  assert.equal((await append(event)).kind, 'stored');
  assert.equal(await count(0), before + 1);
});

test('a log that hangs for less than the deadline only costs time', async () => {
  const event = newEvent();
  await suspended(nats);
  setTimeout(() => nats.resume(), 400);
  assert.equal((await append(event)).kind, 'stored');
});

test('a missing stream refuses: the event is certainly not stored', async () => {
  const outcome = await append({ ...newEvent(), subject: 'events.9-0.channel.c.message-sent' }, 300);
  assert.equal(outcome.kind, 'refused');
});

test('a full stream refuses at once, and loses nothing', async () => {
  const large = Buffer.alloc(200 * 1024, 'x');
  let outcome = await append(newEvent(0, large));
  for (let n = 0; n < 10 && outcome.kind === 'stored'; n += 1) outcome = await append(newEvent(0, large));
  assert.equal(outcome.kind, 'refused');
  const full = await count(0);
  const began = performance.now();
  assert.equal((await append(newEvent(0, large))).kind, 'refused');
  assert.ok(performance.now() - began < 15_000, 'not only at its deadline');
  assert.equal(await count(0), full);
});

test('without a server an event is refused unsent, and is stored once the server is back', async () => {
  const event = newEvent(1);
  await nats.kill();
  const outcome = await append(event, 600);
  assert.notEqual(outcome.kind, 'stored');
  const refused = await append(newEvent(1), 400);
  assert.equal(refused.kind, 'refused', 'the connection is known to be down by now');
  await nats.restart();
  await link.whenUp(30_000);
  assert.equal((await append(event)).kind, 'stored');
});
