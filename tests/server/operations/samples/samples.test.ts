import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { SampleState } from '../../../../contracts/samples.ts';
import { lookForOthers } from '../../../../server/operations/samples/look-for-others.ts';
import { type Client, clientOf } from '../../../engines/client.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { openTestLink, type TestLink } from '../../../engines/log.ts';
import { natsServerBinary } from '../../../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../../engines/role.ts';
import { temporaryFolder } from '../../../engines/temporary-folder.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const KEY = 'olga-key-0123456789';

/** The demo by its API, before real workers; from nothing to the first command that is no demo data. */
describe('samples', { skip, timeout: 150_000 }, () => {
  let pipeline: TestPipeline;
  let operations: TestRole;
  let olga: Client;
  let log: TestLink;

  before(async () => {
    pipeline = await startPipeline({ environment: { WAYBILL_STORE_TIMEOUT_MS: '2000' } });
    operations = await startRole('operations', {
      ...pipeline.environment,
      WAYBILL_OPERATOR_KEYS: `olga:${KEY}`,
      WAYBILL_SAMPLES_GATEWAY_URL: pipeline.gateway.url,
    });
    olga = clientOf(operations.url, KEY);
    log = await openTestLink(pipeline.nats.url);
  });
  after(async () => {
    await log?.close();
    await operations?.kill();
    await pipeline?.stop();
  });

  const show = async (): Promise<SampleState> => (await olga.request('GET', '/ops/v1/samples')).body;
  const action = (name: string, requestId: string = randomUUID()) =>
    olga.request('POST', `/ops/v1/samples/${name}`, { requestId });
  const afterRestart = () =>
    waitUntil(async () => {
      const { status, body } = await olga.request('GET', '/ops/v1/samples');
      return status === 200 ? (body as SampleState) : undefined;
    });
  const kinds = async (): Promise<string[]> => {
    const { body } = await olga.request('GET', '/ops/v1/actions?target=sample');
    return body.actions.map(({ kind }: { kind: string }) => kind);
  };

  test('an empty log is offered the demo, and nothing is sent without a request', async () => {
    const state = await show();
    assert.deepEqual(
      [state.open, state.why, state.samples, state.traffic, state.poison, state.storePause],
      [true, null, 0, null, null, null],
    );
    assert.equal(state.pausable.why, null);
    assert.equal((await olga.request('POST', '/ops/v1/samples/traffic', {})).status, 400);
  });

  test('without a gateway no demo is offered, and the log is not read', async () => {
    const folder = temporaryFolder('no-samples');
    const { WAYBILL_DATA_DIR: _, ...environment } = pipeline.environment;
    const alone = await startRole('operations', {
      ...environment,
      WAYBILL_DATA_DIR: folder.path,
      WAYBILL_OPERATOR_KEYS: `olga:${KEY}`,
    });
    try {
      const client = clientOf(alone.url, KEY);
      const { body } = await client.request('GET', '/ops/v1/samples');
      assert.deepEqual([body.open, body.samples], [false, null]);
      for (const name of ['traffic', 'poison', 'store/pause']) {
        const answer = await client.request('POST', `/ops/v1/samples/${name}`, { requestId: randomUUID() });
        assert.deepEqual([answer.status, answer.body.type], [409, '/problems/samples-not-offered']);
      }
    } finally {
      await alone.kill();
      folder.remove();
    }
  });

  test('a poison event is a dead letter after real attempts, and applied once it was edited', async () => {
    const requestId = randomUUID();
    const [first, again] = await Promise.all([action('poison', requestId), action('poison', requestId)]);
    assert.deepEqual([first.status, again.status], [200, 200], JSON.stringify([first.body, again.body]));
    const { poison, samples } = await waitUntil(async () => {
      const state = await show();
      return state.poison?.deadLetter ? state : undefined;
    });
    assert.equal(samples, 1);
    assert.equal(poison!.correlationId, requestId);
    const { id, state } = poison!.deadLetter!;
    assert.equal(state, 'open');
    const { body: deadLetter } = await olga.request('GET', `/ops/v1/dead-letters/${id}`);
    assert.equal(deadLetter.deadLetter.code, 'schema-violation');
    assert.equal(deadLetter.attemptLog.length, deadLetter.deadLetter.attempts);

    const { body, ...data } = JSON.parse(deadLetter.payload.text).data;
    const edited = await olga.request('POST', `/ops/v1/dead-letters/${id}/edit-and-replay`, {
      data: { ...data, text: body },
      requestId: randomUUID(),
    });
    assert.equal(edited.status, 202, JSON.stringify(edited.body));
    await waitUntil(async () => (await show()).poison?.deadLetter?.state === 'resolved');
    await pipeline.alice.status(edited.body.eventId, 'applied');
  });

  test('traffic goes through the gateway, into demo channels, and one conversation at a time', async () => {
    const requestId = randomUUID();
    const begun = await action('traffic', requestId);
    assert.equal(begun.status, 200, JSON.stringify(begun.body));
    assert.equal((await action('traffic', requestId)).status, 200);
    const second = await action('traffic');
    assert.deepEqual([second.status, second.body.type], [409, '/problems/acted-before']);
    const { traffic } = await waitUntil(
      async () => {
        const state = await show();
        return (state.traffic?.applied ?? 0) >= 10 ? state : undefined;
      },
      { timeoutMs: 30_000 },
    );
    assert.deepEqual([traffic!.planned, traffic!.problem], [80, null]);
    assert.ok(traffic!.accepted >= traffic!.applied);
  });

  test('a paused store makes the real worker wait; resumed, all waiting events are applied', async () => {
    const pauseId = randomUUID();
    const [paused, twice] = await Promise.all([
      action('store/pause', pauseId),
      action('store/pause', pauseId),
    ]);
    assert.deepEqual([paused.status, twice.status], [200, 200], JSON.stringify([paused.body, twice.body]));
    assert.equal((await action('store/pause')).status, 409);
    await waitUntil(async () => (await show()).storePause?.waitingAt, {
      timeoutMs: 20_000,
      what: 'the worker to wait',
    });
    assert.equal((await action('store/release')).status, 200);
    const { storePause } = await waitUntil(
      async () => {
        const state = await show();
        return state.storePause?.recoveredAt ? state : undefined;
      },
      { timeoutMs: 30_000, what: 'the worker to resume' },
    );
    assert.ok(storePause!.endedAt !== null && storePause!.endedAt <= storePause!.until);
    await waitUntil(
      async () => {
        const messages = (await show()).storePause!.messages;
        return messages.accepted > 0 && messages.applied === messages.accepted;
      },
      { timeoutMs: 20_000 },
    );
    assert.equal((await action('store/release')).status, 409);
    // A repeated request, however late, pauses nothing again.
    assert.equal((await action('store/pause', pauseId)).status, 200);
    assert.ok((await show()).storePause?.endedAt);
    assert.deepEqual(await kinds(), [
      'sample-store-released',
      'sample-store-paused',
      'samples-sent',
      'sample-poison-sent',
    ]);
  });

  test('the end of the process resumes a paused store, however it ends', async () => {
    const requestId = randomUUID();
    assert.equal((await action('store/pause', requestId)).status, 200);
    await operations.restart();
    olga = clientOf(operations.url, KEY);
    const state = await afterRestart();
    assert.deepEqual([state.open, state.storePause], [true, null]);
    assert.equal(state.poison?.deadLetter?.state, 'resolved', 'the audit log is remembered');
    const again = await action('store/pause', requestId);
    assert.deepEqual([again.status, again.body.storePause], [200, null], 'the process before it did that');
    const { body } = await pipeline.alice.send('sample-general', 'is it free?');
    await pipeline.alice.status(body.commandId, 'applied');
  });

  test('the first other command ends the demo, also after a restart', async () => {
    const look = await lookForOthers(log.link);
    assert.ok(look.only && look.channels.has('sample-general'));
    await pipeline.alice.send('general', 'the real thing');
    const refused = await action('poison');
    assert.deepEqual([refused.status, refused.body.type], [409, '/problems/samples-not-offered']);
    assert.equal(refused.body.detail, 'The log holds events that are not demo data.');
    await operations.restart();
    olga = clientOf(operations.url, KEY);
    const state = await afterRestart();
    assert.deepEqual(
      [state.open, state.why, state.samples, state.traffic],
      [false, refused.body.detail, null, null],
    );
    assert.equal(state.poison?.deadLetter?.state, 'resolved', 'results are shown for a day');
    assert.deepEqual((await action('store/pause')).status, 409);
  });
});
