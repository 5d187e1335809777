import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { LIVE_KINDS, type LiveKind } from '../../../../contracts/live.ts';
import { permitPrincipals } from '../../../../server/http/permit-principals.ts';
import { LiveState } from '../../../../server/operations/live/live-state.ts';
import { LiveStream, type LiveStreamOptions } from '../../../../server/operations/live/live-stream.ts';
import { registerLive } from '../../../../server/operations/live/register-live.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { principalWith } from '../../../engines/principal.ts';
import { openEventSource, type TestEventSource } from './event-source.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Bed {
  live: LiveStream;
  app: FastifyInstance;
  url: string;
  /** The present answer of the sources. */
  states: Record<LiveKind, unknown>;
  looks: number;
  failures: LiveKind[];
  open(lastEventId?: string): Promise<TestEventSource>;
}

/** The live stream over real HTTP, with sources that the test sets. */
async function startBed(options: Partial<LiveStreamOptions> = {}): Promise<Bed> {
  const states = Object.fromEntries(LIVE_KINDS.map((kind) => [kind, { is: 0 }])) as Bed['states'];
  const read = (kind: LiveKind) => () => {
    bed.looks += kind === 'counters' ? 1 : 0;
    if (states[kind] instanceof Error) throw states[kind];
    return states[kind];
  };
  const live = new LiveStream({
    sources: Object.fromEntries(LIVE_KINDS.map((kind) => [kind, read(kind)])) as LiveStreamOptions['sources'],
    intervalMs: 100,
    heartbeatMs: 60_000,
    stuckMs: 60_000,
    maxClients: 10,
    onFailure: (_error, kind) => void bed.failures.push(kind!),
    ...options,
  });
  const app = Fastify({ forceCloseConnections: 'idle' });
  app.decorateRequest('correlationId', 'test');
  permitPrincipals(app, [() => principalWith('olga', ['pipeline:read'])]);
  registerLive(app, live);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const bed: Bed = {
    live,
    app,
    url,
    states,
    looks: 0,
    failures: [],
    async open(lastEventId) {
      const source = await openEventSource(
        `${url}/ops/v1/stream`,
        lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
      );
      closing.push(source.close);
      return source;
    },
  };
  closing.push(() => app.close());
  return bed;
}

const kindsOf = (source: TestEventSource) => source.messages.map(({ event }) => event);

test('a client gets the whole state of every kind, then the changes', async () => {
  const bed = await startBed();
  const source = await bed.open();
  assert.equal(source.status, 200);
  assert.match(source.headers['content-type'] ?? '', /^text\/event-stream/);
  assert.equal(source.headers['cache-control'], 'no-cache, no-transform');
  assert.equal(source.headers['x-accel-buffering'], 'no');
  assert.equal(source.headers['content-encoding'], undefined);
  await waitUntil(() => source.messages.length === LIVE_KINDS.length);
  assert.deepEqual(kindsOf(source).sort(), [...LIVE_KINDS].sort());
  bed.states.alerts = { is: 1 };
  await source.until('alerts', ({ is }) => is === 1);
  assert.equal(source.messages.length, LIVE_KINDS.length + 1, 'and nothing else');
  const revisions = source.messages.map(({ id }) => Number(id.split('.')[1]));
  assert.deepEqual(
    revisions,
    revisions.toSorted((a, b) => a - b),
    'in the order in which they changed',
  );
});

test('a kind is sent at most once an interval, and its last state always', async () => {
  const bed = await startBed({ intervalMs: 200 });
  const source = await bed.open();
  await waitUntil(() => source.messages.length === LIVE_KINDS.length);
  const began = performance.now();
  let is = 0;
  while (is <= 200 || performance.now() - began < 1_500) {
    is += 1;
    bed.states.counters = { is };
    bed.states.consumers = { is };
    await pause(1);
  }
  await source.until('counters', (data) => data.is === is);
  const took = performance.now() - began;
  const came = source.messages.filter(({ event }) => event === 'counters').length;
  assert.ok(came <= took / 200 + 2, `${came} events in ${took} ms`);
});

test('without clients the sources are not read, and all clients together cost one reading', async () => {
  const bed = await startBed({ intervalMs: 50 });
  await pause(150);
  assert.equal(bed.looks, 0);
  const sources = await Promise.all([bed.open(), bed.open(), bed.open()]);
  const began = performance.now();
  await waitUntil(() => bed.looks >= 5);
  assert.ok(bed.looks <= (performance.now() - began) / 50 + 3);
  for (const source of sources) source.close();
  await waitUntil(() => bed.live.clients === 0);
  await pause(60);
  const after = bed.looks;
  await pause(200);
  assert.equal(bed.looks, after);
});

test('after a break a client gets the changed states in full, and nothing twice', async () => {
  const bed = await startBed();
  const first = await bed.open();
  await waitUntil(() => first.messages.length === LIVE_KINDS.length);
  const { id } = first.messages.at(-1)!;
  first.close();
  await waitUntil(() => bed.live.clients === 0);
  bed.states['dead-letters'] = { is: 1 };
  bed.states.replays = { is: 1 };
  bed.states.replays = { is: 2 };
  const again = await bed.open(id);
  await again.until('replays', ({ is }) => is === 2);
  await again.until('dead-letters', ({ is }) => is === 1);
  assert.deepEqual(kindsOf(again).sort(), ['dead-letters', 'replays']);
});

