import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import { encodeHeaders } from '../../adapters/jetstream/connection/encode-headers.ts';
import { readBatch, type StoredMessage } from '../../adapters/jetstream/connection/read-batch.ts';
import { findDeadLetter } from '../../adapters/jetstream/records/dead-letters.ts';
import { publishRetry } from '../../adapters/jetstream/records/retries.ts';
import { DEAD_LETTERS, eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { FailedEvent } from '../../contracts/dead-letter.ts';
import { decodePosition, type Position } from '../../contracts/position.ts';
import type { Reconciliation } from '../../contracts/reconciliation.ts';
import { clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { openTestLink, type TestLink } from '../engines/log.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startRole, type TestRole } from '../engines/role.ts';

const OPERATOR_KEY = 'olga-key-0123456789';
/** Short: an event stored later than both together may be a copy. */
const WINDOW_MS = 8_000;
const SKEW_MS = 2_000;

let pipeline: TestPipeline;
let operations: TestRole;
let log: TestLink;
let message: string;
let first: { commandId: string; position: string };
/** The log's own record of the first edit. */
let stored: StoredMessage;
/** Where its copies were stored. */
const copies: string[] = [];

before(async () => {
  pipeline = await startPipeline({
    environment: {
      WAYBILL_PARTITIONS: '2',
      WAYBILL_DUPLICATE_WINDOW_MS: String(WINDOW_MS),
      WAYBILL_ACCEPT_DEADLINE_MS: String(WINDOW_MS / 2),
      WAYBILL_CLOCK_SKEW_MS: String(SKEW_MS),
      WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
      WAYBILL_RECONCILIATION_GRACE_MS: '1000',
      WAYBILL_LOG_CHECK_MS: '300',
    },
  });
  operations = await startRole('operations', {
    ...pipeline.environment,
    WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`,
  });
  log = await openTestLink(pipeline.nats.url);
  const sent = await pipeline.alice.send('general', 'one');
  message = sent.body.resource;
  first = (await pipeline.alice.request('PATCH', message, { text: 'two' })).body;
  const newer = await pipeline.alice.request('PATCH', message, { text: 'three' });
  await pipeline.alice.status(newer.body.commandId, 'applied');
  stored = await storedAt(first.position);
});
after(async () => {
  await operations?.kill();
  await log?.close();
  await pipeline?.stop();
});

const at = (position: string) => decodePosition(position) as Position;

async function storedAt(position: string): Promise<StoredMessage> {
  const { generation, partition, sequence } = at(position);
  const [found] = await readBatch(log.link, eventStream(generation, partition), { seq: sequence, batch: 1 });
  return found!;
}

const NAMES = [
  'content-type',
  'ce-id',
  'ce-type',
  'ce-source',
  'ce-subject',
  'ce-time',
  'ce-correlationid',
  'ce-actor',
];

/** Stores an event again, under another message id or none; returns its position. */
async function storeAgain(
  event: StoredMessage,
  messageId: string | undefined,
  partition: number,
  names = NAMES,
): Promise<string> {
  const headers = names.map((name) => [name, event.header(name)] as const);
  const subject = event.subject.replace(/^events\.1-\d+/, `events.1-${partition}`);
  const id = messageId === undefined ? [] : [['Nats-Msg-Id', messageId] as const];
  const outcome = await log.inbox.publish(subject, encodeHeaders([...id, ...headers]), event.bytes, 30_000);
  assert.ok(outcome.kind === 'stored' && !outcome.duplicate);
  return `1-${partition}-${outcome.sequence}`;
}

const deadLetterAt = (position: string, attempts = 1): Promise<FailedEvent> =>
  waitUntil(
    async () => {
      const deadLetter = await findDeadLetter(log.link, 'history', 'message-edited', position);
      return deadLetter && deadLetter.attempts >= attempts ? deadLetter : undefined;
    },
    { what: `a dead letter of ${position}` },
  );

async function refused(position: string): Promise<void> {
  copies.push(position);
  const deadLetter = await deadLetterAt(position);
  assert.deepEqual(
    [deadLetter.failureClass, deadLetter.code, deadLetter.eventId],
    ['poison', 'duplicate-event', first.commandId],
  );
  assert.ok(deadLetter.message.includes(` at ${first.position}. `), deadLetter.message);
  assert.equal((await pipeline.alice.request('GET', message)).body.text, 'three');
}

const other = (partition: number) => 1 - partition;

test('a copy under another message id is a dead letter that names the first position', async () => {
  await refused(await storeAgain(stored, 'another', at(first.position).partition));
});

test('so is one without a message id, or without any header', async () => {
  const { partition } = at(first.position);
  await refused(await storeAgain(stored, undefined, partition));
  await refused(await storeAgain(stored, undefined, partition, []));
});

test('so is one in another partition, under its own message id', async () => {
  await refused(await storeAgain(stored, first.commandId, other(at(first.position).partition)));
});

test('so is one that was stored under its own message id after the duplicate window', async () => {
  const ends = stored.storedAt + WINDOW_MS + SKEW_MS + 200;
  await delay(Math.max(0, ends - Date.now()));
  await refused(await storeAgain(stored, first.commandId, at(first.position).partition));
});

test('a copy that operators replay is refused again', async () => {
  const deadLetter = await deadLetterAt(copies[0]!);
  const retry = { ...deadLetter, replayId: 'replay-1', attemptsBefore: deadLetter.attempts };
  await publishRetry(log.inbox, retry, { messageId: 'replay-1', timeoutMs: 30_000 });
  assert.equal((await deadLetterAt(copies[0]!, 2)).code, 'duplicate-event');
  assert.equal((await pipeline.alice.request('GET', message)).body.text, 'three');
});

test('a command has the status of its first position, by id and by any position; its copies are dead letters', async () => {
  for (const position of [first.position, ...copies]) {
    const { body } = await pipeline.alice.request(
      'GET',
      `/v1/commands/${first.commandId}?position=${position}`,
    );
    assert.deepEqual([body.state, body.position], ['applied', first.position], position);
  }
});

test('reconciliation, dead letters and traces agree', async () => {
  const olga = clientOf(operations.url, OPERATOR_KEY);
  const counted = await waitUntil(
    async () => {
      const { body } = (await olga.request('GET', '/ops/v1/reconciliation')) as { body: Reconciliation };
      const projection = body.projections[0]!;
      const of = (term: string) => projection.terms.find((each) => each.term === term)?.count;
      return projection.accepted === 3 + copies.length && of('applied') === 3
        ? { projection, of }
        : undefined;
    },
    { what: 'the count' },
  );
  assert.deepEqual([counted.of('dead-lettered'), counted.of('lost')], [copies.length, 0]);
  const deadLetters = await olga.request('GET', '/ops/v1/dead-letters?code=duplicate-event');
  assert.equal(deadLetters.body.total, copies.length);
  const trace = await olga.request('GET', `/ops/v1/traces?command=${first.commandId}`);
  assert.deepEqual(
    [trace.body.commands[0].position, trace.body.commands[0].state],
    [first.position, 'applied'],
  );
  const { body } = await olga.request('GET', `/ops/v1/traces/${trace.body.commands[0].correlationId}`);
  const states = new Map(
    body.commands.map((each: { position: string; state: string }) => [each.position, each.state]),
  );
  assert.equal(states.get(first.position), 'applied');
  for (const position of copies.filter((each) => states.has(each)))
    assert.equal(states.get(position), 'dead_lettered', position);
});

test('copies whose dead letters are destroyed are refused again', async () => {
  await apiRequest(log.link, `STREAM.DELETE.${DEAD_LETTERS}`);
  // The copy in the other partition has a lower version than the newest edit, so it changes nothing in any case.
  for (const position of copies.filter((each) => at(each).partition === at(first.position).partition)) {
    const deadLetter = await waitUntil(
      async () => findDeadLetter(log.link, 'history', 'message-edited', position).catch(() => undefined),
      { timeoutMs: 40_000, what: `a dead letter of ${position}` },
    );
    assert.equal(deadLetter.code, 'duplicate-event');
  }
  assert.equal((await pipeline.alice.request('GET', message)).body.text, 'three');
});

test('an event of another producer, with an id and without a message id, is applied once', async () => {
  const event = JSON.parse(Buffer.from(stored.bytes).toString('utf8'));
  const foreign = { ...event, id: 'import-1', data: { ...event.data, text: 'imported' } };
  const message1 = { ...stored, bytes: Buffer.from(JSON.stringify(foreign)), header: () => '' };
  const { partition } = at(first.position);
  await storeAgain(message1, undefined, partition, []);
  await waitUntil(async () => (await pipeline.alice.request('GET', message)).body.text === 'imported', {
    what: 'the imported text',
  });
  const again = await storeAgain(message1, undefined, partition, []);
  assert.equal((await deadLetterAt(again)).code, 'duplicate-event');
});

test('once the log no longer holds the first event, a copy counts as the event', async () => {
  const edit = await pipeline.alice.request('PATCH', message, { text: 'four' });
  await pipeline.alice.status(edit.body.commandId, 'applied');
  await pipeline.alice.request('PATCH', message, { text: 'five' }, { prefer: 'wait=10' });
  const { generation, partition, sequence } = at(edit.body.position);
  const copied = await storedAt(edit.body.position);
  await apiRequest(log.link, `STREAM.MSG.DELETE.${eventStream(generation, partition)}`, { seq: sequence });
  await storeAgain(copied, 'later', partition);
  await waitUntil(async () => (await pipeline.alice.request('GET', message)).body.text === 'four', {
    what: 'the copy to be applied',
  });
});
