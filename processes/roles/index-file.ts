import { mkdirSync } from 'node:fs';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import type { Settings } from '../../platform/configuration/settings.ts';

/** Where an index of the operations service stands, in a folder that is there, and how it is asked. */
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
