import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { classifySqliteError } from '../thread/classify-sqlite-error.ts';
import type { StoreSchema } from './store-schema.ts';

/** The command by which an operator has a store filled again from the log. */
export const rebuildCommand = ({ projection }: StoreSchema): string =>
  `npm run rebuild -- ${projection} --yes`;

/** What may be wrong with a projection's file as a whole. A worker repairs the first four itself. */
export type FileFault =
  | 'emptied'
  | 'replaced'
  | 'log-lost'
  | 'changing'
  | 'no-database'
  | 'cut-short'
  | 'damaged';

const meanings: Readonly<Record<FileFault, readonly [code: string, sentence: (rebuild: string) => string]>> =
  {
    emptied: ['store-emptied', () => 'is empty. A worker fills a new one from the log'],
    replaced: [
      'store-replaced',
      () => 'was replaced while its write-ahead log stayed. A worker applies the log to its new content',
    ],
    'log-lost': ['store-log-lost', () => 'lost its write-ahead log. A worker applies the log to it again'],
    changing: [
      'store-changing',
      () => 'is being changed by another program. Waybill checks it again once it is unchanged for 2 seconds',
    ],
    'no-database': [
      'SQLITE_NOTADB',
      (rebuild) => `is not a SQLite database. Run \`${rebuild}\` to fill a new one from the log`,
    ],
    'cut-short': [
      'SQLITE_CORRUPT',
      (rebuild) => `was cut short. Run \`${rebuild}\` to fill a new one from the log`,
    ],
    damaged: ['SQLITE_CORRUPT', (rebuild) => `is damaged. Run \`${rebuild}\` to fill a new one from the log`],
  };

/** The outage for a fault of the file. Its message says what is wrong and what to do. */
export function fileFault(
  fault: FileFault,
  path: string,
  schema: StoreSchema,
  options?: ErrorOptions,
): StoreFailure {
  const [code, sentence] = meanings[fault];
  return new StoreFailure(
    'outage',
    code,
    `The ${schema.projection} file ${path} ${sentence(rebuildCommand(schema))}.`,
    options,
  );
}

/** The StoreFailure for an error on a projection's file. If the file is damaged, it names the file and what to do. */
export function classifyFileError(error: unknown, path: string, schema: StoreSchema): StoreFailure {
  const failure = classifySqliteError(error);
  if (failure === error) return failure;
  if (failure.code === 'SQLITE_CORRUPT') return fileFault('damaged', path, schema, { cause: error });
  if (failure.code === 'SQLITE_NOTADB') return fileFault('no-database', path, schema, { cause: error });
  return failure;
}
