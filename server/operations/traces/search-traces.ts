import { hash } from 'node:crypto';
import type {
  CommandFilter,
  CommandPage,
  CommandRow,
  FoundCommand,
  FoundCommands,
  ToldState,
} from '../../../contracts/ports/ledger-index.ts';
import { encodePosition } from '../../../contracts/position.ts';
import type { TraceSearchQuery } from '../../../contracts/trace-queries.ts';
import type { TraceList, TraceSummary } from '../../../contracts/traces.ts';
import { commandOfEventType } from '../../../domain/catalog.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { given, instant, limitOf } from '../dead-letters/read-query.ts';
import { findById } from './find-by-id.ts';
import { placeIn, placeText } from './page-place.ts';
import { readReplacement } from './read-replacement.ts';
import type { TraceService } from './trace-service.ts';

const MAX_LIMIT = 200;
/** How long the read models may take to say which of a page a rule refused: where one hangs, the ledger alone is told. */
const REJECTIONS_MS = 300;

type Told = Pick<TraceSummary, 'state' | 'failures' | 'tookMs' | 'replacedBy'>;
type Judged = Omit<FoundCommand, 'state'> & Told;

/** A filter whose states are those that are shown, not only those that the ledger knows. */
type Sought = Omit<CommandFilter, 'states'> & { states?: readonly NonNullable<Told['state']>[] };

/** A page of the commands that fit. Throws ProblemError, LogUnavailable, StoreFailure. */
export async function searchTraces(service: TraceService, query: TraceSearchQuery): Promise<TraceList> {
  const { follower, traceSearchMs: withinMs } = service;
  const { sort: order = 'newest', limit, cursor, command, ...filters } = query;
  const index = follower.currency();
  if (command !== undefined) return oneCommand(service, command, index);
  const scope = { list: 'traces', of: hash('sha256', JSON.stringify([order, filters])) } as const;
  const after = placeIn(decodeCursor(scope, cursor));
  const found = await searchJudged(service, filterOf(filters), {
    limit: limitOf(limit, MAX_LIMIT),
    order,
    withinMs,
    ...(after ? { after } : {}),
  });
  return {
    commands: found.commands.map((each) => summaryOf(each, each)),
    next: found.next && encodeCursor(scope, placeText(found.next)),
    cut: found.cut,
    index,
  };
}

/**
 * A page of what the ledger tells, in the light of what operators put in the place of dead letters: those are no failed
 * ones any more, and their time has stopped; and of what a rule refused. Where some of a page fall away for that it is
 * filled up, as long as time allows. Throws StoreFailure.
 */
async function searchJudged(
  service: TraceService,
  sought: Sought,
  page: CommandPage,
): Promise<Omit<FoundCommands, 'commands'> & { commands: Judged[] }> {
  const begun = performance.now();
  const slowest = page.order === 'slowest';
  const { states, ...filter } = sought;
  const told = states && { states: [...new Set(states.map(toldAs))] };
  const fits = ({ state, replacedBy }: Judged) =>
    state !== null &&
    (states === undefined || states.includes(state)) &&
    (replacedBy === null || (states === undefined && filter.failedOnly !== true));
  const commands: Judged[] = [];
  let after = page.after;
  for (;;) {
    const withinMs = Math.max(0, page.withinMs - (performance.now() - begun));
    const found = await service.ledger.search(
      { ...filter, ...told },
      {
        // The ledger counts the time of a replaced one until now: it may be among the slowest there, and is not.
        limit: slowest || isRare(states) ? MAX_LIMIT : page.limit,
        order: page.order,
        withinMs,
        ...(after ? { after } : {}),
      },
    );
    const lookMs = isRare(states) ? withinMs : Math.min(withinMs, REJECTIONS_MS);
    await service.rejections.look(found.commands, lookMs);
    const judged = await Promise.all(found.commands.map((each) => judge(service, each)));
    commands.push(...judged.filter(fits));
    if (slowest) {
      commands.sort((a, b) => tookSoFar(b) - tookSoFar(a));
      return { ...found, commands: commands.slice(0, page.limit) };
    }
    if (commands.length > page.limit) {
      commands.length = page.limit;
      const { storedAt, position } = commands.at(-1)!;
      return { commands, next: { storedAt, position }, cut: found.cut };
    }
    // Where the read models don't say, those that may be sought are not passed over in silence.
    if (isRare(states) && found.commands.some((each) => service.rejections.isRejected(each) === undefined))
      return { ...found, commands, cut: true };
    if (found.next === null || found.cut || commands.length === page.limit) return { ...found, commands };
    after = found.next;
  }
}

