import type { DatabaseSync } from 'node:sqlite';
import type {
  CommandCursor,
  CommandFilter,
  CommandPage,
  CommandRow,
  FoundCommand,
  FoundCommands,
} from '../../../contracts/ports/ledger-index.ts';
import { recordedState } from '../../../domain/operations/recorded-state.ts';
import { eventConditions, fits } from './filter-events.ts';
import { nameReader } from './names.ts';
import type { commandReader } from './read-commands.ts';
import type { RecordedReader } from './read-recorded.ts';
import { byPlace, placeOf } from './row-of-command.ts';
import { scanSegments } from './scan-segments.ts';
import { segmentReader } from './segments.ts';
import { slowestCommands } from './slowest-commands.ts';
import type { KnownStream, StreamTable } from './streams.ts';

/** The most failed commands that one search reads, newest failures first. */
const MAX_FAILED = 20_000;

/** Searches. Each ends at its deadline, and says if the deadline cut it short. */
export function commandSearch(
  database: DatabaseSync,
  streams: StreamTable,
  commands: ReturnType<typeof commandReader>,
  recorded: RecordedReader,
) {
  const segments = segmentReader(database);
  const nameOf = nameReader(database);
  const typeNumber = database.prepare('SELECT name FROM names WHERE text = ?');
  const failing = database.prepare(
    `SELECT DISTINCT generation, partition, sequence FROM
       (SELECT epoch, sequence FROM failed ORDER BY failed_at DESC LIMIT ${MAX_FAILED}) JOIN epochs USING (epoch)`,
  );
  const conditionsOf = (filter: CommandFilter) =>
    eventConditions(filter, (type) => typeNumber.get(type)?.name as number | undefined);

  /** By the records of the deciding projections that had reached the partition. */
  const judge = (known: Map<number, KnownStream>, { deciding }: CommandPage) => {
    const byPartition = new Map<string, KnownStream>();
    for (const stream of known.values()) byPartition.set(`${stream.generation}-${stream.partition}`, stream);
    return (command: CommandRow): FoundCommand => {
      const { generation, partition, sequence } = command.position;
      const epochs = recorded.epochsOf(command.position);
      const stream = byPartition.get(`${generation}-${partition}`)!;
      return recordedState(
        command,
        new Set(
          epochs.flatMap(({ projection }) =>
            deciding === undefined || deciding.includes(projection) ? [projection] : [],
          ),
        ),
        recorded.appliedAndFailed(stream, sequence, epochs),
      );
    };
  };

  const fitsState = (found: FoundCommand, filter: CommandFilter): boolean =>
    (filter.states === undefined || filter.states.includes(found.state)) &&
    (!filter.failedOnly || found.failures > 0);

  /** The commands that failed, up to a limit. They are few, and reading all commands would take long. */
  function failedCommands(known: Map<number, KnownStream>, filter: CommandFilter): CommandRow[] {
    return (failing.all() as unknown as { generation: number; partition: number; sequence: number }[])
      .map((position) => commands.at(known, position))
      .filter((command) => command !== null)
      .filter((command) => fits(command, filter));
  }

  function inTime(filter: CommandFilter, page: CommandPage & { order: 'newest' | 'oldest' }): FoundCommands {
    const { limit, order, after, withinMs } = page;
    const deadline = performance.now() + withinMs;
    const known = streams.events();
    const judged = judge(known, page);
    const found: FoundCommand[] = [];
    const onlyFailed =
      filter.failedOnly ||
      (filter.states?.every((state) => state === 'retrying' || state === 'dead_lettered') ?? false);
    const scan = onlyFailed
      ? sorted(failedCommands(known, filter), order, after)
      : scanSegments(database, segments.all(), known, nameOf, {
          conditions: conditionsOf(filter),
          order,
          after,
          deadline,
        });
    for (;;) {
      const step = scan.next();
      if (step.done) return { commands: found, next: step.value ?? null, cut: step.value !== undefined };
      const command = step.value;
      if (found.length === limit) {
        scan.return(undefined);
        return { commands: found, next: placeOf(found.at(-1)!), cut: false };
      }
      if (fits(command, filter)) {
        const one = judged(command);
        if (fitsState(one, filter)) found.push(one);
      }
      if (performance.now() > deadline) {
        scan.return(undefined);
        return { commands: found, next: placeOf(command), cut: true };
      }
    }
  }

  function slowest(filter: CommandFilter, page: CommandPage): FoundCommands {
    const { limit, withinMs, waiting = [] } = page;
    const known = streams.events();
    const judged = judge(known, page);
    const { found, cut } = slowestCommands(database, {
      known,
      segments,
      nameOf,
      limit,
      deadline: performance.now() + withinMs,
      failed: failedCommands(known, filter),
      waiting,
      accept(command) {
        if (!fits(command, filter)) return undefined;
        const one = judged(command);
        return fitsState(one, filter) ? one : undefined;
      },
    });
    return { commands: found, next: null, cut };
  }

  return (filter: CommandFilter, page: CommandPage): FoundCommands =>
    page.order === 'slowest' ? slowest(filter, page) : inTime(filter, { ...page, order: page.order });
}

function* sorted(
  commands: CommandRow[],
  order: 'newest' | 'oldest',
  after: CommandCursor | undefined,
): Generator<CommandRow, undefined> {
  const sign = order === 'newest' ? -1 : 1;
  for (const command of commands.sort((a, b) => sign * byPlace(a, b)))
    if (!after || sign * byPlace(command, after) > 0) yield command;
}
