import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { classifySqliteError } from '../thread/classify-sqlite-error.ts';

export const REBUILD = 'npm run rebuild -- history --yes';

/** What may be wrong with the history's file as a whole. A worker heals the first four by itself. */
export type FileFault =
  | 'emptied'
  | 'replaced'
  | 'log-lost'
  | 'changing'
  | 'no-database'
  | 'cut-short'
  | 'damaged';

const meanings: Readonly<Record<FileFault, readonly [code: string, sentence: string]>> = {
  emptied: ['store-emptied', 'is empty. A worker fills a new one from the log'],
  replaced: [
    'store-replaced',
    'was replaced while its write-ahead log stayed. A worker applies the log to its new content',
  ],
  'log-lost': ['store-log-lost', 'lost its write-ahead log. A worker applies the log to it again'],
  changing: [
    'store-changing',
    'is being changed by another program. Waybill checks it again once it is unchanged for 2 seconds',
  ],
  'no-database': [
    'SQLITE_NOTADB',
    `is not a SQLite database. Run \`${REBUILD}\` to fill a new one from the log`,
  ],
  'cut-short': ['SQLITE_CORRUPT', `was cut short. Run \`${REBUILD}\` to fill a new one from the log`],
  damaged: ['SQLITE_CORRUPT', `is damaged. Run \`${REBUILD}\` to fill a new one from the log`],
};

/** The outage for a fault of the file: what is wrong, and what to do. */
export function fileFault(fault: FileFault, path: string, options?: ErrorOptions): StoreFailure {
  const [code, sentence] = meanings[fault];
  return new StoreFailure('outage', code, `The history file ${path} ${sentence}.`, options);
}

/** The StoreFailure for an error on the history's file. For damage of the file it names the file and what to do. */
export function classifyHistoryError(error: unknown, path: string): StoreFailure {
  const failure = classifySqliteError(error);
  if (failure === error) return failure;
  if (failure.code === 'SQLITE_CORRUPT') return fileFault('damaged', path, { cause: error });
  if (failure.code === 'SQLITE_NOTADB') return fileFault('no-database', path, { cause: error });
  return failure;
}
