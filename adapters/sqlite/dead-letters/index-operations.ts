import type { DeadLetterIndex, IndexBatch } from '../../../contracts/ports/dead-letter-index.ts';
import { indexConnection } from '../thread/index-connection.ts';
import { openIndexFile } from '../thread/open-index-file.ts';
import type { ThreadCalls } from '../thread/port-of-threads.ts';
import { streamProgress } from '../thread/stream-progress.ts';
import { transaction } from '../thread/transaction.ts';
import { deadLetterCounts } from './dead-letter-counts.ts';
import { deadLetterRows } from './dead-letter-rows.ts';
import { INDEX_SCHEMA_VERSION, indexSchema } from './index-schema.ts';
import { actionReader } from './read-actions.ts';
import { candidateReader } from './read-candidates.ts';
import { deadLetterReader } from './read-dead-letters.ts';
import { groupReader } from './read-groups.ts';
import { statusReader } from './read-statuses.ts';
import { actionWriter } from './write-actions.ts';
import { failureWriter } from './write-failures.ts';

function connect(path: string, schemasDigest: string) {
  const database = openIndexFile(path, {
    schema: indexSchema,
    version: `dead letters ${INDEX_SCHEMA_VERSION} ${schemasDigest}`,
  });
  const counts = deadLetterCounts(database);
  const rows = deadLetterRows(database, counts);
  return {
    database,
    streams: streamProgress(database),
    counts,
    deadLetters: deadLetterReader(database),
    candidates: candidateReader(database),
    statuses: statusReader(database),
    groups: groupReader(database),
    actions: actionReader(database),
    failureWriter: failureWriter(database, rows),
    actionWriter: actionWriter(database, rows),
  };
}

/** The index in the file at `path`. The first call opens it, and so does a call after it was removed or replaced. */
export function indexOperations(path: string, schemasDigest = ''): ThreadCalls<DeadLetterIndex> {
  const { use, remove, close } = indexConnection(path, () => connect(path, schemasDigest));

  return {
    progress: (stream) => use(({ streams }) => streams.of(stream)),

    add: (batch: IndexBatch) =>
      use((current) =>
        transaction(current.database, () => {
          if (!current.streams.advance(batch.stream, batch.after, batch)) return false;
          current.failureWriter.add(batch.failures);
          current.actionWriter.add(batch.actions);
          current.counts.flush();
          return true;
        }),
      ),

    prune: (stream, first) =>
      use(({ database, counts, failureWriter: failures, actionWriter: actions }) =>
        transaction(database, () => {
          (stream === 'DEAD_LETTERS' ? failures : actions).prune(first);
          counts.flush();
        }),
      ),

    reset: remove,

    list: (filter, page) => use(({ deadLetters }) => deadLetters.list(filter, page)),
    deadLetter: (id) => use(({ deadLetters }) => deadLetters.one(id)),
    failures: (id) => use(({ deadLetters }) => deadLetters.failures(id)),
    steps: (id) => use(({ deadLetters }) => deadLetters.steps(id)),
    candidates: (filter, page) => use(({ candidates }) => candidates.candidates(filter, page)),
    statuses: (consumer, page) => use(({ statuses }) => statuses(consumer, page)),
    candidatesOf: (ids) => use(({ candidates }) => candidates.candidatesOf(ids)),
    groups: (by, filter, limit, now) => use(({ groups }) => groups.groups(by, filter, limit, now)),
    openedSince: (since) => use(({ groups }) => groups.openedSince(since)),
    groupReach: (fingerprint, now) => use(({ groups }) => groups.reach(fingerprint, now)),
    groupTriage: (fingerprint) => use(({ groups }) => groups.triage(fingerprint)),
    openDeadLetters: () => use(({ groups }) => groups.open()),
    actions: (filter, page) => use(({ actions }) => actions.actions(filter, page)),
    actionOfRequest: (requestId, target, targetId) =>
      use(({ actions }) => actions.actionOfRequest(requestId, target, targetId)),
    lastAction: (target, targetId) => use(({ actions }) => actions.lastAction(target, targetId)),
    close,
  };
}
