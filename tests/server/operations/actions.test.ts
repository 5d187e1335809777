import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'nats';
import { apiRequest } from '../../../adapters/jetstream/connection/api-request.ts';
import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import { readOperation } from '../../../adapters/jetstream/records/read-operation.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { OPERATIONS } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { Client } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { makeDeadLetter, publishDeadLetters } from './dead-letters.ts';
import { OPERATORS, startOperationsService, type TestOperations } from './operations-service.ts';

let operations: TestOperations;
let olga: Client;
let otto: Client;
const DEAD_LETTERS = 40;
const RETRY_MS = 8_000;

before(async () => {
  operations = await startOperationsService({ WAYBILL_ACTION_RETRY_MS: String(RETRY_MS) });
  ({ olga, otto } = operations);
  await publishDeadLetters(
    operations.inbox,
    Array.from({ length: DEAD_LETTERS }, (_, n) => makeDeadLetter(n + 1)),
  );
  await operations.indexed(DEAD_LETTERS);
});
after(() => operations.stop());

const idOf = (sequence: number) => `history.1-0-${sequence}`;
const action = (client: Client, sequence: number, body: object, requestId: string = crypto.randomUUID()) =>
  client.request('POST', `/ops/v1/dead-letters/${idOf(sequence)}/actions`, { requestId, ...body });
const actionsIn = async () =>
  (await readBatch(operations.link, OPERATIONS, { seq: 1, batch: 1_000 })).map(
    (message) => readOperation(message)!,
  );
const actionsOn = async (sequence: number) =>
  (await actionsIn()).filter((each) => each.target === 'dead-letter' && each.deadLetterId === idOf(sequence));

test('each action is one event, and the answer shows it', async () => {
  const steps: [body: object, state: string][] = [
    [{ kind: 'noted', text: 'looked at it' }, 'open'],
    [{ kind: 'assigned', assignee: 'olga' }, 'open'],
    [{ kind: 'ticket-linked', ticket: 'OPS-1' }, 'open'],
    [{ kind: 'held', reason: 'wait for the fix' }, 'on-hold'],
    [{ kind: 'released' }, 'open'],
    [{ kind: 'discarded', reason: 'a test message' }, 'discarded'],
    [{ kind: 'restored' }, 'open'],
  ];
  for (const [body, state] of steps) {
    const { status, body: answer } = await action(olga, 1, body);
    assert.equal(status, 200, JSON.stringify(answer));
    assert.deepEqual([answer.deadLetter.state, answer.action.actor], [state, 'olga']);
  }
  const { body } = await olga.request('GET', `/ops/v1/dead-letters/${idOf(1)}`);
  assert.deepEqual(
    [body.deadLetter.assignee, body.deadLetter.ticket, body.deadLetter.note.text],
    ['olga', 'OPS-1', 'looked at it'],
  );
  assert.deepEqual(
    body.actions.map(({ kind }: { kind: string }) => kind),
    steps.map(([{ kind }]: [{ kind?: string }, string]) => kind).reverse(),
  );
  assert.equal((await actionsOn(1)).length, steps.length);
  const mine = await olga.request('GET', '/ops/v1/dead-letters?assignee=olga&ticket=OPS-1');
  assert.equal(mine.body.total, 1);
});

test('a repeated request does nothing more, and gets the same answer', async () => {
  const requestId = crypto.randomUUID();
  const first = await action(olga, 2, { kind: 'discarded', reason: 'once' }, requestId);
  const again = await action(olga, 2, { kind: 'discarded', reason: 'once' }, requestId.toUpperCase());
  assert.deepEqual(again.body, first.body);
  // Also when the dead letter has changed since.
  await action(olga, 2, { kind: 'restored' });
  const later = await action(olga, 2, { kind: 'discarded', reason: 'once' }, requestId);
  assert.deepEqual([later.status, later.body.action], [200, first.body.action]);
  assert.equal((await actionsOn(2)).length, 2);
  const other = await action(olga, 2, { kind: 'discarded', reason: 'another' }, requestId);
  assert.deepEqual([other.status, other.body.type], [422, '/problems/request-id-reused']);
});

test('a double click has one effect', async () => {
  const requestId = crypto.randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => action(olga, 3, { kind: 'discarded', reason: 'clicked' }, requestId)),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(new Set(answers.map(({ body }) => body.action.id)).size, 1);
  assert.equal((await actionsOn(3)).length, 1);
});

