import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallOperations, operationsClient } from '../../components/api/client.ts';
import { atExit } from '../../tests/engines/at-exit.ts';
import { startFaultyWorker } from '../../tests/engines/faulty-worker.ts';
import { startRole, type TestRole } from '../../tests/engines/role.ts';
import { startWaybill, type TestWaybill } from '../../tests/engines/waybill.ts';

/** The version in the pictures that refuses some messages. */
const BAD_VERSION = '0.2.0-rc.1';

const callers = ['web', 'mobile', 'importer'];
const OPERATOR_KEY = 'maria-key-0123456789';

/** A separate Waybill. Its history worker is first a faulty one, then the real one. */
export interface Scene {
  waybill: TestWaybill;
  keys: { caller: string; key: string }[];
  /** Calls the operations API. Throws if the answer is a problem. */
  ops: CallOperations;
  /** Makes the faulty worker's store fail, or work again. */
  setOutage(on: boolean): void;
  /** Replaces the faulty worker by the real one. */
  rollBack(): Promise<void>;
  stop(): Promise<void>;
}

export async function setScene(): Promise<Scene> {
  const keys = callers.map((caller) => ({ caller, key: `${caller}-key-0123456789ab` }));
  const settings = {
    WAYBILL_API_KEYS: keys.map(({ caller, key }) => `${caller}:${key}`).join(','),
    WAYBILL_OPERATOR_KEYS: `maria:${OPERATOR_KEY}`,
    // With the default delays, the third failure of an event would take half a minute.
    WAYBILL_RETRY_SCHEDULE: '1s,2s',
    WAYBILL_CONSUMER_SNAPSHOT_MS: '1000',
  };
  const waybill = await startWaybill({ args: ['--roles', 'nats,gateway,operations,console'], env: settings });
  const environment = { ...settings, NATS_URL: waybill.nats, WAYBILL_DATA_DIR: waybill.dataDir };
  const faults = join(waybill.dataDir, 'faults');
  let real: TestRole | undefined;
  let bad: ChildProcess | undefined = await startFaultyWorker(environment, BAD_VERSION);
  const forget = atExit(() => bad?.kill('SIGKILL'));

  const endBad = async () => {
    const gone = bad && once(bad, 'exit');
    bad?.kill('SIGTERM');
    bad = undefined;
    await gone;
  };

  return {
    waybill,
    keys,
    ops: operationsClient(() => ({
      origin: waybill.operations,
      headers: { authorization: `Bearer ${OPERATOR_KEY}` },
      timeoutMs: 30_000,
    })),
    setOutage: (on) => (on ? writeFileSync(faults, 'outage') : rmSync(faults, { force: true })),
    async rollBack() {
      await endBad();
      real = await startRole('worker:history', environment);
    },
    async stop() {
      await endBad();
      await real?.stop();
      forget();
      await waybill.stop();
    },
  };
}
