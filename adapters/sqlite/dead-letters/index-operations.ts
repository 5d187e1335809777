import type { DeadLetterIndex, IndexBatch } from '../../../contracts/ports/dead-letter-index.ts';
import { indexConnection } from '../thread/index-connection.ts';
import { openIndexFile } from '../thread/open-index-file.ts';
import type { ThreadCalls } from '../thread/port-of-threads.ts';
import { streamProgress } from '../thread/stream-progress.ts';
import { transaction } from '../thread/transaction.ts';
import { entryCounts } from './entry-counts.ts';
import { entryRows } from './entry-rows.ts';
import { INDEX_SCHEMA_VERSION, indexSchema } from './index-schema.ts';
import { actReader } from './read-acts.ts';
import { candidateReader } from './read-candidates.ts';
import { entryReader } from './read-entries.ts';
import { groupReader } from './read-groups.ts';
import { standingReader } from './read-standings.ts';
import { actWriter } from './write-acts.ts';
import { failureWriter } from './write-failures.ts';

function connect(path: string, judgedBy: string) {
  const database = openIndexFile(path, {
    schema: indexSchema,
    version: `dead letters ${INDEX_SCHEMA_VERSION} ${judgedBy}`,
  });
  const counts = entryCounts(database);
  const rows = entryRows(database, counts);
  return {
    database,
    streams: streamProgress(database),
    counts,
    entries: entryReader(database),
    candidates: candidateReader(database),
    standings: standingReader(database),
    groups: groupReader(database),
    acts: actReader(database),
    failureWriter: failureWriter(database, rows),
    actWriter: actWriter(database, rows),
  };
}

/** The index in the file at `path`, which is opened by the first call, and again when it was removed or replaced. */
export function indexOperations(path: string, judgedBy = ''): ThreadCalls<DeadLetterIndex> {
  const { use, remove, close } = indexConnection(path, () => connect(path, judgedBy));

  return {
    progress: (stream) => use(({ streams }) => streams.of(stream)),

    add: (batch: IndexBatch) =>
      use((current) =>
        transaction(current.database, () => {
          if (!current.streams.advance(batch.stream, batch.after, batch)) return false;
          current.failureWriter.add(batch.failures);
          current.actWriter.add(batch.acts);
          current.counts.flush();
          return true;
        }),
      ),

    prune: (stream, first) =>
      use(({ database, counts, failureWriter: failures, actWriter: acts }) =>
        transaction(database, () => {
          (stream === 'DEAD_LETTERS' ? failures : acts).prune(first);
          counts.flush();
        }),
      ),

    reset: remove,

    list: (filter, page) => use(({ entries }) => entries.list(filter, page)),
    entry: (id) => use(({ entries }) => entries.entry(id)),
    failures: (id) => use(({ entries }) => entries.failures(id)),
    steps: (id) => use(({ entries }) => entries.steps(id)),
    candidates: (filter, page) => use(({ candidates }) => candidates.candidates(filter, page)),
    standings: (consumer, page) => use(({ standings }) => standings(consumer, page)),
    candidatesOf: (ids) => use(({ candidates }) => candidates.candidatesOf(ids)),
    groups: (by, filter, limit, now) => use(({ groups }) => groups.groups(by, filter, limit, now)),
    cameSince: (since) => use(({ groups }) => groups.cameSince(since)),
    groupReach: (fingerprint, now) => use(({ groups }) => groups.reach(fingerprint, now)),
    groupStanding: (fingerprint) => use(({ groups }) => groups.standing(fingerprint)),
    openStanding: () => use(({ groups }) => groups.open()),
    acts: (filter, page) => use(({ acts }) => acts.acts(filter, page)),
    actOfRequest: (requestId, target, targetId) =>
      use(({ acts }) => acts.actOfRequest(requestId, target, targetId)),
    lastAct: (target, targetId) => use(({ acts }) => acts.lastAct(target, targetId)),
    close,
  };
}
