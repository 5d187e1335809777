import type { ActionsExportQuery, FilterQuery } from '../../../contracts/dead-letter-queries.ts';
import type { DeadLetterState } from '../../../contracts/operation.ts';
import type { ActionFilter, DeadLetterFilter } from '../../../contracts/ports/dead-letter-index.ts';
import { ProblemError } from '../../http/problem-error.ts';

/** Where in a request its filter stands. */
export interface FilterPlace {
  in: 'query' | 'body';
  /** A JSON pointer. */
  under: string;
}

const QUERY: FilterPlace = { in: 'query', under: '' };

/** What a schema can't say: that a day exists. Throws ProblemError. */
export function instant(name: string, value: string | undefined, place = QUERY): number | undefined {
  if (value === undefined) return undefined;
  const at = Date.parse(value);
  if (!Number.isNaN(at)) return at;
  const detail = 'is no time there is';
  throw new ProblemError('invalid-request', `${name} ${detail}.`, {
    errors: [{ in: place.in, pointer: `${place.under}/${name}`, detail }],
  });
}

/** Leaves out what was not asked for. */
export const given = <Fields extends object>(
  fields: { [Name in keyof Fields]-?: Fields[Name] | undefined },
): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

/** The filter a query string, or a plan, means. Throws ProblemError. */
export const filterOf = (query: FilterQuery, place: FilterPlace = QUERY): DeadLetterFilter =>
  given<DeadLetterFilter>({
    group: query.group,
    states: query.state?.split(',') as DeadLetterState[] | undefined,
    consumer: query.consumer,
    type: query.type,
    failureClass: query.class,
    code: query.code,
    from: instant('from', query.from, place),
    to: instant('to', query.to, place),
    subject: query.aggregate,
    actor: query.actor,
    correlationId: query.correlationId,
    eventId: query.eventId?.toLowerCase(),
    ticket: query.ticket,
    assignee: query.assignee,
    text: query.q,
  });

export const actionFilterOf = (query: ActionsExportQuery): ActionFilter =>
  given<ActionFilter>({
    actor: query.actor,
    kinds: query.kind?.split(','),
    target: query.target,
    targetId: query.targetId,
    entry: query.entry,
    from: instant('from', query.from),
    to: instant('to', query.to),
  });

export const DEFAULT_LIMIT = 50;

/** How many a page holds: too many are clamped, none or zero is the default. */
export const limitOf = (limit: string | undefined, max: number): number =>
  Math.min(Number(limit ?? DEFAULT_LIMIT), max) || DEFAULT_LIMIT;
