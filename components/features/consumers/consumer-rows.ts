import { CONSUMER_STATUSES, type ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { ConsumerList, ConsumerSummary, ProjectionLag } from '../../../contracts/consumers.ts';
import { reachOf } from '../../api/models/projection-of.ts';
import { type ConsumerName, consumerId, partitionWords } from '../../ui/format/consumer-name.ts';
import { consumerStatusAt, partialStatus } from '../../ui/status/consumer-status.ts';
import type { Status } from '../../ui/status/family.ts';
import type { ListSort } from '../../ui/table/columns.ts';

/** A line of the list: a projection, or a consumer. */
export interface ConsumerRow {
  /** A projection's name, or a consumer's id. */
  id: string;
  /** The projection whose partitions can be shown under this line, and whether they are. */
  folds: { projection: string; partitions: number; open: boolean } | null;
  /** Whether it is shown under its projection. */
  under: boolean;
  title: string;
  /** What distinguishes it from others of its name. */
  detail: string | null;
  reported: ConsumerStatus;
  status: Status;
  why: string;
  /** Null where it isn’t known. */
  lag: number | null;
  oldest: { ageMs: number; commandId: string | null } | null;
  inPerSecond: number | null;
  outPerSecond: number | null;
  drainMs: number | null;
  /** The consumers whose lags are added up in its trend. */
  members: ConsumerName[];
}

interface ConsumerSections {
  projections: ConsumerRow[];
  others: ConsumerRow[];
  /** Consumers of Waybill's own indexes and of epochs no longer in use; they raise no alerts. */
  internal: ConsumerRow[];
}

const gravity = (status: ConsumerStatus): number => CONSUMER_STATUSES.indexOf(status);

/** Most severe status first, then the oldest pending event, then the largest lag. */
const byDefault = (a: ConsumerRow, b: ConsumerRow): number =>
  gravity(b.reported) - gravity(a.reported) ||
  (b.oldest?.ageMs ?? 0) - (a.oldest?.ageMs ?? 0) ||
  (b.lag ?? 0) - (a.lag ?? 0) ||
  a.id.localeCompare(b.id);

const numberOf: Record<string, (row: ConsumerRow) => number> = {
  lag: ({ lag }) => lag ?? 0,
  age: ({ oldest }) => oldest?.ageMs ?? 0,
  out: ({ outPerSecond }) => outPerSecond ?? -1,
  // A lag that does not fall sorts as the longest ETA.
  drain: ({ drainMs }) => drainMs ?? Number.POSITIVE_INFINITY,
};

function compare(sort: ListSort | null) {
  const of = sort && numberOf[sort.by];
  if (!of) return byDefault;
  return (a: ConsumerRow, b: ConsumerRow): number => {
    const [x, y] = [of(a), of(b)];
    return (x === y ? 0 : x < y === sort.descending ? 1 : -1) || byDefault(a, b);
  };
}

export function consumerRows(
  list: Pick<ConsumerList, 'projections' | 'consumers'>,
  { open, sort }: { open: readonly string[]; sort: ListSort | null },
): ConsumerSections {
  const order = compare(sort);
  const ofKind = (...kinds: ConsumerSummary['kind'][]) =>
    list.consumers.filter(({ kind }) => kinds.includes(kind));
  const partitions = ofKind('projection', 'retries');
  return {
    projections: list.projections
      .map((projection) => {
        const own = partitions.filter((each) => each.projection === projection.projection);
        return { own, row: projectionRow(projection, own, open.includes(projection.projection)) };
      })
      .sort((a, b) => order(a.row, b.row))
      .flatMap(({ own, row }) => [
        row,
        ...(row.folds?.open ? own.map((each) => consumerRow(each, true)).sort(order) : []),
      ]),
    others: ofKind('other')
      .map((each) => consumerRow(each, false))
      .sort(order),
    internal: ofKind('internal', 'older-epoch')
      .map((each) => consumerRow(each, false))
      .sort(order),
  };
}

function projectionRow(
  projection: ProjectionLag,
  own: readonly ConsumerSummary[],
  open: boolean,
): ConsumerRow {
  const oldest = own.reduce<ConsumerSummary['oldest']>(
    (worst, { oldest: each }) => (each && each.ageMs > (worst?.ageMs ?? -1) ? each : worst),
    null,
  );
  const left = own.flatMap(({ retention }) => retention.leftMs ?? []);
  return {
    id: projection.projection,
    folds: { projection: projection.projection, partitions: own.length, open },
    under: false,
    title: projection.projection,
    detail: null,
    reported: projection.status,
    status: partialStatus(
      consumerStatusAt(projection.status, left.length > 0 ? Math.min(...left) : null),
      reachOf(own, projection.status),
    ),
    why: projection.why,
    lag: projection.lag,
    oldest: oldest && { ageMs: oldest.ageMs, commandId: oldest.commandId },
    inPerSecond: projection.inPerSecond,
    outPerSecond: projection.outPerSecond,
    drainMs: projection.drainMs,
    members: own.map(({ stream, consumer }) => ({ stream, consumer })),
  };
}

function consumerRow(summary: ConsumerSummary, under: boolean): ConsumerRow {
  const { stream, consumer, oldest } = summary;
  return {
    id: consumerId(summary),
    folds: null,
    under,
    title: under ? partitionWords(stream) : consumer,
    detail: under ? null : stream,
    reported: summary.status,
    status: consumerStatusAt(summary.status, summary.retention.leftMs),
    why: summary.why,
    lag: summary.lag,
    oldest: oldest && { ageMs: oldest.ageMs, commandId: oldest.commandId },
    inPerSecond: summary.inPerSecond,
    outPerSecond: summary.outPerSecond,
    drainMs: summary.drainMs,
    members: [{ stream, consumer }],
  };
}
