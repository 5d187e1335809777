import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findDeadLetter } from '../../adapters/jetstream/dead-letters.ts';
import { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { streamInfo } from '../../adapters/jetstream/stream-info.ts';
import { atExit } from '../engines/at-exit.ts';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../engines/pipeline.ts';

const skip = natsServerBinary() ? false : 'no nats-server';
const faulty = fileURLToPath(new URL('./fixtures/faulty-worker.ts', import.meta.url));

/** What is injected, where it ends, after how many attempts, by which class and code. */
const table = [
  { fault: 'throw', state: 'dead_lettered', attempts: 3, class: 'bug', code: 'handler-error' },
  { fault: 'poison', state: 'dead_lettered', attempts: 1, class: 'poison', code: 'INVALID' },
  { fault: 'hang', state: 'dead_lettered', attempts: 3, class: 'hang', code: 'handler-hangs' },
  { fault: 'transient 2', state: 'applied' },
  { fault: 'transient 99', state: 'dead_lettered', attempts: 4, class: 'transient', code: 'CONFLICT' },
  { fault: 'exit', state: 'dead_lettered', attempts: 2, class: 'crash', code: 'worker-crash' },
  { fault: 'spin', state: 'dead_lettered', attempts: 2, class: 'crash', code: 'worker-crash' },
] as const;

describe('what becomes of events that fail', { skip, timeout: 170_000 }, () => {
  let pipeline: TestPipeline;
  let link: NatsLink;
  let child: ChildProcess | undefined;
  let deaths = 0;
  let ended = false;

  /** As the supervisor does: a worker that ends is started again. */
  const launch = () => {
    if (ended) return;
    child = fork(faulty, [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: {
        NODE_ENV: 'production',
        PATH: process.env.PATH,
        ...pipeline.environment,
        WAYBILL_LOG_LEVEL: 'silent',
      },
    });
    child.once('exit', () => {
      deaths += 1;
      setTimeout(launch, 50);
    });
  };

  before(async () => {
    pipeline = await startPipeline({
      environment: {
        WAYBILL_PARTITIONS: '1',
        WAYBILL_ACK_WAIT_MS: '1000',
        WAYBILL_STORE_TIMEOUT_MS: '500',
        WAYBILL_APPLY_DEADLINE_MS: '700',
        WAYBILL_WATCHDOG_MS: '1500',
        WAYBILL_RETRY_SCHEDULE: '200ms,400ms,800ms',
        WAYBILL_CRASH_ATTEMPTS: '2',
      },
    });
    await pipeline.worker.stop();
    link = new NatsLink({
      url: pipeline.nats.url,
      name: 'test',
      connectTimeoutMs: 2_000,
      pingIntervalMs: 2_000,
      requestTimeoutMs: 2_000,
    });
    await link.whenUp(5_000);
    atExit(() => child?.kill('SIGKILL'));
  });
  after(async () => {
    ended = true;
    if (child?.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    await link?.close();
    await pipeline?.stop();
  });

  test('each fault ends where the table says, and its neighbours are applied', async (t) => {
    const { alice } = pipeline;
    const sent: { id: string; position: string; row: (typeof table)[number] | undefined }[] = [];
    const send = async (text: string, row?: (typeof table)[number]) => {
      const { body } = await alice.send(`faults-${sent.length % 5}`, text);
      sent.push({ id: body.commandId, position: body.position, row });
    };
    // Nobody works yet, so that all are handed out in one batch.
    for (const row of table) {
      for (let number = 0; number < 10; number += 1) await send(`a neighbour before ${row.fault}`);
      await send(row.fault, row);
    }
    await send('the last');
    launch();
    for (const { id, row } of sent) {
      const state = row?.state ?? 'applied';
      const { body } = await waitUntil(
        async () => {
          const answer = await alice.request('GET', `/v1/commands/${id}`);
          return answer.body.state === state ? answer : undefined;
        },
        { timeoutMs: 90_000, intervalMs: 100, what: `${row?.fault ?? 'a neighbour'} to be ${state}` },
      );
      if (state === 'dead_lettered') {
        assert.equal(body.projections.history.deadLetter, `history.${body.position}`);
      }
    }
    for (const { position, row } of sent) {
      if (row?.state !== 'dead_lettered') continue;
      const letter = await findDeadLetter(link, 'history', 'message-sent', position);
      assert.deepEqual(
        { attempts: letter?.attempts, class: letter?.failureClass, code: letter?.code },
        { attempts: row.attempts, class: row.class, code: row.code },
        row.fault,
      );
      assert.equal(
        letter?.bytes.length,
        JSON.stringify(JSON.parse(Buffer.from(letter!.bytes).toString())).length,
      );
      assert.equal(letter?.actor, 'alice');
      assert.equal(letter?.subject, `channel/${letter?.originalSubject.split('.')[3]}`);
      assert.ok(letter!.expiresAt > Date.now() && letter!.storedAt < Date.now());
    }
    assert.equal((await streamInfo(link, 'DEAD_LETTERS'))?.state.messages, 6, 'and nobody else');
    assert.equal((await streamInfo(link, 'RETRIES'))?.state.messages, 0);
    assert.equal((await streamInfo(link, 'ATTEMPTS'))?.state.messages, 0);
    t.diagnostic(`${deaths} workers died of it`);
  });

  test('many bad events, twice as many as may be under way, hold up no good one', async () => {
    const { alice } = pipeline;
    child?.removeAllListeners('exit');
    const gone = once(child!, 'exit');
    child?.kill('SIGTERM');
    await gone;
    Object.assign(pipeline.environment, { WAYBILL_MAX_ACK_PENDING: '50', WAYBILL_BATCH_MAX_EVENTS: '50' });
    for (let number = 0; number < 100; number += 1) await alice.send('many-bad', `throw ${number}`);
    const { body } = await alice.send('many-good', 'good');
    launch();
    await alice.status(body.commandId, 'applied');
  });

  test('stopped in the middle of an attempt, again and again, nothing is held against any event', async () => {
    const { alice } = pipeline;
    const before = (await streamInfo(link, 'DEAD_LETTERS'))!.state.messages;
    const { body } = await alice.send('deploys', 'hang');
    for (let round = 0; round < 6; round += 1) {
      const gone = once(child!, 'exit');
      child?.kill('SIGTERM');
      await gone;
      await waitUntil(() => child?.exitCode === null && child.signalCode === null);
    }
    await alice.status(body.commandId, 'dead_lettered');
    const letter = await findDeadLetter(link, 'history', 'message-sent', body.position);
    assert.equal(letter?.attempts, 3, 'only where it did hang');
    assert.ok(letter?.attemptLog.every(({ failureClass }) => failureClass === 'hang'));
    assert.ok((await streamInfo(link, 'DEAD_LETTERS'))!.state.messages >= before + 1);
  });
});