test('of many actions at once one succeeds, and the others learn whose', async () => {
  for (const body of [{ kind: 'discarded', reason: 'mine' }, { kind: 'held' }]) {
    const sequence = body.kind === 'held' ? 4 : 5;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => action(n % 2 ? olga : otto, sequence, body)),
    );
    const done = answers.filter(({ status }) => status === 200);
    assert.equal(done.length, 1);
    for (const { status, body: problem } of answers.filter((answer) => answer !== done[0])) {
      assert.deepEqual([status, problem.type], [409, '/problems/acted-before']);
      assert.equal(problem.first.actor, done[0]!.body.action.actor);
      assert.equal(problem.first.at, done[0]!.body.action.at);
    }
    assert.equal((await actionsOn(sequence)).length, 1);
  }
});

test("two people assign at once: one is refused; notes don't conflict", async () => {
  const [a, b] = await Promise.all([
    action(olga, 6, { kind: 'assigned', assignee: 'olga' }),
    action(otto, 6, { kind: 'assigned', assignee: 'otto' }),
  ]);
  const all = await actionsOn(6);
  // They may also have come one after the other: then both were done, in an order.
  assert.equal(all.length, [a, b].filter(({ status }) => status === 200).length);
  const notes = await Promise.all(
    Array.from({ length: 6 }, (_, n) => action(n % 2 ? olga : otto, 7, { kind: 'noted', text: `note ${n}` })),
  );
  assert.deepEqual(new Set(notes.map(({ status }) => status)), new Set([200]));
  assert.equal((await actionsOn(7)).length, 6);
});

test('an action decided on outdated state is refused', async () => {
  const { body } = await action(olga, 8, { kind: 'assigned', assignee: 'olga' });
  const stale = await action(otto, 8, { kind: 'assigned', assignee: 'otto', revision: 0 });
  assert.deepEqual([stale.status, stale.body.first.actor], [409, 'olga']);
  const fresh = await action(otto, 8, {
    kind: 'assigned',
    assignee: 'otto',
    revision: body.deadLetter.revision,
  });
  assert.equal(fresh.status, 200);
});

test('actions without an effect or with wrong parameters are refused', async () => {
  const refused: [body: object, status: number][] = [
    [{ kind: 'discarded' }, 400],
    [{ kind: 'noted' }, 400],
    [{ kind: 'held', assignee: 'x' }, 400],
    [{ kind: 'edited', byEventId: 'x', byPosition: '1-0-1' }, 400],
    [{ kind: 'exploded' }, 400],
    [{ kind: 'restored' }, 409],
    [{ kind: 'released' }, 409],
    [{ kind: 'assigned', assignee: null }, 409],
  ];
  for (const [body, status] of refused) {
    assert.equal((await action(olga, 9, body)).status, status, JSON.stringify(body));
  }
  assert.equal((await action(olga, 9, { kind: 'held' }, 'not-a-uuid')).status, 400);
  assert.equal((await action(olga, 4_711, { kind: 'held' })).status, 404);
  assert.equal((await actionsOn(9)).length, 0);
});

test('of several selected dead letters each has its own action and answer', async () => {
  const requestId = crypto.randomUUID();
  await action(otto, 12, { kind: 'discarded', reason: 'before' });
  const body = {
    requestId,
    ids: [10, 11, 12, 4_711, 10].map(idOf),
    kind: 'discarded',
    reason: 'all of them',
  };
  const post = () => olga.request('POST', '/ops/v1/dead-letters/actions', body);
  const { status, body: answer } = await post();
  assert.equal(status, 200, JSON.stringify(answer));
  assert.deepEqual([answer.done, answer.refused], [2, 2]);
  assert.deepEqual(
    answer.results.map(({ id, problem }: { id: string; problem: { type: string } | null }) => [
      id,
      problem?.type ?? null,
    ]),
    [
      [idOf(10), null],
      [idOf(11), null],
      [idOf(12), '/problems/acted-before'],
      [idOf(4_711), '/problems/dead-letter-unknown'],
    ],
  );
  assert.equal(answer.results[2].problem.first.actor, 'otto');
  const again = await post();
  assert.deepEqual(
    again.body.results.map(({ action: each }: { action: object | null }) => each),
    answer.results.map(({ action: each }: { action: object | null }) => each),
  );
  assert.deepEqual([(await actionsOn(10)).length, (await actionsOn(12)).length], [1, 1]);
});

