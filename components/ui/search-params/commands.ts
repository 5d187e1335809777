import {
  createLoader,
  createParser,
  createSerializer,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { isUuid, readCommandId } from '../../../contracts/command-id.ts';
import type { CommandFilters } from '../../features/commands/list/command-filters.ts';
import { MAX_PASTED_CORRELATIONS, MAX_PASTED_IDS } from '../../limits.ts';
import { addressesAt, readFrom as readFromOf } from './list-addresses.ts';
import { isCorrelationId, TRACE_STATES } from './traces.ts';

const parseAsCommandId = createParser({
  parse: (text) => (readCommandId(text) ? text.toLowerCase() : null),
  serialize: (id: string) => id,
});

const parseAsCorrelationId = createParser({
  parse: (text) => (isCorrelationId(text) ? text : null),
  serialize: (id: string) => id,
});

/** What the list of commands shows, as its URL says it. */
const listParams = {
  ids: parseAsArrayOf(parseAsCommandId),
  correlations: parseAsArrayOf(parseAsCorrelationId),
  channel: parseAsString.withDefault(''),
  author: parseAsString.withDefault(''),
  state: parseAsStringLiteral(TRACE_STATES),
};

export interface CommandsView extends CommandFilters {
  /** The ids that were found in what somebody pasted. */
  ids: string[];
  /** Correlation ids that were found in it. */
  correlations: string[];
}

const load = createLoader(listParams);
const serialize = createSerializer(listParams);

export function readCommandsView(
  search: URLSearchParams | Record<string, string | string[] | undefined>,
): CommandsView {
  const { ids, correlations, channel, author, state } = load(search);
  return {
    ids: [...new Set(ids ?? [])].slice(0, MAX_PASTED_IDS),
    correlations: [...new Set(correlations ?? [])].slice(0, MAX_PASTED_CORRELATIONS),
    channel: channel.trim().slice(0, 64),
    author: author.trim().slice(0, 256),
    state,
  };
}

export const commandAddresses = addressesAt<CommandsView>('/commands', {
  read: readCommandsView,
  write: ({ ids, correlations, ...filters }) =>
    serialize({
      ...filters,
      ids: ids.length > 0 ? ids : null,
      correlations: correlations.length > 0 ? correlations : null,
    }),
  isId: isUuid,
});

/** The list a command was opened from; the plain list when the parameter says nothing of ours. */
export const readFrom = (from: string | string[] | null | undefined): string =>
  readFromOf(commandAddresses, from);
