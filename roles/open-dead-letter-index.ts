import { mkdirSync } from 'node:fs';
import { openSqliteDeadLetterIndex } from '../adapters/sqlite/dead-letter-index/sqlite-dead-letter-index.ts';
import { dataPaths } from '../configuration/data-paths.ts';
import type { Settings } from '../configuration/settings.ts';
import type { DeadLetterIndex } from '../contracts/ports/dead-letter-index.ts';
import { EVENT_SCHEMAS_DIGEST } from '../domain/event-schemas.ts';

/** The index of dead letters and acts: a file in the data folder, which comes back when it is deleted. */
export function openDeadLetterIndex(settings: Settings): DeadLetterIndex {
  mkdirSync(settings.dataDir, { recursive: true });
  return openSqliteDeadLetterIndex({
    path: dataPaths(settings.dataDir).operationsIndex,
    judgedBy: EVENT_SCHEMAS_DIGEST,
    timeoutMs: settings.storeTimeoutMs,
    maxCalls: settings.storeMaxCalls,
  });
}
