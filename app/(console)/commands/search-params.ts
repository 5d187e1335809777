import { createLoader, createParser, createSerializer, parseAsArrayOf } from 'nuqs/server';
import { addressesAt, readFrom as readFromOf } from '../../../components/drawer/list-addresses.ts';
import { MAX_PASTED_IDS } from '../../../components/limits.ts';
import { isUuid, readCommandId } from '../../../contracts/command-id.ts';

const parseAsCommandId = createParser({
  parse: (text) => (readCommandId(text) ? text.toLowerCase() : null),
  serialize: (id: string) => id,
});

/** What the list of commands shows, as its URL says it. */
const listParams = { ids: parseAsArrayOf(parseAsCommandId) };

export interface CommandsView {
  /** The ids that were found in what somebody pasted. */
  ids: string[];
}

const load = createLoader(listParams);
const serialize = createSerializer(listParams);

export function readCommandsView(
  search: URLSearchParams | Record<string, string | string[] | undefined>,
): CommandsView {
  return { ids: [...new Set(load(search).ids ?? [])].slice(0, MAX_PASTED_IDS) };
}

export const commandAddresses = addressesAt<CommandsView>('/commands', {
  read: readCommandsView,
  write: ({ ids }) => serialize({ ids: ids.length > 0 ? ids : null }),
  isId: isUuid,
});

/** The list a command was opened from; the plain list when the parameter says nothing of ours. */
export const readFrom = (from: string | string[] | null | undefined): string =>
  readFromOf(commandAddresses, from);
