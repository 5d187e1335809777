import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type Type from 'typebox';
import { Value } from 'typebox/value';
import { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import {
  LIVE_KINDS,
  LiveAlerts,
  LiveConsumers,
  LiveCounters,
  LiveDeadLetters,
  LiveReplays,
} from '../../../contracts/live.ts';
import { Problem } from '../../../contracts/problem.ts';
import {
  type OperationsAnswer,
  type OperationsCall,
  type OperationsInput,
  operationsRequest,
} from '../../../contracts/routes/operations-request.ts';
import { operationsRoutes } from '../../../contracts/routes/operations-routes.ts';
import type { Route } from '../../../contracts/routes/route.ts';
import { waitUntil } from '../../engines/condition.ts';
import { openEventSource } from './alerts/event-source.ts';
import { OPERATOR_KEY, type ReplayBed, startReplayBed } from './replay-bed.ts';
import { timesInText } from './times-in-text.ts';

const routes = new Map<string, Route>(
  Object.values(operationsRoutes).map((route) => [`${route.method} ${route.path}`, route]),
);

const LIVE_STATES = {
  counters: LiveCounters,
  consumers: LiveConsumers,
  alerts: LiveAlerts,
  'dead-letters': LiveDeadLetters,
  replays: LiveReplays,
};

/** Routes that only a person who is signed in can call. */
const OF_A_SESSION = new Set<OperationsCall>(['POST /ops/v1/sign-out', 'POST /ops/v1/password']);

/** Throws where a value does not match a schema, or has undeclared members. */
function assertFits(schema: Type.TSchema, value: unknown, what: string): void {
  const [first] = Value.Errors(schema, value);
  assert.equal(
    first,
    undefined,
    `${what}: ${JSON.stringify(first)} in ${JSON.stringify(value)?.slice(0, 2_000)}`,
  );
  assert.deepEqual(
    Value.Clean(schema, structuredClone(value)),
    value,
    `${what}: members without a declaration`,
  );
  assert.deepEqual(timesInText(value), [], `${what}: times within texts`);
}

/** One pipeline with dead letters, replays, alerts and changes, so that every route has real data. */
describe('every route of the operations API', () => {
  let bed: ReplayBed;
  /** The routes that gave one of their declared answers. */
  const answered = new Set<string>();

  before(async () => {
    bed = await startReplayBed({
      WAYBILL_ALERT_EVALUATE_MS: '200',
      WAYBILL_CONSUMER_SNAPSHOT_MS: '500',
      WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
    });
  });
  after(async () => bed?.stop());

  /** The cookie of the session begun last. */
  let session = '';

  async function send(call: OperationsCall, input: object): Promise<Response> {
    const { method, path } = operationsRequest(call, input as never);
    const { body } = input as { body?: unknown };
    return await fetch(bed.operations.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(OF_A_SESSION.has(call) ? { cookie: session } : { authorization: `Bearer ${OPERATOR_KEY}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
  }

  /** The answer, which the route must declare. */
  async function call<Call extends OperationsCall>(
    name: Call,
    input: OperationsInput<Call>,
  ): Promise<OperationsAnswer<Call>> {
    const answer = await send(name, input);
    const text = await answer.text();
    const what = `${name} answers ${answer.status}`;
    const declared = routes.get(name)?.answers[answer.status];
    assert.ok(declared, `${what}, which it does not declare: ${text.slice(0, 500)}`);
    if (declared.media !== null)
      assert.ok(answer.headers.get('content-type')?.startsWith(declared.media ?? 'application/json'), what);
    for (const header of Object.keys(declared.headers ?? {}))
      assert.ok(answer.headers.has(header), `${what} without ${header}`);
    session = answer.headers.getSetCookie()[0]?.split(';')[0] ?? session;
    const body = declared.schema ? JSON.parse(text) : text;
    if (declared.schema) assertFits(declared.schema, body, what);
    answered.add(name);
    return body;
  }

  /** The problem that a route answers with, which it must declare. */
  async function refused<Call extends OperationsCall>(
    name: Call,
    input: OperationsInput<Call>,
  ): Promise<Problem> {
    const answer = await send(name, input);
    const problem = (await answer.json()) as Problem;
    assertFits(Problem, problem, name);
    const type = problem.type.replace('/problems/', '');
    assert.ok(
      type === 'invalid-request' || routes.get(name)?.problems?.includes(type as never),
      `${name} does not declare ${JSON.stringify(problem)}`,
    );
    return problem;
  }

  test('gives an answer that its declaration describes, from real data', async () => {
    const requestId = () => crypto.randomUUID();
    const sent = await bed.pipeline.alice.send('general', 'hello');
    assert.equal(sent.status, 202);
    const { commandId, position } = sent.body;
    await bed.pipeline.alice.status(commandId, 'applied');
    const [held, replayed] = (await bed.failing(['general', 'general', 'general'])) as [
      string,
      string,
      string,
    ];
    const broken = await bed.broken('general', { channelId: 'general', text: 1 });

    await call('GET /ops/v1/me', {});
    const { commands } = await call('GET /ops/v1/commands', { query: { limit: 10 } });
    assert.ok(commands.length >= 4);
    await call('GET /ops/v1/commands/:commandId', { params: { commandId }, query: { position } });
    await call('GET /ops/v1/commands/:commandId', { params: { commandId: commands[0]!.commandId } });
    await call('GET /ops/v1/summaries', { query: { ids: [commandId, crypto.randomUUID()] } });
    const { correlationId } = commands.find((each) => each.commandId === commandId)!;
    await waitUntil(
      async () =>
        (await call('GET /ops/v1/traces', { query: { command: commandId } })).commands[0]?.state ===
        'applied',
      { what: 'the ledger to have the command' },
    );
    await call('GET /ops/v1/traces', { query: { state: ['applied', 'dead_lettered'], failed: false } });
    await call('GET /ops/v1/traces/:correlationId', { params: { correlationId } });
    const deadLetter = await call('GET /ops/v1/dead-letters/:id', { params: { id: replayed } });
    await call('GET /ops/v1/traces/:correlationId', {
      params: { correlationId: deadLetter.deadLetter.correlationId ?? '' },
    });

    const list = await call('GET /ops/v1/dead-letters', { query: { state: ['open'], sort: 'oldest' } });
    assert.equal(list.total, 4);
    const lines = String(await call('GET /ops/v1/dead-letters/export', { query: { consumer: 'history' } }));
    for (const line of lines.trim().split('\n')) assertFits(DeadLetterSummary, JSON.parse(line), 'an export');
    const { groups } = await call('GET /ops/v1/dead-letter-groups', { query: { by: 'fingerprint' } });
    const params = { fingerprint: groups[0]!.key };
    await call('GET /ops/v1/dead-letter-groups/:fingerprint', { params });
    await call('POST /ops/v1/dead-letter-groups/:fingerprint/actions', {
      params,
      body: { kind: 'group-assigned', assignee: 'olga', requestId: requestId() },
    });
    await call('POST /ops/v1/dead-letters/:id/actions', {
      params: { id: held },
      body: { kind: 'noted', text: 'looked at it', requestId: requestId() },
    });
    const acted = await call('POST /ops/v1/dead-letters/actions', {
      body: { kind: 'held', ids: [held, 'history.1-0-999999'], requestId: requestId() },
    });
    assert.deepEqual([acted.done, acted.refused], [1, 1]);

    const { apiKey } = await call('POST /ops/v1/api-keys', {
      body: { name: 'billing', scopes: ['reads'], expiresInDays: 1, requestId: requestId() },
    });
    const { keyId } = apiKey;
    await call('POST /ops/v1/api-keys/:keyId/rotate', {
      params: { keyId },
      body: { requestId: requestId() },
    });
    await call('POST /ops/v1/api-keys/:keyId/revoke', {
      params: { keyId },
      body: { requestId: requestId() },
    });
    await call('GET /ops/v1/api-keys', {});

    const token = readFileSync(join(bed.pipeline.dataDir, 'set-up-token'), 'utf8');
    const password = 'correct horse battery';
    const email = 'olga@example.com';
    await call('POST /ops/v1/set-up', { body: { token, name: 'Olga', email, password } });
    const invited = await call('POST /ops/v1/people', {
      body: { email: 'sam@example.com', role: 'viewer', requestId: requestId() },
    });
    await call('POST /ops/v1/invitations/accept', { body: { token: invited.token, name: 'Sam', password } });
    const { people } = await call('GET /ops/v1/people', {});
    const sam = people.find((person) => person.email === invited.email)!;
    await call('POST /ops/v1/people/:personId/actions', {
      params: { personId: sam.personId },
      body: { kind: 'role-changed', role: 'support', requestId: requestId() },
    });
    await call('POST /ops/v1/sign-in', { body: { email, password } });
    await call('POST /ops/v1/password', { body: { present: password, next: `${password}!` } });
    await call('POST /ops/v1/sign-out', { body: {} });

    bed.setFaults('off');
    const plan = await call('POST /ops/v1/replays/plan', {
      body: { filter: { state: ['open', 'on-hold'] } },
    });
    assert.ok(plan.findings.length > 0, 'the one on hold is skipped');
    const { replayId } = await call('POST /ops/v1/replays', {
      body: { ids: [replayed], pace: { canary: 1, holdAfterCanary: true }, requestId: requestId() },
    });
    await bed.reaches(replayId, 'finished');
    const paced = await call('POST /ops/v1/replays', {
      body: { plan: plan.plan, pace: { ratePerSecond: 1 }, title: 'slowly', requestId: requestId() },
    });
    for (const steering of ['pause', 'resume', 'cancel'] as const)
      await call(`POST /ops/v1/replays/:replayId/${steering}`, {
        params: { replayId: paced.replayId },
        body: { requestId: requestId() },
      });
    await call('GET /ops/v1/replays', {});
    await call('GET /ops/v1/replays/:replayId', { params: { replayId } });
    await call('POST /ops/v1/dead-letters/:id/edit-and-replay', {
      params: { id: broken.deadLetterId },
      body: {
        data: { channelId: 'general', messageId: broken.eventId, text: 'corrected' },
        requestId: requestId(),
        dryRun: true,
      },
    });
    const actions = await call('GET /ops/v1/actions', { query: { kind: ['held', 'noted'] } });
    assert.equal(actions.total, 2);
    const exported = String(await call('GET /ops/v1/actions/export', { query: { target: 'replay' } }));
    assert.ok(
      exported
        .trim()
        .split('\n')
        .every((line) => JSON.parse(line).target === 'replay'),
    );

    const { consumers } = await call('GET /ops/v1/consumers', {});
    const one = consumers.find(({ kind }) => kind === 'projection')!;
    const of = { params: { stream: one.stream, consumer: one.consumer } };
    await call('GET /ops/v1/consumers/:stream/:consumer', of);
    await waitUntil(
      async () =>
        (
          await call('GET /ops/v1/consumers/:stream/:consumer/history', {
            ...of,
            query: { resolution: 'second' },
          })
        ).points.length > 0,
      { what: 'a history' },
    );
    await call('GET /ops/v1/consumers/trends', {});
    await call('GET /ops/v1/consumers/history', { query: { projection: 'history', from: '2026-01-01' } });
    await call('GET /ops/v1/log/history', { query: { resolution: 'second' } });
    const until = new Date(Date.now() + 60_000).toISOString();
    await call('POST /ops/v1/consumers/:stream/:consumer/pause', {
      ...of,
      body: { until, reason: 'a look', requestId: requestId() },
    });
    await call('POST /ops/v1/consumers/:stream/:consumer/resume', {
      ...of,
      body: { requestId: requestId() },
    });
    await call('POST /ops/v1/consumers/:stream/:consumer/reset', {
      ...of,
      body: { to: { time: '2026-01-01' }, dryRun: true, requestId: requestId() },
    });
    const { changes } = await call('GET /ops/v1/changes', { query: { kind: ['process-started'] } });
    assert.ok(changes.length > 0);

    const alert = await waitUntil(async () => (await call('GET /ops/v1/alerts', {})).alerts[0], {
      what: 'an alert',
    });
    await call('POST /ops/v1/alerts/:id/acknowledge', {
      params: { id: alert.id },
      body: { requestId: requestId(), text: 'on it' },
    });
    await call('GET /ops/v1/alerts/:id', { params: { id: alert.id } });
    await call('GET /ops/v1/alert-rules', {});
    await waitUntil(
      async () => (await call('GET /ops/v1/reconciliation', { query: { from: '2026-01-01' } })).countedAt,
      { what: 'a count' },
    );
    await call('GET /ops/v1/overview', { query: { from: '2026-01-01' } });
    const acceptance = await call('GET /ops/v1/acceptance', {});
    assert.ok(acceptance.points.length > 0);

    const { path } = operationsRequest('GET /ops/v1/stream', {});
    const stream = await openEventSource(bed.operations.url + path, {
      authorization: `Bearer ${OPERATOR_KEY}`,
    });
    for (const kind of LIVE_KINDS)
      assertFits(LIVE_STATES[kind], (await stream.until(kind, () => true)).data, kind);
    stream.close();
    answered.add('GET /ops/v1/stream');

    await call('GET /health/live', {});
    await call('GET /health/ready', {});
    await call('GET /', {});
    await call('GET /ops/openapi.json', {});
    await call('GET /ops/docs', {});
    await call('GET /ops/docs/reference.js', {});
    await call('GET /ops/docs/reference.css', {});
    await call('GET /problems/:name', { params: { name: 'not-found' } });
    assert.deepEqual(
      [...routes.keys()].filter((name) => !answered.has(name)),
      [],
      'routes that were not called',
    );
  });

  test('names of every kind reach the route they are sent to', async () => {
    for (const name of ['order:4711', 'billing:v2', 'früh', '注文', 'a b', '100%', "'"]) {
      const trace = await refused('GET /ops/v1/traces/:correlationId', { params: { correlationId: name } });
      assert.equal(trace.type, '/problems/trace-unknown', name);
      if (name.includes(' ')) continue;
      const consumer = await refused('GET /ops/v1/consumers/:stream/:consumer', {
        params: { stream: 'ORDERS', consumer: name },
      });
      assert.equal(consumer.type, '/problems/consumer-unknown', name);
      assert.ok(consumer.detail.includes(name), consumer.detail);
    }
  });

  test('an invalid request is refused with the name of the field', async () => {
    const of = { params: { stream: 'EVENTS-1-0', consumer: 'history' } };
    const cases: [name: OperationsCall, input: object, part: string, pointer: string][] = [
      ['GET /ops/v1/dead-letters', { query: { limit: 0 } }, 'query', '/limit'],
      ['GET /ops/v1/dead-letters', { query: { limit: 501 } }, 'query', '/limit'],
      ['GET /ops/v1/dead-letters', { query: { limit: '1e2' } }, 'query', '/limit'],
      ['GET /ops/v1/dead-letters', { query: { stat: 'open' } }, 'query', '/stat'],
      ['GET /ops/v1/dead-letters', { query: { state: 'open,shut' } }, 'query', '/state/1'],
      ['GET /ops/v1/dead-letters', { query: { from: '2026-02-30' } }, 'query', '/from'],
      ['GET /ops/v1/dead-letters', { query: { eventId: 'x' } }, 'query', '/eventId'],
      ['GET /ops/v1/acceptance', { query: { until: 'yesterday' } }, 'query', '/until'],
      ['GET /ops/v1/summaries', { query: { ids: ['x'] } }, 'query', '/ids/0'],
      ['GET /ops/v1/summaries', {}, 'query', '/ids'],
      ['GET /ops/v1/commands/:commandId', { params: { commandId: 'x' } }, 'path', '/commandId'],
      ['GET /ops/v1/replays/:replayId', { params: { replayId: 'r-1' } }, 'path', '/replayId'],
      [
        'GET /ops/v1/consumers/:stream/:consumer',
        { params: { stream: 'a', consumer: 'a.b' } },
        'path',
        '/consumer',
      ],
      ['GET /ops/v1/traces', { query: { failed: 'yes' } }, 'query', '/failed'],
      ['GET /ops/v1/changes', { query: { kind: ['process-started', 'other'] } }, 'query', '/kind/1'],
      [
        'POST /ops/v1/consumers/:stream/:consumer/pause',
        { ...of, body: { until: 'soon', reason: 'a look', requestId: crypto.randomUUID() } },
        'body',
        '/until',
      ],
      ['POST /ops/v1/replays/plan', { body: { filter: { to: '2026-13-01' } } }, 'body', '/filter/to'],
    ];
    for (const [name, input, part, pointer] of cases) {
      const problem = await refused(name, input as never);
      assert.equal(problem.type, '/problems/invalid-request', `${name} ${JSON.stringify(input)}`);
      assert.deepEqual(
        problem.errors?.map((error) => [error.in, error.pointer]),
        [[part, pointer]],
        JSON.stringify(problem),
      );
    }
  });
});
