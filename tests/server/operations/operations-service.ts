import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { type Client, clientOf } from '../../engines/client.ts';
import { waitUntil } from '../../engines/condition.ts';
import { startLog } from '../../engines/log.ts';
import type { TestNatsServer } from '../../engines/nats-server.ts';
import { startRole, type TestRole } from '../../engines/role.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

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
  /** Resolves when the index has read both streams to their ends, and holds this many dead letters. */
  indexed(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** A real nats-server with the log's streams and the operations service; no gateway, no worker. */
export async function startOperationsService(extra: Record<string, string> = {}): Promise<TestOperations> {
  const folder = temporaryFolder('operations');
  const log = await startLog();
  const { nats, link, inbox } = log;
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
    async indexed(count) {
      await waitUntil(
        async () => {
          const { body } = await olga.request('GET', '/ops/v1/dead-letters?limit=1');
          return body.index.caughtUp && body.total === count;
        },
        { what: `${count} dead letters in the index` },
      );
    },
    async stop() {
      await role.kill();
      await log.stop();
      folder.remove();
    },
  };
}
