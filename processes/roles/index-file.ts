import { mkdirSync } from 'node:fs';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import type { Settings } from '../../platform/configuration/settings.ts';

/**
 * The file of one of the operations service's indexes, and the limits on reading it. Creates the folder if it is
 * missing.
 */
export function indexFile(
  settings: Settings,
  name: 'operationsIndex' | 'ledgerIndex' | 'lagHistory',
): { path: string; timeoutMs: number; maxCalls: number } {
  mkdirSync(settings.dataDir, { recursive: true });
  return {
    path: dataPaths(settings.dataDir)[name],
    timeoutMs: settings.storeTimeoutMs,
    maxCalls: settings.storeMaxCalls,
  };
}
