import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { ACTIVITY_KINDS, type ActivityView, WITHIN } from '../../../components/ui/search-params/activity.ts';

const text = parseAsString.withDefault('');

const params = {
  kind: parseAsStringLiteral(ACTIVITY_KINDS).withDefault('actions'),
  within: parseAsStringLiteral(WITHIN).withDefault('24h'),
  from: text,
  to: text,
  actor: text,
  action: text,
  target: text,
  targetId: text,
  change: text,
  projection: text,
  process: text,
  stream: text,
  consumer: text,
};

const load = createLoader(params);
const serialize = createSerializer(params);

export const readActivityView = (
  search: URLSearchParams | Record<string, string | string[] | undefined>,
): ActivityView => load(search);

export const activityHref = (view: ActivityView): string => `/activity${serialize(view)}`;
