import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  isStillRunning,
  type ProcessRecord,
  readProcessRecords,
} from '../../processes/supervisor/process-records.ts';
import { freePort } from '../../tests/engines/free-port.ts';
import { temporaryFolder } from '../../tests/engines/temporary-folder.ts';
import { startWaybill, type TestWaybill } from '../../tests/engines/waybill.ts';
import type { ChaosOptions } from './options.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

export const CALLERS = [
  { caller: 'ada', key: 'ada-key-0123456789abc' },
  { caller: 'ben', key: 'ben-key-0123456789abc' },
  { caller: 'cleo', key: 'cleo-key-0123456789ab' },
];
export const OPERATOR_KEY = 'chaos-operator-key-0123456789';
const START_MS = 240_000;
const MIN_FREE_BYTES = 16 * 1024 ** 2;
/** Small enough for the disk, since nats-server reserves the limits of its streams. */
const CASSANDRA_HEAP_BYTES = 512 * 1024 ** 2;

export interface Stage {
  /** Replaced when chaos starts Waybill again. */
  waybill: TestWaybill;
  dataDir: string;
  cassandraPort: number | undefined;
  disk: SmallDisk | undefined;
  /** Why there is no small disk; undefined if there is one. */
  noDisk: string | undefined;
  /** The process that runs a role now, including `supervisor`. Undefined while none runs. */
  process(role: string): { pid: number; isRunning(): boolean } | undefined;
  hasSupervisor(): boolean;
  startByHand(): Promise<void>;
  /** Ends everything. Returns the path of the data folder if it is kept. */
  end(keep: boolean): Promise<string | undefined>;
}

/** A whole Waybill on free ports, with its own data folder, on a small disk if this machine allows one. */
export async function setStage(options: ChaosOptions, engines: Record<string, string>): Promise<Stage> {
  const disk = options.only.includes('disk') ? mountSmallDisk(options.diskBytes) : undefined;
  const folder = typeof disk === 'object' ? disk : temporaryFolder('chaos');
  const dataDir = join(folder.path, 'data');
  mkdirSync(dataDir);
  const cassandraPort = options.history === 'cassandra' ? await freePort() : undefined;
  const env = {
    ...engines,
    WAYBILL_DATA_DIR: dataDir,
    WAYBILL_ENVIRONMENT: 'chaos',
    WAYBILL_STORES: `history:${options.history}`,
    WAYBILL_API_KEYS: CALLERS.map(({ caller, key }) => `${caller}:${key}`).join(','),
    WAYBILL_OPERATOR_KEYS: `chaos:${OPERATOR_KEY}`,
    WAYBILL_MIN_FREE_DISK_BYTES: String(MIN_FREE_BYTES),
    WAYBILL_RECONCILIATION_INTERVAL_MS: '2000',
    ...(cassandraPort === undefined
      ? {}
      : {
          WAYBILL_CASSANDRA_PORT: String(cassandraPort),
          WAYBILL_CASSANDRA_HEAP_BYTES: String(CASSANDRA_HEAP_BYTES),
        }),
  };
  const args = options.roles.length > 0 ? ['--roles', options.roles.join(',')] : [];
  const start = () => startWaybill({ env, args, timeoutMs: START_MS });
  let waybill: TestWaybill;
  try {
    waybill = await start();
  } catch (error) {
    folder.remove();
    throw error;
  }
  // Remembered too, because a record may be missing on a full disk.
  const seen = new Map<string, ProcessRecord>();
  const hasSupervisor = () => waybill.child.exitCode === null && waybill.child.signalCode === null;
  return {
    get waybill() {
      return waybill;
    },
    dataDir,
    cassandraPort,
    disk: typeof disk === 'object' ? disk : undefined,
    noDisk: typeof disk === 'string' ? disk : undefined,
    hasSupervisor,
    process(role) {
      if (role === 'supervisor')
        return hasSupervisor() ? { pid: waybill.child.pid!, isRunning: hasSupervisor } : undefined;
      for (const record of readProcessRecords(join(dataDir, 'processes'))) seen.set(record.name, record);
      const record = seen.get(role);
      if (!record || !isStillRunning(record)) return undefined;
      return { pid: record.pid, isRunning: () => isStillRunning(record) };
    },
    async startByHand() {
      await waybill.stop();
      waybill = await start();
    },
    async end(keep) {
      await waybill.stop();
      let kept: string | undefined;
      if (keep) {
        kept = mkdtempSync(join(tmpdir(), 'waybill-chaos-kept-'));
        cpSync(dataDir, kept, { recursive: true });
        rmSync(join(kept, 'lock'), { force: true });
      }
      folder.remove();
      return kept;
    },
  };
}
