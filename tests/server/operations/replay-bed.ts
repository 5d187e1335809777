import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import { encodeHeaders } from '../../../adapters/jetstream/connection/encode-headers.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import { publishDeadLetter } from '../../../adapters/jetstream/records/dead-letters.ts';
import { readFailedEvent } from '../../../adapters/jetstream/records/failed-event.ts';
import { streamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import { eventSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { mintCommandId } from '../../../contracts/command-id.ts';
import { deadLetterIdOf, type FailedEvent } from '../../../contracts/dead-letter.ts';
import type { Operation } from '../../../contracts/operation.ts';
import { partitionOf } from '../../../contracts/partition.ts';
import type { Replay } from '../../../contracts/replay.ts';
import { atExit } from '../../engines/at-exit.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startFaultyWorker } from '../../engines/faulty-worker.ts';
import { openTestLink } from '../../engines/log.ts';
import type { NatsServerOptions } from '../../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';

export const OPERATOR_KEY = 'olga-key-0123456789';

export interface OpsAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

/** A pipeline whose worker can be made to fail, with the operations service, and readings of what they did. */
export interface ReplayBed {
  pipeline: TestPipeline;
  link: NatsLink;
  inbox: AckInbox;
  operations: TestRole;
  ops(method: string, path: string, body?: unknown): Promise<OpsAnswer>;
  /** Whether marked messages fail. */
  setFaults(state: 'on' | 'off'): void;
  /** `signal`: SIGTERM by default. */
  stopWorker(signal?: NodeJS.Signals): Promise<void>;
  startWorker(): Promise<void>;
  /** Sends commands whose events the worker refuses while faults are on; resolves to their dead letters' ids. */
  failing(channels: readonly string[]): Promise<string[]>;
  /**
   * An event with data, or the text of it, that breaks its schema, stored in the log without the gateway; the id of its dead
   * letter.
   */
  broken(
    channel: string,
    data: Record<string, unknown> | string,
  ): Promise<{ deadLetterId: string; eventId: string }>;
  /** The same, without waiting for its dead letter. */
  publishBroken: ReplayBed['broken'];
  /** Resolves once the operations service, if it runs, lists these dead letters: it does not have new ones at once. */
  untilListed(deadLetterIds: readonly string[]): Promise<void>;
  /** The newest failures, by dead letter. */
  deadLetters(): Promise<Map<string, FailedEvent & { count: number }>>;
  actions(): Promise<Operation[]>;
  replay(replayId: string): Promise<Replay>;
  /** Resolves once a replay is in this state. */
  reaches(replayId: string, state: string, timeoutMs?: number): Promise<Replay>;
  stop(): Promise<void>;
}

export async function startReplayBed(
  environment: Record<string, string> = {},
  nats: NatsServerOptions = {},
): Promise<ReplayBed> {
  const pipeline = await startPipeline({
    nats,
    environment: {
      WAYBILL_PARTITIONS: '2',
      WAYBILL_BRAKE_SLOW_AFTER: '1000000',
      WAYBILL_BRAKE_PAUSE_AFTER: '1000000',
      WAYBILL_RETRY_SCHEDULE: '200ms,400ms',
      WAYBILL_RETRY_RATE: '5000',
      WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR_KEY}`,
      ...environment,
    },
  });
  await pipeline.worker.stop();
  const { link, inbox, close } = await openTestLink(pipeline.nats.url);
  const operations = await startRole('operations', pipeline.environment);
  let worker: ChildProcess | undefined;
  atExit(() => worker?.kill('SIGKILL'));

  const stopWorker = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
    const gone = once(worker, 'exit');
    worker.kill(signal);
    await gone;
  };
  const startWorker = async (): Promise<void> => {
    worker = await startFaultyWorker(pipeline.environment);
  };
  const faults = join(pipeline.dataDir, 'faults');
  await startWorker();

  const ops: ReplayBed['ops'] = async (method, path, body) => {
    const response = await fetch(`${operations.url}/ops/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${OPERATOR_KEY}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    return { status: response.status, body: await response.json() };
  };

  const readAll = async <Value>(
    stream: string,
    read: (message: Awaited<ReturnType<typeof readBatch>>[number]) => Value,
  ): Promise<Value[]> => {
    const values: Value[] = [];
    const { last_seq: last = 0, messages = 0 } = (await streamInfo(link, stream))?.state ?? {};
    for (let seq = 1; messages > 0 && seq <= last; ) {
      const batch = await readBatch(link, stream, { seq, batch: 1_000, max_bytes: 8 * 1024 ** 2 });
      for (const message of batch) values.push(read(message));
      seq = (batch.at(-1)?.sequence ?? last) + 1;
    }
    return values;
  };

  const deadLetters: ReplayBed['deadLetters'] = async () => {
    const newest = new Map<string, FailedEvent & { count: number }>();
    for (const deadLetter of await readAll('DEAD_LETTERS', readFailedEvent)) {
      const deadLetterId = deadLetterIdOf(deadLetter.consumer, deadLetter.position);
      newest.set(deadLetterId, { ...deadLetter, count: (newest.get(deadLetterId)?.count ?? 0) + 1 });
    }
    return newest;
  };
  const untilDead = (deadLetterIds: readonly string[]) =>
    waitUntil(
      async () => {
        const dead = await deadLetters();
        return deadLetterIds.every((deadLetterId) => dead.has(deadLetterId));
      },
      { timeoutMs: 60_000, intervalMs: 100, what: 'the dead letters' },
    );
  /** A new dead letter is not in the index at once: until then an action on it is refused as unknown. */
  const untilListed: ReplayBed['untilListed'] = async (deadLetterIds) => {
    // The index reads the stream in order, and these are in order too: the newest is read last.
    const newest = [...(await deadLetters()).keys()].findLast((deadLetterId) =>
      deadLetterIds.includes(deadLetterId),
    );
    const isListed = async () => {
      // Without an operations service nothing lists them.
      const answer = await ops('GET', `/dead-letters/${newest}`).catch(() => null);
      return answer === null || answer.status === 200;
    };
    await waitUntil(isListed, { intervalMs: 50, what: 'the dead letters in the index' });
  };
  const publishBroken: ReplayBed['publishBroken'] = async (channel, data) => {
    const partition = partitionOf(channel, Number(pipeline.environment.WAYBILL_PARTITIONS));
    const id = mintCommandId(1, partition);
    const event = JSON.stringify(eventOf(id, channel));
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    const bytes = Buffer.from(`${event.slice(0, -1)},"data":${text}}`);
    const outcome = await inbox.publish(
      eventSubject(1, partition, 'channel', channel, 'message-sent'),
      encodeHeaders([
        ['Nats-Msg-Id', id],
        ['ce-id', id],
        ['ce-type', 'chat.message-sent.v1'],
        ['ce-subject', `channel/${channel}`],
        ['ce-correlationid', `correlation-${id}`],
        ['ce-actor', 'alice'],
      ]),
      bytes,
      5_000,
    );
    if (outcome.kind !== 'stored') throw new Error(outcome.kind);
    const deadLetterId = deadLetterIdOf('history', `1-${partition}-${outcome.sequence}`);
    return { deadLetterId, eventId: id };
  };
  const replay: ReplayBed['replay'] = async (replayId) => (await ops('GET', `/replays/${replayId}`)).body;

  return {
    pipeline,
    link,
    inbox,
    operations,
    ops,
    setFaults: (state) => (state === 'off' ? writeFileSync(faults, 'off') : rmSync(faults, { force: true })),
    stopWorker,
    startWorker,
    async failing(channels) {
      const deadLetterIds = await Promise.all(
        channels.map(async (channel, n) => {
          const { status, body } = await pipeline.alice.send(channel, `poison ${n}`);
          if (status !== 202) throw new Error(`not accepted: ${status}`);
          return deadLetterIdOf('history', body.position);
        }),
      );
      await untilDead(deadLetterIds);
      await untilListed(deadLetterIds);
      return deadLetterIds;
    },
    async broken(channel, data) {
      const published = await publishBroken(channel, data);
      await untilDead([published.deadLetterId]);
      await untilListed([published.deadLetterId]);
      return published;
    },
    publishBroken,
    untilListed,
    deadLetters,
    actions: () =>
      readAll('OPERATIONS', ({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as Operation),
    replay,
    reaches: (replayId, state, timeoutMs = 90_000) =>
      waitUntil(
        async () => {
          const now = await replay(replayId);
          return now.state === state && (state !== 'cancelled' || now.finishedAt) ? now : undefined;
        },
        { timeoutMs, intervalMs: 50, what: `the replay to be ${state}` },
      ),
    async stop() {
      await operations.kill();
      await stopWorker();
      await close();
      await pipeline.stop();
    },
  };
}

const eventOf = (id: string, channel: string) => ({
  specversion: '1.0',
  id,
  type: 'chat.message-sent.v1',
  source: '/waybill/commands',
  subject: `channel/${channel}`,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  correlationid: `correlation-${id}`,
  actor: 'alice',
});

let madeUp = 1_000_000;

/** Thousands of dead letters, of events that were never applied: as a worker would have made them. */
export async function makeDeadLetters(
  bed: Pick<ReplayBed, 'inbox' | 'untilListed'>,
  given: readonly { channel: string; broken?: boolean }[],
): Promise<string[]> {
  const deadLetterIds: string[] = [];
  for (let from = 0; from < given.length; from += 250) {
    await Promise.all(
      given.slice(from, from + 250).map(async ({ channel, broken }) => {
        const id = mintCommandId(1, 0);
        const position = `1-0-${++madeUp}`;
        const data = broken
          ? { channelId: channel, messageId: id, text: 1 }
          : { channelId: channel, messageId: id, text: 'mended' };
        const at = new Date().toISOString();
        deadLetterIds.push(deadLetterIdOf('history', position));
        const outcome = await publishDeadLetter(
          bed.inbox,
          {
            consumer: 'history',
            epochId: 'earlier000',
            position,
            originalSubject: eventSubject(1, 0, 'channel', channel, 'message-sent'),
            storedAt: Date.now() + madeUp - 2_000_000,
            expiresAt: Date.now() + 30 * 86_400_000,
            eventName: 'message-sent',
            eventId: id,
            eventType: 'chat.message-sent.v1',
            subject: `channel/${channel}`,
            actor: 'alice',
            correlationId: `correlation-${id}`,
            traceparent: null,
            failureClass: 'poison',
            code: broken ? 'schema-violation' : 'INVALID',
            message: 'It could not be applied.',
            stack: '',
            attempts: 1,
            attemptLog: [],
            firstFailedAt: at,
            failedAt: at,
            worker: 'test',
            workerVersion: 'earlier',
            replayId: null,
            bytes: Buffer.from(JSON.stringify({ ...eventOf(id, channel), data })),
          },
          10_000,
        );
        if (outcome.kind !== 'stored') throw new Error(outcome.kind);
      }),
    );
  }
  await bed.untilListed(deadLetterIds);
  return deadLetterIds;
}
