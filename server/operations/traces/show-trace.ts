import type { RecordedOfEvent } from '../../../contracts/ports/ledger-index.ts';
import type { traceRoutes } from '../../../contracts/routes/operations/traces.ts';
import { DEFAULT_PAGE } from '../../../contracts/routes/parameters.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { within } from '../../../contracts/timing/within.ts';
import type { Trace } from '../../../contracts/traces.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { beingBuilt, readMarked } from '../indexing/complete-reading.ts';
import { type FoundById, findById } from './find-by-id.ts';
import { cursorIn, cursorText } from './page-cursor.ts';
import { proveStatuses } from './prove-status.ts';
import { readOutages } from './read-outages.ts';
import type { Outage } from './timeline.ts';
import { traceCommand } from './trace-command.ts';
import type { TraceService } from './trace-service.ts';

const MAX_COUNTED = 10_000;
const MAX_GAPS = 20;
const MAX_UNCONFIRMED = 100;
const OUTAGES_MS = 500;

type TraceQuery = Input<(typeof traceRoutes)['read-trace']>['query'];

const NOTHING: RecordedOfEvent = { accepted: null, applied: [], failed: [] };

/**
 * The commands of a correlation with their timelines, a page of them. With `command`: that one, which may be older than the
 * ledger. Throws ProblemError, LogUnavailable, StoreFailure.
 */
export async function showTrace(
  service: TraceService,
  correlationId: string,
  query: TraceQuery,
): Promise<Trace> {
  const { ledger, indexer } = service;
  const { result, index } = await readMarked(indexer, async () => ({
    page: await readPage(service, correlationId, query),
    unconfirmed: await ledger.unconfirmedOf(correlationId, MAX_UNCONFIRMED),
  }));
  const { page, unconfirmed } = result;
  if (page.commands.length === 0 && unconfirmed.length === 0 && query.cursor === undefined)
    throw index.caughtUp ? unknownTrace() : beingBuilt(indexer);
  const rows = page.commands.map(({ command }) => command);
  const earliest = Math.min(Date.now(), ...rows.map(({ storedAt }) => storedAt));
  const [recorded, statuses, outages, gaps] = await Promise.all([
    ledger.recordedOf(rows.map(({ position }) => position)),
    proveStatuses(service.status, rows),
    within(OUTAGES_MS, readOutages(service.link, earliest), new Map<string, Outage[]>()),
    rows.length === 0 ? [] : ledger.gaps(earliest, Date.now(), MAX_GAPS),
  ]);
  const now = Date.now();
  const commands = await Promise.all(
    page.commands.map(({ command, isIndexed }, n) =>
      traceCommand(service, {
        command,
        recorded: recorded[n] ?? NOTHING,
        status: statuses[n],
        timesKnown: isIndexed,
        outages,
        ledgerIsCurrent: index.caughtUp,
        now,
      }),
    ),
  );
  const ids = new Set(rows.map(({ id }) => id));
  return {
    correlationId,
    commands,
    total: page.total,
    next: page.next,
    links: rows
      .filter(({ causationId }) => causationId !== '')
      .map(({ id, causationId }) => ({ cause: causationId, effect: id })),
    unconfirmed: unconfirmed
      .filter(({ commandId }) => !ids.has(commandId))
      .map(({ commandId, at, process }) => ({ commandId, at: new Date(at).toISOString(), process })),
    gaps: gaps.map((gap) => ({
      ...gap,
      from: new Date(gap.from).toISOString(),
      until: new Date(gap.until).toISOString(),
    })),
    readAt: new Date(now).toISOString(),
    index,
  };
}

interface Page {
  commands: FoundById[];
  total: number;
  next: string | null;
}

async function readPage(service: TraceService, correlationId: string, query: TraceQuery): Promise<Page> {
  const { ledger } = service;
  if (query.command !== undefined) {
    const found = await findById(service, query.command);
    const commands = found?.command.correlationId === correlationId ? [found] : [];
    return { commands, total: commands.length, next: null };
  }
  const scope = { list: 'trace', of: correlationId } as const;
  const after = cursorIn(decodeCursor(scope, query.cursor));
  const { limit = DEFAULT_PAGE } = query;
  const { commands, total } = await ledger.commandsOf(correlationId, {
    limit: limit + 1,
    maxCounted: MAX_COUNTED,
    ...(after ? { after } : {}),
  });
  const shown = commands.slice(0, limit);
  const last = shown.at(-1);
  return {
    commands: shown.map((command) => ({ command, isIndexed: true })),
    total,
    next: last && commands.length > limit ? encodeCursor(scope, cursorText(last)) : null,
  };
}

const unknownTrace = (): ProblemError =>
  new ProblemError(
    'trace-unknown',
    'The ledger has no command with this correlation id. An older command is found by its own id: `?command=`.',
  );
