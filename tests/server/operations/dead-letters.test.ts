import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { waitUntil } from '../../engines/condition.ts';
import { type DeadLetterFields, makeDeadLetter, publishDeadLetters } from './dead-letters.ts';
import { OPERATORS, startOperationsService, type TestOperations } from './operations-service.ts';

let operations: TestOperations;
before(async () => {
  operations = await startOperationsService();
});
after(() => operations.stop());

const get = (path: string) => operations.olga.request('GET', `/ops/v1${path}`);
const idsOf = ({ body }: { body: { deadLetters: { id: string }[] } }) => body.deadLetters.map(({ id }) => id);
const DEAD_LETTERS = 60;
const texts: Record<number, string> = {
  7: 'a needle in "it" * OR',
  8: 'First line\nsecondword\tthirdword \u2028fourthword',
  9: 'Die Straße, ﬁnd, Ｗｉｄｅ',
  10: '明日の会議室は三階です。',
  11: 'การประชุม at noon',
};

describe('the list of dead letters', () => {
  before(async () => {
    await publishDeadLetters(
      operations.inbox,
      Array.from({ length: DEAD_LETTERS }, (_, n) =>
        makeDeadLetter(n + 1, {
          channel: `channel-${n % 3}`,
          actor: n % 2 === 0 ? 'alice' : 'bob',
          code: n % 4 === 0 ? 'SQLITE_TOOBIG' : 'SQLITE_MISMATCH',
          text: texts[n] ?? `text ${n}`,
        }),
      ),
    );
    await operations.indexed(DEAD_LETTERS);
  });

  test('pages in both directions hold each dead letter once, and as many as the total says', async () => {
    for (const sort of ['newest', 'oldest']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await get(`/dead-letters?sort=${sort}&limit=7&actor=alice${cursor}`);
        assert.equal(page.status, 200);
        assert.equal(page.body.total, DEAD_LETTERS / 2);
        seen.push(...idsOf(page));
        cursor = page.body.next === null ? '' : `&cursor=${encodeURIComponent(page.body.next)}`;
      } while (cursor !== '');
      const expected = Array.from({ length: DEAD_LETTERS / 2 }, (_, n) => `history.1-0-${2 * n + 1}`);
      assert.deepEqual(seen, sort === 'oldest' ? expected : expected.toReversed());
    }
  });

  test('a search goes in the order of the list, page by page', async () => {
    for (const sort of ['newest', 'oldest']) {
      const all = await get(`/dead-letters?limit=500&sort=${sort}&actor=bob`);
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await get(`/dead-letters?sort=${sort}&limit=7&actor=bob&q=applyBatch${cursor}`);
        seen.push(...idsOf(page));
        cursor = page.body.next === null ? '' : `&cursor=${encodeURIComponent(page.body.next)}`;
      } while (cursor !== '');
      assert.deepEqual(seen, idsOf(all));
    }
  });

  test('a cursor of other filters is refused', async () => {
    const page = await get('/dead-letters?limit=5');
    const other = await get(`/dead-letters?limit=5&actor=bob&cursor=${encodeURIComponent(page.body.next)}`);
    assert.deepEqual([other.status, other.body.type], [400, '/problems/invalid-cursor']);
  });

  const filters: [query: string, total: number][] = [
    ['state=open,on-hold', DEAD_LETTERS],
    ['state=discarded', 0],
    ['consumer=history', DEAD_LETTERS],
    ['consumer=search', 0],
    ['type=chat.message-sent.v1', DEAD_LETTERS],
    ['class=poison&code=SQLITE_TOOBIG', DEAD_LETTERS / 4],
    ['aggregate=channel%2Fchannel-1', DEAD_LETTERS / 3],
    ['aggregate=channel%2Fchannel-1&actor=bob', DEAD_LETTERS / 6],
    ['correlationId=correlation-5', 1],
    ['to=2020-01-01', 0],
    ['from=2020-01-01T00:00:00Z', DEAD_LETTERS],
    ['q=needle', 1],
    ['q=need', 1],
    ['q=%22it%22%20*%20OR', 1],
    ['q=SQLITE_MISMATCH%20alice', DEAD_LETTERS / 4],
    ['q=secondword', 1],
    ['q=fourthword', 1],
    ['q=nsecondword', 0],
    [`q=${encodeURIComponent('STRASSE')}`, 1],
    [`q=${encodeURIComponent('straße find wide')}`, 1],
    [`q=${encodeURIComponent('会議')}`, 1],
    [`q=${encodeURIComponent('議会')}`, 0],
    [`q=${encodeURIComponent('三階で')}`, 1],
    [`q=${encodeURIComponent('ประชุม')}`, 1],
    ['q=applyBatch', DEAD_LETTERS],
    ['q=applyBatch&actor=bob&state=open', DEAD_LETTERS / 2],
    ['q=%2A', 0],
    ['q=NEAR(%22', 0],
    ['q=a%27%3B%20DROP%20TABLE%20entries', 0],
    ['q=%00', 0],
  ];
  for (const [query, total] of filters) {
    test(`?${query} finds ${total}`, async () => {
      const answer = await get(`/dead-letters?limit=500&${query}`);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.deepEqual([answer.body.total, answer.body.deadLetters.length], [total, total]);
    });
  }

  test('an unknown filter, or an invalid value, is refused', async () => {
    for (const query of [
      'sttae=open',
      'state=shut',
      'from=yesterday',
      'from=2020-13-45',
      'sort=up',
      'limit=x',
    ]) {
      assert.equal((await get(`/dead-letters?${query}`)).status, 400, query);
    }
  });

  test('groups count the same dead letters as the list, by any grouping and filter', async () => {
    for (const by of ['fingerprint', 'type', 'consumer']) {
      for (const filter of ['', '&state=open', '&actor=bob', '&code=SQLITE_TOOBIG']) {
        const { body } = await get(`/dead-letter-groups?by=${by}${filter}`);
        const list = await get(`/dead-letters?limit=1${filter}`);
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
        assert.equal(
          sum(body.groups.map(({ count }: { count: number }) => count)),
          list.body.total,
          by + filter,
        );
        for (const group of body.groups) {
          assert.equal(sum(Object.values(group.states)), group.count);
          assert.equal(sum(group.trend), group.count, 'all of them failed today');
        }
      }
    }
    const { body } = await get('/dead-letter-groups');
    assert.deepEqual(
      body.groups.map(({ count }: { count: number }) => count),
      [45, 15],
      'numbers in messages and lines in stacks make no separate groups',
    );
  });

  test('a group shows its channels and callers, and the facts since', async () => {
    const { body } = await get('/dead-letter-groups');
    const detail = await get(`/dead-letter-groups/${body.groups[0].key}`);
    assert.equal(detail.status, 200, JSON.stringify(detail.body));
    const { largestChannels, largestCallers, ...counts } = detail.body.reach;
    assert.deepEqual(counts, { channels: 3, callers: 2, consumers: 1, types: 1 });
    for (const [reached, filter] of [
      [largestChannels, 'aggregate'],
      [largestCallers, 'actor'],
    ]) {
      for (const { name, count, open } of reached) {
        const of = `/dead-letters?limit=1&group=${body.groups[0].key}&${filter}=${encodeURIComponent(name)}`;
        assert.equal((await get(of)).body.total, count, name);
        assert.equal((await get(`${of}&state=open`)).body.total, open, name);
      }
      const sizes = reached.map(({ count }: { count: number }) => count);
      assert.deepEqual(
        sizes,
        sizes.toSorted((a: number, b: number) => b - a),
      );
    }
    assert.deepEqual([largestChannels.length, largestCallers.length], [3, 2]);
    assert.deepEqual(detail.body.sinceThen.workerVersions, {
      first: '0.1.0',
      last: '0.1.0',
      newestSeen: '0.1.0',
    });
    assert.equal(detail.body.sinceThen.stores[0].consumer, 'history');
    assert.equal((await get('/dead-letter-groups/0123456789abcdef')).status, 404);
  });

  test('a dead letter is shown in full: bytes, faults, failures, neighbours, times left', async () => {
    const bytes = Buffer.from('{"specversion":"1.0"}');
    await publishDeadLetters(operations.inbox, [
      makeDeadLetter(9_001, { channel: 'whole', correlationId: 'shared' }),
      makeDeadLetter(9_002, { channel: 'whole', bytes, correlationId: 'shared' }),
      makeDeadLetter(9_003, { bytes: Buffer.from([0xff, 0xfe, 0x00]), correlationId: 'binary' }),
    ]);
    await operations.indexed(DEAD_LETTERS + 3);
    const { status, body } = await get('/dead-letters/history.1-0-9001');
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(JSON.parse(body.payload.text).data.text, 'text 9001');
    assert.equal(Buffer.from(body.payload.base64, 'base64').toString(), body.payload.text);
    assert.deepEqual(body.schemaFaults, []);
    assert.equal(body.failures.length, 1);
    assert.match(body.stack, /applyBatch/);
    assert.equal(body.attemptLog.length, 1);
    assert.deepEqual(idsOf({ body: body.neighbours.aggregate }), ['history.1-0-9002']);
    assert.deepEqual(idsOf({ body: body.neighbours.correlation }), ['history.1-0-9002']);
    assert.ok(Date.parse(body.expires.deadLetter) > Date.parse(body.expires.original));
    assert.ok(body.projections.history.state);

    const broken = (await get('/dead-letters/history.1-0-9002')).body;
    assert.deepEqual(broken.schemaFaults, [{ pointer: '', detail: 'The attribute id is missing.' }]);
    assert.deepEqual(broken.projections, {}, 'bytes that are no event are in no read model');
    const binary = (await get('/dead-letters/history.1-0-9003')).body;
    assert.deepEqual(
      [binary.payload.isJson, binary.payload.text, binary.payload.base64],
      [false, null, '//4A'],
    );
    assert.equal((await get('/dead-letters/history.1-0-77777')).status, 404);
    assert.equal((await get('/dead-letters/nonsense')).status, 400);
  });

  test('faults in the data have pointers', async () => {
    const event = JSON.parse(Buffer.from(makeDeadLetter(9_004).bytes).toString());
    event.data.text = 7;
    await publishDeadLetters(operations.inbox, [
      makeDeadLetter(9_004, { bytes: Buffer.from(JSON.stringify(event)), correlationId: 'faulty' }),
    ]);
    await operations.indexed(DEAD_LETTERS + 4);
    const { body } = await get('/dead-letters/history.1-0-9004');
    assert.deepEqual(
      body.schemaFaults.map(({ pointer }: { pointer: string }) => pointer),
      ['/data/text'],
    );
  });

  test('a later failure with another cause moves the dead letter to its new group', async () => {
    const first = (await get('/dead-letters/history.1-0-1')).body.deadLetter;
    await publishDeadLetters(operations.inbox, [
      makeDeadLetter(1, { message: 'no such table: messages', attempts: 4, correlationId: 'correlation-1' }),
    ]);
    const moved = await waitUntil(async () => {
      const { deadLetter, failures } = (await get('/dead-letters/history.1-0-1')).body;
      return deadLetter.failures === 2 ? { deadLetter, failures } : undefined;
    });
    assert.notEqual(moved.deadLetter.group, first.group);
    assert.deepEqual(
      moved.failures.map(({ group }: { group: string }) => group),
      [first.group, moved.deadLetter.group],
    );
    const old = await get(`/dead-letters?group=${first.group}&limit=500`);
    assert.ok(!idsOf(old).includes('history.1-0-1'));
    assert.deepEqual(idsOf(await get('/dead-letters?q=table')), ['history.1-0-1']);
    assert.equal(
      (await get('/dead-letters?limit=1')).body.total,
      DEAD_LETTERS + 4,
      'and is still one dead letter',
    );
  });

  test('the largest five channels of a group are named; the group grows while its newest failure is recent', async () => {
    const ago = new Date(Date.now() - 3 * 60_000).toISOString();
    const deadLetters = (from: number, fields: DeadLetterFields) =>
      Array.from({ length: 8 }, (_, n) =>
        makeDeadLetter(from + n, { channel: `reached-${n % 7}`, actor: 'carol', ...fields }),
      );
    await publishDeadLetters(operations.inbox, [
      ...deadLetters(7_001, { message: 'grows', code: 'GROWS' }),
      ...deadLetters(8_001, { message: 'has ended', code: 'ENDED', firstFailedAt: ago, failedAt: ago }),
    ]);
    const groupOf = (code: string) =>
      waitUntil(async () => {
        const [group] = (await get(`/dead-letter-groups?code=${code}`)).body.groups;
        return group?.count === 8 ? (await get(`/dead-letter-groups/${group.key}`)).body : undefined;
      });
    const { reach, growth } = await groupOf('GROWS');
    assert.equal(reach.channels, 7);
    assert.deepEqual(
      reach.largestChannels.map(({ name, count }: { name: string; count: number }) => [name, count]),
      [['channel/reached-0', 2], ...[1, 2, 3, 4].map((n) => [`channel/reached-${n}`, 1])],
    );
    assert.deepEqual(reach.largestCallers, [{ name: 'carol', count: 8, open: 8 }]);
    assert.deepEqual(growth, { growing: true, lastHour: 8, hourBefore: 0 });
    assert.deepEqual((await groupOf('ENDED')).growth, { growing: false, lastHour: 8, hourBefore: 0 });
  });

  test('the export holds every matching dead letter', async () => {
    const answer = await fetch(`${operations.role.url}/ops/v1/dead-letters/export?actor=bob`, {
      headers: { authorization: `Bearer ${OPERATORS.olga}` },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/x-ndjson');
    const lines = (await answer.text()).trim().split('\n');
    assert.equal(lines.length, DEAD_LETTERS / 2);
    assert.ok(lines.every((line) => JSON.parse(line).actor === 'bob'));
    assert.equal((await get('/dead-letters/export?from=2020-13-45')).status, 400);
  });
});

