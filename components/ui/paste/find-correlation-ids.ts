import { isUuid, readCommandId } from '../../../contracts/command-id.ts';
import { isCorrelationId } from '../../../contracts/correlation-id.ts';
import { decodePath } from '../../../contracts/routes/path.ts';

/** One word that can be a correlation id, also one of another program, without the punctuation around it. */
const WORD = '[^\\s"\'`<>()[\\]{}=,;?&#/\\\\]{1,256}';
const word = new RegExp(`^${WORD}$`, 'u');
/** A correlation id that a header, a log line, a query or a body names as such. */
const named = new RegExp(`correlation[-_ ]?id["']?\\s*[:=]\\s*["']?(${WORD})`, 'giu');
/** A correlation id in an address of Waybill. */
const addressed = new RegExp(`/traces/(${WORD})`, 'giu');
const uuids = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;
const words = /[A-Za-z0-9][A-Za-z0-9._:-]*/g;

/**
 * The correlation ids in a pasted text: first those named as such, then words that contain a UUID, such as
 * `checkout-<UUID>`, and UUIDs that are no command ids. Each once.
 */
export function findCorrelationIds(text: string): string[] {
  const ids = [
    ...[...text.matchAll(named)].map(([, id]) => bare(id as string)),
    ...[...text.matchAll(addressed)].map(([, part]) => decodePath(bare(part as string)) ?? ''),
  ].filter(isCorrelationId);
  // A UUID within a named id is not an id of its own.
  const rest = text.replaceAll(named, ' ').replaceAll(addressed, ' ');
  for (const match of rest.matchAll(words)) {
    const name = bare(match[0]);
    for (const id of name.match(uuids) ?? []) {
      if (isNameWith(name, id)) ids.push(name);
      if (readCommandId(id) === undefined) ids.push(id);
    }
  }
  return [...new Set(ids)];
}

/** What ends a sentence is no part of an id. */
const bare = (word: string): string => word.replace(/[.:]+$/, '');

/** Whether the whole word is the id and does not just label it: `order-<id>`, not `id:<id>`. */
const isNameWith = (name: string, id: string): boolean =>
  name !== id && isWord(name) && !name.includes(`:${id}`);

const isWord = (text: string): boolean => word.test(text) && isCorrelationId(text);

/** Whether this could be a correlation id or its beginning: one word that is no command id. */
export const isCorrelationLike = (text: string): boolean =>
  isWord(text) && !(isUuid(text) && readCommandId(text) !== undefined);

/** The id to look for: the id in a text, otherwise the text if it could be one, otherwise null. */
export function searchedIdIn(text: string): string | null {
  const trimmed = text.trim();
  if (isWord(trimmed)) return trimmed;
  return findCorrelationIds(trimmed)[0] ?? trimmed.match(uuids)?.[0]?.toLowerCase() ?? null;
}
