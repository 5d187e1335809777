import { join } from 'node:path';

export interface NatsServerLimits {
  natsSync: string;
  partitions: number;
  partitionMaxBytes: number;
  deadLettersMaxBytes: number;
  operationsMaxBytes: number;
  ledgerMaxBytes: number;
  idempotencyMaxBytes: number;
}

/** For the streams that have small fixed limits. */
const OTHER_STREAMS_BYTES = 16 * 1024 ** 3;

/**
 * The configuration of the nats-server that Waybill starts. It writes its log to standard error, which the supervisor
 * keeps and bounds like every role's.
 */
export function natsServerConfig(folder: string, port: number, limits: NatsServerLimits): string {
  return `# Written by Waybill at every start: changes are lost.
listen: "127.0.0.1:${port}"
server_name: "waybill"
pid_file: ${JSON.stringify(join(folder, 'nats-server.pid'))}
max_payload: 1048576

jetstream {
  store_dir: ${JSON.stringify(folder)}
  sync_interval: ${JSON.stringify(limits.natsSync)}
  max_memory_store: 268435456
  max_file_store: ${fileStoreBytes(limits)}
}
`;
}

/**
 * nats-server reserves each stream's limit and refuses a stream that doesn't fit. The streams' own limits bound the
 * log. So this is twice their sum, because at times there are two generations of the log.
 */
function fileStoreBytes(limits: NatsServerLimits): number {
  const log = limits.partitions * limits.partitionMaxBytes;
  const { deadLettersMaxBytes, operationsMaxBytes, ledgerMaxBytes, idempotencyMaxBytes } = limits;
  const others = deadLettersMaxBytes + operationsMaxBytes + ledgerMaxBytes + idempotencyMaxBytes;
  return 2 * (log + others) + OTHER_STREAMS_BYTES;
}
