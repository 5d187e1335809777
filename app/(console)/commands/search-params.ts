import { createLoader, createParser, createSerializer, parseAsArrayOf } from 'nuqs/server';
import { MAX_PASTED_IDS } from '../../../components/limits.ts';
import { readCommandId } from '../../../contracts/command-id.ts';

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

export const commandsHref = (view: CommandsView): string =>
  serialize('/commands', { ids: view.ids.length > 0 ? view.ids : null });

/** The page of one command; `from` is the list it was opened from, for the way back. */
export const commandHref = (commandId: string, from?: string): string =>
  from === undefined ? `/commands/${commandId}` : `/commands/${commandId}?from=${encodeURIComponent(from)}`;

/** The list a command was opened from; the plain list when the parameter says nothing of ours. */
export function readFrom(from: string | string[] | null | undefined): string {
  if (typeof from !== 'string' || !/^\/commands(\?|$)/.test(from)) return '/commands';
  return commandsHref(readCommandsView(new URLSearchParams(from.split('?')[1] ?? '')));
}
