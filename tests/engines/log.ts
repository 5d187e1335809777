import { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { ensureLog } from '../../adapters/jetstream/streams/ensure-log.ts';
import { natsTargetOf } from '../../platform/configuration/nats-target.ts';
import { readSettings } from '../../platform/configuration/settings.ts';
import { type NatsServerOptions, startNatsServer, type TestNatsServer } from './nats-server.ts';

export interface TestLog {
  nats: TestNatsServer;
  link: NatsLink;
  inbox: AckInbox;
  stop(): Promise<void>;
}

export interface TestLink {
  link: NatsLink;
  inbox: AckInbox;
  close(): Promise<void>;
}

interface LogOptions {
  /** How many streams of events. With 0, the log has no streams at all. Default: 1. */
  partitions?: number;
  /** Default: that of the settings. */
  partitionMaxBytes?: number;
  /** How long a request may take, ms. Default: 30,000. */
  requestTimeoutMs?: number;
  nats?: NatsServerOptions;
}

/** A test's own connection to a running log. Resolves once it is up. */
export async function openTestLink(url: string, requestTimeoutMs = 30_000): Promise<TestLink> {
  const link = new NatsLink({
    target: natsTargetOf({ natsUrl: url }),
    name: 'test',
    connectTimeoutMs: 10_000,
    pingIntervalMs: 10_000,
    requestTimeoutMs,
  });
  const inbox = new AckInbox(link);
  if (!(await link.whenUp(30_000))) throw new Error(`There is no connection to ${url}.`);
  return {
    link,
    inbox,
    async close() {
      inbox.close();
      await link.close();
    },
  };
}

/** A real nats-server with the log's streams, and a connection to it, but no role. */
export async function startLog(options: LogOptions = {}): Promise<TestLog> {
  const { partitions = 1, partitionMaxBytes } = options;
  const nats = await startNatsServer(options.nats);
  const { link, inbox, close } = await openTestLink(nats.url, options.requestTimeoutMs);
  const settings = readSettings({});
  const sized = partitionMaxBytes === undefined ? settings : { ...settings, partitionMaxBytes };
  if (partitions > 0) await ensureLog(link, sized, partitions);
  return {
    nats,
    link,
    inbox,
    async stop() {
      await close();
      await nats.stop();
    },
  };
}
