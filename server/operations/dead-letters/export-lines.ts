import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import { readOperation } from '../../../adapters/jetstream/records/read-operation.ts';
import { OPERATIONS } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { Action, DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import type { ActionFilter, DeadLetterFilter } from '../../../contracts/ports/dead-letter-index.ts';
import { readComplete } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';

const PAGE = 500;

/** The number of lines when the export begins, and the lines; a failure ends them early. */
export interface Export {
  total: number;
  lines: AsyncIterable<string>;
}

/**
 * All matching dead letters, one line of JSON each, oldest first: new failures come at the end. Read page by page, as fast as
 * the client reads, each page from an index that is complete. Throws ProblemError if the index is not complete yet,
 * LogUnavailable, StoreFailure; the lines throw the same.
 */
export async function exportDeadLetters(
  { index, indexer }: DeadLetterService,
  filter: DeadLetterFilter,
): Promise<Export> {
  const pageAfter = (after: number) =>
    readComplete(indexer, () => index.list(filter, { limit: PAGE, order: 'oldest', after }));
  const first = await pageAfter(0);
  return { total: first.total, lines: lines(first.deadLetters) };

  async function* lines(deadLetters: readonly DeadLetterSummary[]): AsyncGenerator<string> {
    for (let page = deadLetters; ; ) {
      const last = page.at(-1);
      if (!last) return;
      yield page.map((deadLetter) => `${JSON.stringify(deadLetter)}\n`).join('');
      page = (await pageAfter(last.sequence)).deadLetters;
    }
  }
}

/** The matching actions, newest first, one line of JSON each, as the stream holds them. Throws the same. */
export async function exportActions(
  { index, indexer, link }: DeadLetterService,
  filter: ActionFilter,
): Promise<Export> {
  const pageBefore = (before: number) =>
    readComplete(indexer, () => index.actions(filter, { limit: PAGE, before }));
  const first = await pageBefore(Number.MAX_SAFE_INTEGER);
  return { total: first.total, lines: lines(first.actions) };

  async function* lines(actions: readonly Action[]): AsyncGenerator<string> {
    for (let page = actions; ; ) {
      const last = page.at(-1);
      if (!last) return;
      for (const { sequence } of page) {
        const [message] = await readBatch(link, OPERATIONS, { seq: sequence, batch: 1 });
        const operation = message?.sequence === sequence ? readOperation(message) : undefined;
        if (operation) yield `${JSON.stringify({ sequence, ...operation })}\n`;
      }
      page = (await pageBefore(last.sequence)).actions;
    }
  }
}
