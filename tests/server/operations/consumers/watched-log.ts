import { type ConsumerMessages, connect, type JetStreamClient, type NatsConnection } from 'nats';
import { apiRequest } from '../../../../adapters/jetstream/connection/api-request.ts';
import type { ConsumerSummary } from '../../../../contracts/consumers.ts';
import type { Heartbeat, WorkerHeartbeat } from '../../../../contracts/heartbeat.ts';
import { waitUntil } from '../../../engines/condition.ts';
import { startOperationsService, type TestOperations } from '../operations-service.ts';

export const SNAPSHOT_MS = 200;
export const WINDOW = 4;

export interface WatchedLog {
  operations: TestOperations;
  connection: NatsConnection;
  js: JetStreamClient;
  /** A stream of one subject tree, `<name>.>`. */
  addStream(name: string, config?: object): Promise<void>;
  addConsumer(stream: string, name: string, config?: object): Promise<void>;
  publish(subject: string, count: number): Promise<void>;
  show(stream: string, consumer: string): Promise<ConsumerSummary>;
  /** Resolves to the consumer when it matches; reports its last state otherwise. */
  until(
    stream: string,
    consumer: string,
    what: string,
    isSo: (summary: ConsumerSummary) => boolean,
    timeoutMs?: number,
  ): Promise<ConsumerSummary>;
  /** Sends a worker's heartbeat now and every second, until it is stopped. */
  beat(worker: Partial<WorkerHeartbeat> & { projection: string; consumer: string | null }): { stop(): void };
  stop(): Promise<void>;
}

/** A real server with the operations service, which reads five times a second. */
export async function startWatchedLog(environment: Record<string, string> = {}): Promise<WatchedLog> {
  const operations = await startOperationsService({
    WAYBILL_CONSUMER_SNAPSHOT_MS: String(SNAPSHOT_MS),
    WAYBILL_CONSUMER_WINDOW: String(WINDOW),
    ...environment,
  });
  const connection = await connect({
    servers: operations.nats.url,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
  });
  const js = connection.jetstream({ timeout: 60_000 });
  const beats = new Set<NodeJS.Timeout>();
  const show = async (stream: string, consumer: string): Promise<ConsumerSummary> => {
    const { status, body } = await operations.olga.request('GET', `/ops/v1/consumers/${stream}/${consumer}`);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.consumer;
  };
  return {
    operations,
    connection,
    js,
    show,
    async addStream(name, config = {}) {
      await apiRequest(operations.link, `STREAM.CREATE.${name}`, {
        name,
        subjects: [`${name}.>`],
        ...config,
      });
    },
    async addConsumer(stream, name, config = {}) {
      await apiRequest(operations.link, `CONSUMER.CREATE.${stream}.${name}`, {
        stream_name: stream,
        config: {
          name,
          durable_name: name,
          deliver_policy: 'all',
          ack_policy: 'explicit',
          ack_wait: 60_000_000_000,
          ...config,
        },
        action: 'create',
      });
    },
    async publish(subject, count) {
      await Promise.all(Array.from({ length: count }, () => js.publish(subject, '{}')));
    },
    async until(stream, consumer, what, isSo, timeoutMs = 60_000) {
      let last: ConsumerSummary | undefined;
      try {
        return await waitUntil(
          async () => {
            last = await show(stream, consumer);
            return isSo(last) ? last : undefined;
          },
          { what, timeoutMs, intervalMs: 50 },
        );
      } catch (error) {
        throw new Error(`${(error as Error).message}; it was ${JSON.stringify(last)}`);
      }
    },
    beat(worker) {
      const heartbeat = (): Heartbeat => ({
        role: 'worker',
        process: 'test:1',
        version: '0.0.0',
        startedAt: Date.now(),
        at: Date.now(),
        obstacles: [],
        worker: {
          epochId: null,
          circuit: 'closed',
          storeDownSince: null,
          storeDownWhy: null,
          brake: 'off',
          streams: [],
          ackPending: 0,
          ...worker,
        },
      });
      const send = () => connection.publish('heartbeats.worker.test', JSON.stringify(heartbeat()));
      send();
      const timer = setInterval(send, 1_000);
      beats.add(timer);
      return { stop: () => clearInterval(timer) };
    },
    async stop() {
      for (const timer of beats) clearInterval(timer);
      await connection.close();
      await operations.stop();
    },
  };
}

/** Reads from a consumer, answering as given, until it is stopped. */
export async function readOn(
  js: JetStreamClient,
  stream: string,
  consumer: string,
  answer: (sequence: number) => 'ack' | 'nothing',
): Promise<ConsumerMessages> {
  const handle = await js.consumers.get(stream, consumer);
  return handle.consume({
    // Short, so that after a restart of the server it fetches again within a window.
    expires: 1_000,
    callback: (message) => {
      if (answer(message.seq) === 'ack') message.ack();
    },
  });
}
