import { readBatch } from '../../../adapters/jetstream/read-batch.ts';
import { readOperation } from '../../../adapters/jetstream/read-operation.ts';
import { OPERATIONS } from '../../../adapters/jetstream/stream-layout.ts';
import type { ActFilter, DeadLetterFilter } from '../../../contracts/ports/dead-letter-index.ts';
import type { DeadLetterService } from './dead-letter-service.ts';

const PAGE = 500;

/**
 * All dead letters that fit, a line of JSON each, those that failed first first: what fails meanwhile comes at the end.
 * Read page by page, as fast as the client takes it.
 */
export async function* exportDeadLetters(
  { index }: DeadLetterService,
  filter: DeadLetterFilter,
): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const { entries } = await index.list(filter, { limit: PAGE, order: 'oldest', after });
    const last = entries.at(-1);
    if (!last) return;
    yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    after = last.sequence;
  }
}

/** The acts that fit, the newest first, a line of JSON each: whole, as they stand in the stream. */
export async function* exportActs(
  { index, link }: DeadLetterService,
  filter: ActFilter,
): AsyncGenerator<string> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const { acts } = await index.acts(filter, { limit: PAGE, before });
    const last = acts.at(-1);
    if (!last) return;
    for (const { sequence } of acts) {
      const [message] = await readBatch(link, OPERATIONS, { seq: sequence, batch: 1 });
      const operation = message?.sequence === sequence ? readOperation(message) : undefined;
      if (operation) yield `${JSON.stringify({ sequence, ...operation })}\n`;
    }
    before = last.sequence;
  }
}