test('a change without clients is sent to the next client, even if nothing changes any more', async () => {
  const bed = await startBed();
  const first = await bed.open();
  await waitUntil(() => first.messages.length === LIVE_KINDS.length);
  const { id } = first.messages.at(-1)!;
  // The last reading finds the change when no client is left.
  bed.states.replays = { is: 1 };
  await first.until('replays', ({ is }) => is === 1);
  first.close();
  await waitUntil(() => bed.live.clients === 0);
  const { looks } = bed;
  await pause(250);
  assert.ok(bed.looks <= looks + 1);
  const again = await bed.open(id);
  await again.until('replays', ({ is }) => is === 1);
});

test('an id of another process, or an invalid one, is answered with everything', async () => {
  const bed = await startBed();
  const source = await bed.open();
  await waitUntil(() => source.messages.length === LIVE_KINDS.length);
  const own = source.messages.at(-1)!.id;
  const [epoch] = own.split('.');
  for (const id of ['deadbeef.3', `${epoch}.999`, '7', 'x'.repeat(5_000), '']) {
    const again = await bed.open(id);
    await waitUntil(() => again.messages.length === LIVE_KINDS.length);
    again.close();
  }
});

test('a source that fails keeps its state and hides no other', async () => {
  const bed = await startBed();
  bed.states.replays = new Error('The log is away.');
  const source = await bed.open();
  await waitUntil(() => source.messages.length === LIVE_KINDS.length - 1 && bed.failures.length > 1);
  bed.states.replays = { is: 1 };
  await source.until('replays', ({ is }) => is === 1);
});

test('comments interrupt silence', async () => {
  const bed = await startBed({ heartbeatMs: 100 });
  const source = await bed.open();
  await waitUntil(() => source.comments >= 3);
  assert.equal(source.messages.length, LIVE_KINDS.length);
});

test('a slow client delays nobody, has a bounded queue, and gets the newest state when it reads again', async () => {
  const bed = await startBed({ intervalMs: 10 });
  const slow = await bed.open();
  const quick = await bed.open();
  await waitUntil(() => slow.messages.length === LIVE_KINDS.length);
  slow.stopReading();
  const text = 'x'.repeat(500_000);
  let is = 0;
  while (quick.messages.length < 100) {
    is += 1;
    bed.states.alerts = { is, text };
    await pause(5);
  }
  assert.equal(bed.live.clients, 2);
  bed.states.alerts = { is: 'last' };
  await quick.until('alerts', (data) => data.is === 'last');
  slow.resume();
  await slow.until('alerts', (data) => data.is === 'last');
  // Only the sockets buffer; we have no queue.
  assert.ok(slow.messages.length < 40, `${slow.messages.length} events for a slow client`);
});

test('a client that reads nothing for too long is disconnected', async () => {
  const bed = await startBed({ intervalMs: 10, stuckMs: 300 });
  const stuck = await bed.open();
  await waitUntil(() => stuck.messages.length > 0);
  stuck.stopReading();
  const text = 'x'.repeat(1_000_000);
  let is = 0;
  await waitUntil(() => {
    is += 1;
    bed.states.alerts = { is, text };
    return bed.live.clients === 0;
  });
});

test('clients beyond the limit are refused; one that leaves makes room', async () => {
  const bed = await startBed({ maxClients: 2 });
  const [first] = await Promise.all([bed.open(), bed.open()]);
  const refused = await bed.open();
  assert.equal(refused.status, 500, 'the bare server has no problem documents');
  first.close();
  await waitUntil(() => bed.live.clients === 1);
  assert.equal((await bed.open()).status, 200);
});

test('when the service stops every client is ended cleanly, stuck ones too', async () => {
  const bed = await startBed({ intervalMs: 10 });
  const source = await bed.open();
  const stuck = await bed.open();
  await waitUntil(() => source.messages.length === LIVE_KINDS.length);
  stuck.stopReading();
  bed.states.alerts = { text: 'x'.repeat(8_000_000) };
  await source.until('alerts', ({ text }) => text?.length > 0);
  const began = performance.now();
  await bed.app.close();
  assert.ok(performance.now() - began < 20_000, `${performance.now() - began} ms`);
  await waitUntil(() => source.ended === 'end');
  await waitUntil(() => bed.live.clients === 0);
});

test('one number says what a client has seen, even where states were skipped', () => {
  const state = new LiveState();
  state.set('alerts', 1);
  state.set('replays', 1);
  const first = state.next(0)!;
  assert.match(first.text, /event: alerts\ndata: 1\n\n$/);
  // Both change before the client reads more: it gets each once, and the later change last.
  state.set('replays', 2);
  state.set('alerts', 2);
  const second = state.next(first.revision)!;
  const third = state.next(second.revision)!;
  assert.match(second.text, /event: replays\ndata: 2/);
  assert.match(third.text, /event: alerts\ndata: 2/);
  assert.equal(state.next(third.revision), undefined);
  assert.equal(state.set('alerts', 2), false, 'an equal state is no change');
});