/** Whether few of those that the ledger gives may be left. */
const isRare = (states: Sought['states']): boolean => states?.every((state) => state === 'rejected') ?? false;

/** What the ledger has of those in a state that is shown. */
const toldAs = (state: NonNullable<Told['state']>): ToldState => (state === 'rejected' ? 'applied' : state);

async function judge(service: TraceService, found: FoundCommand): Promise<Judged> {
  const { deadLetters, status, rejections } = service;
  if (rejections.isRejected(found)) return { ...found, state: 'rejected', replacedBy: null };
  if (found.state !== 'dead_lettered') return { ...found, replacedBy: null };
  const names = status.projections.map(({ name }) => name);
  const replacement = await readReplacement(deadLetters, names, found);
  if (!replacement) return { ...found, replacedBy: null };
  const tookMs = Math.max(0, replacement.at - found.storedAt);
  return { ...found, replacedBy: replacement.byEventId, tookMs };
}

const tookSoFar = ({ tookMs, storedAt }: Judged): number => tookMs ?? Date.now() - storedAt;

const filterOf = (query: Omit<TraceSearchQuery, 'sort' | 'limit' | 'cursor' | 'command'>): Sought =>
  given<Sought>({
    correlationId: query.correlationId,
    correlationPrefix: query.correlationPrefix,
    subject: query.aggregate,
    actor: query.actor,
    type: query.type,
    from: instant('from', query.from),
    to: instant('to', query.to),
    states: query.state?.split(',') as Sought['states'],
    failedOnly: query.failed === 'true' ? true : undefined,
  });

const summaryOf = (command: CommandRow, told: Told): TraceSummary => ({
  commandId: command.id,
  correlationId: command.correlationId,
  position: encodePosition(command.position),
  command: commandOfEventType(command.type)?.name ?? command.type,
  eventType: command.type,
  subject: command.subject,
  actor: command.actor,
  acceptedAt: command.acceptedAt === null ? null : new Date(command.acceptedAt).toISOString(),
  storedAt: new Date(command.storedAt).toISOString(),
  state: told.state,
  failures: told.failures,
  tookMs: told.tookMs,
  replacedBy: told.replacedBy,
});

/** By its id: also where the ledger does not reach back to it. */
async function oneCommand(service: TraceService, id: string, index: TraceList['index']): Promise<TraceList> {
  const found = await findById(service, id);
  if (!found) return { commands: [], next: null, cut: false, index };
  const { command, isIndexed } = found;
  const { correlationId, storedAt } = command;
  const { commands } = isIndexed
    ? await service.ledger.search(
        { correlationId, from: storedAt, to: storedAt + 1 },
        { limit: MAX_LIMIT, order: 'newest', withinMs: service.traceSearchMs },
      )
    : { commands: [] };
  const indexed = commands.find((each) => each.id === command.id);
  if (indexed) await service.rejections.look([indexed], REJECTIONS_MS);
  const told = indexed && (await judge(service, indexed));
  const untold: Told = { state: null, failures: 0, tookMs: null, replacedBy: null };
  return { commands: [summaryOf(command, told ?? untold)], next: null, cut: false, index };
}
