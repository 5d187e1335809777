import { hash } from 'node:crypto';
import type { CommandRow } from '../../../contracts/ports/ledger-index.ts';
import { encodePosition } from '../../../contracts/position.ts';
import type { traceRoutes } from '../../../contracts/routes/operations/traces.ts';
import { DEFAULT_PAGE } from '../../../contracts/routes/parameters.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import type { TraceList, TraceSummary } from '../../../contracts/traces.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { decidingNames } from '../../status/read-status.ts';
import { given } from '../dead-letters/index-filters.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import { findById } from './find-by-id.ts';
import { cursorIn, cursorText } from './page-cursor.ts';
import {
  type JudgedFilter,
  judge,
  MAX_LIMIT,
  REJECTIONS_MS,
  type Recorded,
  searchJudged,
} from './search-judged.ts';
import type { TraceService } from './trace-service.ts';

type TraceQuery = Input<(typeof traceRoutes)['search-traces']>['query'];

/** A page of the matching commands. Throws ProblemError, LogUnavailable, StoreFailure. */
export async function searchTraces(service: TraceService, query: TraceQuery): Promise<TraceList> {
  const { indexer, traceSearchMs: withinMs } = service;
  const { sort: order = 'newest', limit = DEFAULT_PAGE, cursor, command, ...filters } = query;
  if (command !== undefined) {
    const { result, index } = await readMarked(indexer, () => oneCommand(service, command));
    return { ...result, index };
  }
  const scope = { list: 'traces', of: hash('sha256', JSON.stringify([order, filters])) } as const;
  const after = cursorIn(decodeCursor(scope, cursor));
  const sought = filterOf(filters);
  const { result: found, index } = await readMarked(indexer, () =>
    searchJudged(service, sought, {
      limit,
      order,
      withinMs,
      ...(after ? { after } : {}),
    }),
  );
  return {
    commands: found.commands.map((each) => summaryOf(each, each)),
    next: found.next && encodeCursor(scope, cursorText(found.next)),
    cut: found.cut,
    index,
  };
}

const filterOf = ({
  aggregate: subject,
  state: states,
  failed,
  ...same
}: Omit<TraceQuery, 'sort' | 'limit' | 'cursor' | 'command'>): JudgedFilter => ({
  ...same,
  ...given<Pick<JudgedFilter, 'subject' | 'states' | 'failedOnly'>>({
    subject,
    states,
    failedOnly: failed === true ? true : undefined,
  }),
});

const summaryOf = (command: CommandRow, recorded: Recorded): TraceSummary => ({
  commandId: command.id,
  correlationId: command.correlationId,
  position: encodePosition(command.position),
  command: commandOfEventType(command.type)?.name ?? command.type,
  eventType: command.type,
  subject: command.subject,
  actor: command.actor,
  acceptedAt: command.acceptedAt === null ? null : new Date(command.acceptedAt).toISOString(),
  storedAt: new Date(command.storedAt).toISOString(),
  state: recorded.state,
  failures: recorded.failures,
  tookMs: recorded.tookMs,
  replacedBy: recorded.replacedBy,
});

/** One command by its id, even if the ledger does not reach back to it. */
async function oneCommand(service: TraceService, id: string): Promise<Omit<TraceList, 'index'>> {
  const found = await findById(service, id);
  if (!found) return { commands: [], next: null, cut: false };
  const { command, isIndexed } = found;
  const { correlationId, storedAt } = command;
  const { commands } = isIndexed
    ? await service.ledger.search(
        { correlationId, from: storedAt, to: storedAt + 1 },
        {
          limit: MAX_LIMIT,
          order: 'newest',
          withinMs: service.traceSearchMs,
          deciding: decidingNames(service.status),
        },
      )
    : { commands: [] };
  const indexed = commands.find((each) => each.id === command.id);
  if (indexed) await service.rejections.look([indexed], REJECTIONS_MS);
  const recorded = indexed && (await judge(service, indexed));
  const unknown: Recorded = { state: null, failures: 0, tookMs: null, replacedBy: null };
  return { commands: [summaryOf(command, recorded ?? unknown)], next: null, cut: false };
}
