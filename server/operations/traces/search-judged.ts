import type {
  CommandCursor,
  CommandFilter,
  CommandPage,
  FoundCommand,
  FoundCommands,
  RecordedState,
} from '../../../contracts/ports/ledger-index.ts';
import type { TraceSummary } from '../../../contracts/traces.ts';
import { decidingNames } from '../../status/read-status.ts';
import { readReplacement } from './read-replacement.ts';
import type { TraceService } from './trace-service.ts';
import { waitingFrom } from './waiting-from.ts';

export const MAX_LIMIT = 200;
/**
 * How long the read models may take to say which commands of a page a rule rejected: with a slow one, the ledger's state is
 * shown.
 */
export const REJECTIONS_MS = 300;

export type Recorded = Pick<TraceSummary, 'state' | 'failures' | 'tookMs' | 'replacedBy'>;
type Judged = Omit<FoundCommand, 'state'> & Recorded;

/** A filter whose states are those that are shown, not only those that the ledger records. */
export type JudgedFilter = Omit<CommandFilter, 'states'> & {
  states?: readonly NonNullable<Recorded['state']>[];
};

/**
 * A page of what the ledger records, with two corrections: an operator's edit of a dead letter ends its failure and its time,
 * and a rejection is no application. If a correction removes commands, the page is filled up, as long as time allows. Throws
 * StoreFailure.
 */
export async function searchJudged(
  service: TraceService,
  sought: JudgedFilter,
  page: CommandPage,
): Promise<Omit<FoundCommands, 'commands'> & { commands: Judged[] }> {
  const begun = performance.now();
  const { states, ...filter } = sought;
  const recorded = states && { states: [...new Set(states.map(recordedAs))] };
  const fits = ({ state, replacedBy }: Judged) =>
    (states === undefined || (state !== null && states.includes(state))) &&
    (replacedBy === null || (states === undefined && filter.failedOnly !== true));
  // Few of the commands that the ledger records as applied were rejected, so all of them are read.
  const onlyRejected =
    states?.some((state) => state === 'rejected' || state === 'processing') === true &&
    !states.includes('applied');
  const isUnsure = (each: FoundCommand) => onlyRejected && service.rejections.isRejected(each) === undefined;
  const slowest = page.order === 'slowest';
  const limit = slowest || onlyRejected ? MAX_LIMIT : page.limit;
  const commands: Judged[] = [];
  const waiting = slowest ? await waitingFrom(service.status) : [];
  const deciding = decidingNames(service.status);
  let after = page.after;
  for (;;) {
    const withinMs = Math.max(0, page.withinMs - (performance.now() - begun));
    const found = await service.ledger.search(
      { ...filter, ...recorded },
      { limit, order: page.order, withinMs, waiting, deciding, ...(after ? { after } : {}) },
    );
    await service.rejections.look(
      found.commands,
      onlyRejected ? withinMs : Math.min(withinMs, REJECTIONS_MS),
    );
    const unsureAt = found.commands.findIndex(isUnsure);
    const sure = unsureAt < 0 || slowest ? found.commands : found.commands.slice(0, unsureAt);
    const judged = await Promise.all(sure.map((each) => judge(service, each)));
    commands.push(...judged.filter(fits));
    if (slowest) {
      // The ledger counts the time of a replaced command until now, so it may seem to be among the slowest.
      commands.sort((a, b) => tookSoFar(b) - tookSoFar(a));
      const mayBeMore = commands.length < page.limit && found.commands.length >= limit;
      return {
        commands: commands.slice(0, page.limit),
        next: null,
        cut: found.cut || mayBeMore || unsureAt >= 0,
      };
    }
    if (commands.length > page.limit) {
      commands.length = page.limit;
      return { commands, next: placeOf(commands.at(-1)!), cut: found.cut };
    }
    if (unsureAt >= 0) {
      const last = sure.at(-1);
      return { commands, next: last ? placeOf(last) : (after ?? null), cut: true };
    }
    if (found.next === null || found.cut || commands.length === page.limit) return { ...found, commands };
    after = found.next;
  }
}

const placeOf = ({ storedAt, position }: CommandCursor): CommandCursor => ({ storedAt, position });

/** Filters the ledger's commands by the state that is shown. */
const recordedAs = (state: NonNullable<Recorded['state']>): RecordedState =>
  state === 'rejected' || state === 'processing' ? 'applied' : state;

export async function judge(service: TraceService, found: FoundCommand): Promise<Judged> {
  const { deadLetters, status, rejections } = service;
  if (rejections.isRejected(found)) return { ...found, state: 'rejected', replacedBy: null };
  if (rejections.isKeptAside(found)) return { ...found, state: 'processing', replacedBy: null, tookMs: null };
  if (found.state !== 'dead_lettered') return { ...found, replacedBy: null };
  const names = status.projections.map(({ name }) => name);
  const replacement = await readReplacement(deadLetters, names, found);
  if (!replacement) return { ...found, replacedBy: null };
  const tookMs = Math.max(0, replacement.at - found.storedAt);
  return { ...found, replacedBy: replacement.byEventId, tookMs };
}

const tookSoFar = ({ tookMs, storedAt }: Judged): number => tookMs ?? Date.now() - storedAt;