test('a group has its own owner, ticket and note', async () => {
  const { body } = await olga.request('GET', '/ops/v1/dead-letter-groups');
  const path = `/ops/v1/dead-letter-groups/${body.groups[0].key}/actions`;
  for (const fields of [
    { kind: 'group-assigned', assignee: 'otto' },
    { kind: 'group-ticket-linked', ticket: 'OPS-2' },
    { kind: 'group-noted', text: 'a bad deploy' },
  ]) {
    const answer = await otto.request('POST', path, { requestId: crypto.randomUUID(), ...fields });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }
  const again = await olga.request('POST', path, {
    requestId: crypto.randomUUID(),
    kind: 'group-assigned',
    assignee: 'otto',
  });
  assert.deepEqual([again.status, again.body.first.actor], [409, 'otto']);
  const { group, actions } = (await olga.request('GET', path.replace('/actions', ''))).body;
  assert.deepEqual(
    [group.assignee, group.ticket, group.note.text, actions.length],
    ['otto', 'OPS-2', 'a bad deploy', 3],
  );
});

test('the audit log lists every action, by any filter, and exports it completely', async () => {
  const stored = await actionsIn();
  const { body } = await olga.request('GET', '/ops/v1/actions?limit=500');
  assert.equal(body.total, stored.length);
  assert.deepEqual(
    body.actions.map(({ id }: { id: string }) => id),
    stored.map(({ id }) => id).reverse(),
  );
  const count = async (query: string) =>
    (await olga.request('GET', `/ops/v1/actions?limit=1&${query}`)).body.total;
  assert.equal(await count('actor=otto'), stored.filter(({ actor }) => actor === 'otto').length);
  assert.equal(await count('kind=discarded'), stored.filter(({ kind }) => kind === 'discarded').length);
  assert.equal(
    await count('kind=discarded,noted'),
    stored.filter(({ kind }) => kind === 'discarded' || kind === 'noted').length,
  );
  assert.equal(await count('target=group'), 3);
  assert.equal(await count(`deadLetterId=${idOf(1)}`), 7);
  assert.equal(await count('to=2020-01-01'), 0);
  const exported = await fetch(`${operations.role.url}/ops/v1/actions/export?actor=otto`, {
    headers: { authorization: `Bearer ${OPERATORS.olga}` },
  });
  const lines = (await exported.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(lines.length, await count('actor=otto'));
  assert.ok(lines.every(({ actor }) => actor === 'otto'));
});

test('an action whose service dies is done once, when it is sent again', async () => {
  const requestId = crypto.randomUUID();
  const body = { requestId, kind: 'discarded', reason: 'in a storm' };
  const path = `/ops/v1/dead-letters/${idOf(20)}/actions`;
  const cut = olga.request('POST', path, body).catch(() => undefined);
  await operations.role.restart();
  await cut;
  const again = await waitUntil(async () => {
    const answer = await olga.request('POST', path, body);
    return answer.status === 200 ? answer : undefined;
  });
  assert.equal(again.body.deadLetter.state, 'discarded');
  assert.equal((await actionsOn(20)).length, 1);
});

test('an action that a full stream refuses is retried at a pace, and done once there is room', async () => {
  const { link, nats } = operations;
  const { config } = (await streamInfo(link, OPERATIONS))!;
  const limit = (max_bytes: number) =>
    apiRequest(link, `STREAM.UPDATE.${OPERATIONS}`, { ...config, max_bytes });
  const watching = await connect({ servers: nats.url });
  let asked = 0;
  watching.subscribe('operations.>', {
    callback: () => {
      asked += 1;
    },
  });
  await watching.flush();
  try {
    await limit(1);
    const requestId = crypto.randomUUID();
    const refused = await action(olga, 21, { kind: 'held' }, requestId);
    assert.equal(refused.status, 504);
    // Every tenth of a second.
    assert.ok(asked > 1 && asked <= RETRY_MS / 100 + 1, `the log was asked ${asked} times`);
    await limit(config.max_bytes as number);
    const { status } = await action(olga, 21, { kind: 'held' }, requestId);
    assert.equal(status, 200);
    assert.equal((await actionsOn(21)).length, 1);
  } finally {
    await watching.close();
  }
});
