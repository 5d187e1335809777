import { AckInbox } from '../../adapters/jetstream/ack-inbox.ts';
import { ensureLog } from '../../adapters/jetstream/ensure-log.ts';
import { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { readSettings } from '../../configuration/settings.ts';
import { type Client, clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import { startNatsServer, type TestNatsServer } from '../engines/nats-server.ts';
import { startRole, type TestRole } from '../engines/role.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';

export const OPERATORS = { olga: 'olga-key-0123456789', otto: 'otto-key-0123456789' };

export interface TestOperations {
  nats: TestNatsServer;
  link: NatsLink;
  inbox: AckInbox;
  role: TestRole;
  dataDir: string;
  environment: Record<string, string>;
  olga: Client;
  otto: Client;
  /** Resolves when the index has read both streams to their ends, and holds so many entries. */
  indexed(entries: number): Promise<void>;
  stop(): Promise<void>;
}

/** A real nats-server with the log's streams and the operations service; no gateway, no worker. */
export async function startOperationsService(extra: Record<string, string> = {}): Promise<TestOperations> {
  const folder = temporaryFolder('operations');
  const nats = await startNatsServer();
  const link = new NatsLink({
    url: nats.url,
    name: 'test',
    connectTimeoutMs: 2_000,
    pingIntervalMs: 10_000,
    requestTimeoutMs: 5_000,
  });
  const inbox = new AckInbox(link);
  await link.whenUp(5_000);
  await ensureLog(link, readSettings({}), 1);
  const environment = {
    NATS_URL: nats.url,
    WAYBILL_DATA_DIR: folder.path,
    WAYBILL_OPERATOR_KEYS: `olga:${OPERATORS.olga},otto:${OPERATORS.otto}`,
    ...extra,
  };
  const role = await startRole('operations', environment);
  const client = (key: string): Client => ({
    ...clientOf(role.url, key),
    request: (...input) => clientOf(role.url, key).request(...input),
  });
  const olga = client(OPERATORS.olga);
  return {
    nats,
    link,
    inbox,
    role,
    environment,
    dataDir: folder.path,
    olga,
    otto: client(OPERATORS.otto),
    async indexed(entries) {
      await waitUntil(
        async () => {
          const { body } = await olga.request('GET', '/ops/v1/dead-letters?limit=1');
          return body.index.caughtUp && body.total === entries;
        },
        { what: `${entries} entries in the index` },
      );
    },
    async stop() {
      await role.kill();
      inbox.close();
      await link.close();
      await nats.stop();
      folder.remove();
    },
  };
}
