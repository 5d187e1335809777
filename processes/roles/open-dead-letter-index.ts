import { openSqliteDeadLetterIndex } from '../../adapters/sqlite/dead-letters/sqlite-dead-letter-index.ts';
import type { DeadLetterIndex } from '../../contracts/ports/dead-letter-index.ts';
import { EVENT_SCHEMAS_DIGEST } from '../../domain/event-schemas.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { indexFile } from './index-file.ts';

/** The index of dead letters and actions: a file in the data folder, rebuilt from the streams if it is deleted. */
export const openDeadLetterIndex = (settings: Settings): DeadLetterIndex =>
  openSqliteDeadLetterIndex({
    ...indexFile(settings, 'operationsIndex'),
    schemasDigest: EVENT_SCHEMAS_DIGEST,
  });
