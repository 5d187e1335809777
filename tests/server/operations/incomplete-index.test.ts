import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { encodeHeaders } from '../../../adapters/jetstream/connection/encode-headers.ts';
import { appendOperation } from '../../../adapters/jetstream/publish/append-operation.ts';
import { eventSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { makeDeadLetter, publishDeadLetters } from './dead-letters.ts';
import { OPERATORS, startOperationsService, type TestOperations } from './operations-service.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const DEAD_LETTERS = 5_000;
const ACTIONS = 300;
const GROWING = ['/changes', '/actions?limit=1'];
const EVENTS = 300;
const FILES = ['operations-index.sqlite', 'ledger-index.sqlite', 'lag-history.sqlite'];

/** An incomplete answer never claims to be complete: it is marked (`index.caughtUp`), 503, or cut. */
describe('while an index is being built', { skip }, () => {
  let operations: TestOperations;
  let fingerprint = '';
  before(async () => {
    operations = await startOperationsService();
    const { inbox } = operations;
    for (let from = 0; from < DEAD_LETTERS; from += 500)
      await publishDeadLetters(
        inbox,
        Array.from({ length: 500 }, (_, n) => makeDeadLetter(from + n + 1)),
      );
    for (let n = 1; n <= ACTIONS; n += 1)
      await appendOperation(
        inbox,
        {
          id: mintCommandId(0, 0),
          at: new Date().toISOString(),
          actor: 'olga',
          requestId: `request-${n}`,
          reason: null,
          target: 'dead-letter',
          deadLetterId: `history.1-0-${n}`,
          kind: 'held',
        },
        { expected: 0, messageId: `held-${n}`, timeoutMs: 30_000 },
      );
    for (let n = 0; n < EVENTS; n += 1) {
      const id = mintCommandId(1, 0);
      await inbox.publish(
        eventSubject(1, 0, 'channel', 'general', 'message-sent'),
        encodeHeaders([
          ['Nats-Msg-Id', id],
          ['ce-id', id],
          ['ce-type', 'chat.message-sent.v1'],
          ['ce-subject', 'channel/general'],
          ['ce-correlationid', 'the-correlation'],
          ['ce-actor', 'alice'],
          ['ce-time', new Date().toISOString()],
        ]),
        Buffer.from('{}'),
        5_000,
      );
    }
    await operations.indexed(DEAD_LETTERS);
    const { body } = await operations.olga.request('GET', '/ops/v1/dead-letters?limit=1');
    fingerprint = body.deadLetters[0].group;
  });
  after(() => operations?.stop());

  const fetchOps = (path: string, body?: unknown) =>
    fetch(`${operations.role.url}/ops/v1${path}`, {
      headers: {
        authorization: `Bearer ${OPERATORS.olga}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  type Body = any;
  /** Each read, with its count in a complete answer. */
  const reads: [path: string, counted: (body: Body) => unknown, body?: unknown][] = [
    ['/dead-letters?limit=1', ({ total }) => total],
    ['/dead-letters?limit=1&state=on-hold', ({ total }) => total],
    ['/dead-letters?limit=1&q=bytes', ({ total }) => total],
    ['/dead-letter-groups', ({ groups }) => groups.reduce((sum: number, { count }: Body) => sum + count, 0)],
    ['/dead-letter-groups?by=type', ({ groups }) => groups[0]?.states],
    ['/actions?limit=1', ({ total }) => total],
    ['/actions?limit=1&kind=held', ({ total }) => total],
    ['/dead-letters/history.1-0-4711', ({ neighbours }) => neighbours.aggregate.total],
    ['/dead-letters/history.1-0-7', ({ deadLetter, actions }) => [deadLetter.state, actions.length]],
    ['/replays/plan', ({ count, skipped }) => [count, skipped], { filter: { consumer: 'history' } }],
    ['/traces?limit=100', ({ commands }) => commands.length],
    ['/traces/the-correlation', ({ total }) => total],
    ['/changes', ({ changes }) => changes.length],
  ];
  const answerOf = async ([path, counted, body]: (typeof reads)[number]) => {
    const answer = await fetchOps(path, body);
    const found = await answer.json();
    const { status } = answer;
    const retryAfter = answer.headers.get('retry-after');
    return { path, status, retryAfter, index: found.index, count: status === 200 ? counted(found) : found };
  };
  const exportOf = async (path: string) => {
    const answer = await fetchOps(path);
    if (answer.status !== 200) return { path, status: answer.status };
    const total = Number(answer.headers.get('x-total-count'));
    // A cut answer rejects here.
    const text = await answer.text().catch(() => undefined);
    return {
      path,
      status: 200,
      total,
      lines: text === undefined ? 'cut' : text.split('\n').length - 1,
    };
  };

  test('every list, count, group, page, plan, trace and export is complete, marked, or 503', async () => {
    reads.push([`/dead-letter-groups/${fingerprint}`, ({ group }) => group.count]);
    const complete = new Map<string, unknown>();
    for (const read of reads) {
      const answer = await waitUntil(
        async () => {
          const found = await answerOf(read);
          return found.status === 200 && found.index?.caughtUp !== false ? found : undefined;
        },
        { what: `${read[0]} to be complete` },
      );
      complete.set(read[0], answer.count);
    }
    assert.equal(complete.get('/dead-letters?limit=1'), DEAD_LETTERS);
    assert.equal(complete.get('/traces/the-correlation'), EVENTS);
    assert.deepEqual(await exportOf('/dead-letters/export'), {
      path: '/dead-letters/export',
      status: 200,
      total: DEAD_LETTERS,
      lines: DEAD_LETTERS,
    });

    let parts = 0;
    let done = false;
    const poll = async (read: (typeof reads)[number]) => {
      for (let whole = 0; !done || whole < 1; ) {
        const answer = await answerOf(read);
        const text = JSON.stringify(answer);
        if (answer.status === 503) {
          assert.equal(answer.retryAfter, '1', text);
          parts += 1;
        } else if (answer.index?.caughtUp === false) {
          assert.ok(answer.index.behind <= answer.index.of, text);
          parts += 1;
        } else {
          assert.equal(answer.status, 200, text);
          // The pipeline may add a change, and an action on an alert, while the test runs.
          if (GROWING.includes(read[0]))
            assert.ok((answer.count as number) >= (complete.get(read[0]) as number), text);
          else assert.deepEqual(answer.count, complete.get(read[0]), text);
          whole += 1;
        }
      }
    };
    const pollExport = async (path: string, lines: number) => {
      while (!done) {
        const found = await exportOf(path);
        if (found.status === 503) parts += 1;
        else if (found.lines !== 'cut') {
          assert.equal(found.total, found.lines, path);
          if (path !== '/actions/export') assert.equal(found.lines, lines, path);
          assert.ok((found.lines as number) >= lines, `${path}: ${found.lines} of ${lines}`);
        }
      }
    };
    const polling = Promise.all([
      ...reads.map(poll),
      pollExport('/dead-letters/export', DEAD_LETTERS),
      pollExport('/actions/export', ACTIONS),
    ]);
    for (let round = 0; round < 3; round += 1) {
      for (const file of FILES)
        for (const suffix of ['-wal', '-shm', ''])
          rmSync(join(operations.dataDir, file + suffix), { force: true });
      await waitUntil(
        async () => {
          const { body } = await operations.olga.request('GET', '/ops/v1/dead-letters?limit=1');
          return body.index.caughtUp && body.total === DEAD_LETTERS;
        },
        { timeoutMs: 60_000, what: 'the index to be complete again' },
      );
    }
    done = true;
    await polling;
    assert.ok(parts > 0, 'some answers were of an index that was being built');
  });

  test('an export that fails half-way breaks the connection instead of ending cleanly', async () => {
    const answer = await fetchOps('/dead-letters/export');
    assert.equal(answer.status, 200);
    await operations.nats.kill();
    await assert.rejects(async () => {
      const text = await answer.text();
      // What fits into the buffers may have been read before NATS stopped.
      if (text.split('\n').length - 1 === DEAD_LETTERS) throw new Error('all of it had been read');
    });
    const refused = await fetchOps('/dead-letters/export');
    assert.equal(refused.status, 503);
    const { body: list } = await operations.olga.request('GET', '/ops/v1/dead-letters?limit=1');
    assert.equal(list.index.caughtUp, false);
    await operations.nats.restart();
  });
});
