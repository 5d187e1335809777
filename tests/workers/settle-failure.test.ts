import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import { apiRequest } from '../../adapters/jetstream/connection/api-request.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import {
  readUnfinishedAttempts,
  writeUnfinishedAttempts,
} from '../../adapters/jetstream/records/attempts.ts';
import { findRetry } from '../../adapters/jetstream/records/retries.ts';
import { readSettings } from '../../platform/configuration/settings.ts';
import { MetricRegistry } from '../../platform/telemetry/metrics/metric-registry.ts';
import { WorkTelemetry } from '../../platform/telemetry/work/work-telemetry.ts';
import { applyAlone } from '../../workers/runtime/apply-alone.ts';
import type { Failure } from '../../workers/runtime/failure.ts';
import { NO_WORK_LEDGER } from '../../workers/runtime/ledger.ts';
import { settleFailure } from '../../workers/runtime/settle-failure.ts';
import type { ReadableWork } from '../../workers/runtime/work.ts';
import { WorkTally } from '../../workers/runtime/work-tally.ts';
import type { EpochContext } from '../../workers/runtime/worker-context.ts';
import { startLog, type TestLog } from '../engines/log.ts';
import { natsServerBinary } from '../engines/nats-server.ts';

const settings = readSettings({});
const CONSUMER = 'history-b1';
const conflict: Failure = { class: 'transient', code: 'CONFLICT', error: new Error('no'), attempts: 1 };

describe('a failed event', { skip: natsServerBinary() ? false : 'no nats-server' }, () => {
  let log: TestLog;
  let link: NatsLink;
  let inbox: AckInbox;
  let context: EpochContext;

  before(async () => {
    log = await startLog({ partitionMaxBytes: 1024 ** 2 });
    ({ link, inbox } = log);
    context = {
      link,
      inbox,
      consumer: CONSUMER,
      epochId: 'b1',
      projection: { name: 'history' },
      limits: settings,
      failureLimits: { retryScheduleMs: [60_000, 60_000], bugAttempts: 3 },
      brake: { allows: () => true },
      room: { isFull: async () => false },
      tally: new WorkTally(),
      ledger: NO_WORK_LEDGER,
      journal: { retryScheduled() {}, deadLettered() {}, leftInPlace() {}, failed() {} },
      telemetry: new WorkTelemetry(
        { metrics: new MetricRegistry(), tracing: undefined },
        { projection: 'history', store: 'sqlite' },
      ),
      stopping: new AbortController().signal,
      worker: 'w',
      workerVersion: '1',
    } as unknown as EpochContext;
  });
  after(() => log?.stop());

  /** As delivered from RETRIES, by its sequence there. */
  function delivered(position: string, sequence: number): { work: ReadableWork; answers: string[] } {
    const answers: string[] = [];
    const answer = (what: string) => () => void answers.push(what);
    const delivery = {
      sequence,
      deliveries: 1,
      ack: answer('ack'),
      nak: answer('nak'),
      term: answer('term'),
    };
    const earlier = { consumer: 'history', epochId: 'b1', position, eventName: 'message-sent' };
    const recorded = { ...earlier, attempts: 1, attemptsBefore: 0, attemptLog: [], originalSubject: 's' };
    const bytes = Buffer.from('{}');
    const failed = { ...recorded, firstFailedAt: 'then', failedAt: 'then', replayId: null, bytes };
    return { work: { delivery, position, storedAt: 1, earlier: failed } as unknown as ReadableWork, answers };
  }
  const waits = (position: string) => findRetry(link, CONSUMER, 'message-sent', position);

  test('delivered twice, it has one retry; sent again after its retries were removed, it has one again', async () => {
    const { work, answers } = delivered('1-0-7', 1);
    await settleFailure(context, work, conflict, 0);
    await settleFailure(context, work, conflict, 0);
    assert.deepEqual(answers, ['ack', 'ack']);
    assert.equal((await waits('1-0-7'))?.failed.attempts, 2);
    await apiRequest(link, 'STREAM.PURGE.RETRIES', { filter: 'scheduled-retries.>' });
    assert.equal(await waits('1-0-7'), undefined);
    await settleFailure(context, delivered('1-0-7', 5).work, conflict, 0);
    assert.equal((await waits('1-0-7'))?.failed.attempts, 2, 'answered for, and it is somewhere');
  });

  test('the record of crashed workers stays until the event is a dead letter', async () => {
    const position = '1-0-8';
    const begun = { count: settings.crashAttempts, lastAt: 'then' };
    await writeUnfinishedAttempts(inbox, CONSUMER, position, begun, 1_000);
    const { work } = delivered(position, 2);
    const apply = async () => assert.fail('it is not tried again');
    for (const place of ['still there', 'retry', 'dead-letter'] as const) {
      assert.equal(
        (await readUnfinishedAttempts(link, CONSUMER, position))?.count,
        begun.count,
        `before ${place}`,
      );
      await applyAlone(context, [work], apply, async () => place);
    }
    assert.equal(await readUnfinishedAttempts(link, CONSUMER, position), undefined);
  });
});