describe('the index file', () => {
  const answers = async () => {
    const paths = [
      '/dead-letters?limit=500',
      '/dead-letter-groups',
      '/dead-letters/history.1-0-1',
      '/actions',
    ];
    return await waitUntil(
      async () => {
        const bodies = (await Promise.all(paths.map(get))).map(({ body }) => ({ ...body, index: null }));
        // Null where the read model did not answer in time.
        return bodies.every(({ projections }) => projections !== null) ? bodies : undefined;
      },
      { what: 'whole answers' },
    );
  };

  test('is rebuilt the same when it is deleted, under the running service or not', async () => {
    await operations.olga.request('POST', '/ops/v1/dead-letters/history.1-0-2/actions', {
      kind: 'discarded',
      reason: 'test',
      requestId: crypto.randomUUID(),
    });
    const total = (await get('/dead-letters?limit=1')).body.total;
    const before = await answers();
    const remove = () => {
      for (const suffix of ['', '-wal', '-shm']) {
        rmSync(join(operations.dataDir, `operations-index.sqlite${suffix}`), { force: true });
      }
    };
    remove();
    await operations.indexed(total);
    assert.deepEqual(await answers(), before);
    await operations.role.stop();
    remove();
    await operations.role.restart();
    await operations.indexed(total);
    assert.deepEqual(await answers(), before);
  });

  test('follows a nats-server through a crash', async () => {
    const total = (await get('/dead-letters?limit=1')).body.total;
    await operations.nats.kill();
    await operations.nats.restart();
    await operations.link.whenUp(30_000);
    await waitUntil(() => operations.link.isUp);
    await publishDeadLetters(operations.inbox, [makeDeadLetter(9_100)]);
    await operations.indexed(total + 1);
  });

  test('drops what the stream has dropped', async () => {
    const { body } = await get('/dead-letters?limit=1&q=needle');
    const total = (await get('/dead-letters?limit=1')).body.total;
    assert.equal(body.total, 1);
    // The first message has expired: dead letter 1 has a later failure, and stays.
    await apiRequest(operations.link, 'STREAM.MSG.DELETE.DEAD_LETTERS', { seq: 1 });
    const one = await waitUntil(async () => {
      const { failures, deadLetter } = (await get('/dead-letters/history.1-0-1')).body;
      return deadLetter.failures === 1 ? failures : undefined;
    });
    assert.equal(one.length, 1);
    for (let seq = 2; seq <= 8; seq += 1) {
      await apiRequest(operations.link, 'STREAM.MSG.DELETE.DEAD_LETTERS', { seq });
    }
    await operations.indexed(total - 7);
    assert.equal((await get('/dead-letters?limit=1&q=needle')).body.total, 0);
    const groups = (await get('/dead-letter-groups')).body.groups as { count: number }[];
    assert.equal(
      groups.reduce((sum, { count }) => sum + count, 0),
      total - 7,
    );
    assert.equal((await get('/dead-letters/history.1-0-2')).status, 404);
  });

  test('is complete, though the newest message was removed: a plan need not wait for it', async () => {
    const total = (await get('/dead-letters?limit=1')).body.total;
    await publishDeadLetters(operations.inbox, [makeDeadLetter(9_200)]);
    await operations.indexed(total + 1);
    const { sequence: seq } = (await get('/dead-letters/history.1-0-9200')).body.deadLetter;
    await apiRequest(operations.link, 'STREAM.MSG.DELETE.DEAD_LETTERS', { seq });
    await operations.role.stop();
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(operations.dataDir, `operations-index.sqlite${suffix}`), { force: true });
    await operations.role.restart();
    const open = (await waitUntil(async () => {
      const { body } = await get('/dead-letters?limit=1&state=open');
      return body.index.caughtUp ? body : undefined;
    })) as { total: number };
    const plan = { filter: { consumer: 'history' } };
    const { status, body } = await operations.olga.request('POST', '/ops/v1/replays/plan', plan);
    assert.deepEqual([status, body.count], [200, open.total], JSON.stringify(body));
  });

  test('is rebuilt when a stream was replaced', async () => {
    const { config } = await apiRequest<{ config: object }>(operations.link, 'STREAM.INFO.DEAD_LETTERS');
    await apiRequest(operations.link, 'STREAM.DELETE.DEAD_LETTERS');
    await apiRequest(operations.link, 'STREAM.CREATE.DEAD_LETTERS', config);
    await publishDeadLetters(operations.inbox, [makeDeadLetter(1), makeDeadLetter(2), makeDeadLetter(3)]);
    await operations.indexed(3);
    const { body } = await get('/dead-letters');
    const { state, reopened, revision } = body.deadLetters[1];
    assert.deepEqual([state, reopened], ['discarded', 0], 'only an action ends a discard');
    assert.ok(revision > 0, 'what OPERATIONS records about a dead letter still counts');
  });
});

test('a payload is shown as it is written, however long its numbers and however deep it is', async () => {
  const written = Buffer.from(makeDeadLetter(9_005).bytes).toString();
  const long = written.replace('"text":"text 9005"', '"text":1128302748472360971,"n":1.0');
  const payloads: [number, string][] = [
    [9_005, long],
    [9_006, written.replace('"text 9005"', `${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ];
  assert.notEqual(long, written);
  await publishDeadLetters(
    operations.inbox,
    payloads.map(([n, text]) => ({ ...makeDeadLetter(n), bytes: Buffer.from(text) })),
  );
  for (const [n, text] of payloads) {
    const path = `/dead-letters/history.1-0-${n}`;
    await waitUntil(async () => (await get(path)).status !== 404, { what: `dead letter ${n}` });
    const { status, body } = await get(path);
    assert.equal(status, 200, JSON.stringify(body).slice(0, 500));
    assert.deepEqual([body.payload.text, body.payload.isJson], [text, true]);
  }
});
