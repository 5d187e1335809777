import { isUuid, readCommandId } from '../../../contracts/command-id.ts';

/** What the gateway takes as a correlation id. */
const ID = '[A-Za-z0-9][A-Za-z0-9._:-]{0,127}';
const acceptable = new RegExp(`^${ID}$`);
/** Named as such in a header, a log line, a query or a body, or in an address of ours. */
const named = new RegExp(`(?:correlation[-_ ]?id["']?\\s*[:=]\\s*["']?|/traces/)(${ID})`, 'gi');
const uuids = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;
const words = /[A-Za-z0-9][A-Za-z0-9._:-]*/g;

/**
 * The correlation ids in whatever was pasted: those that are named so, then words with a UUID in them, such as
 * `checkout-<UUID>`, and UUIDs that are no command's. Each once.
 */
export function findCorrelationIds(text: string): string[] {
  const ids = [...text.matchAll(named)].map((match) => bare(match[1] as string));
  // A UUID within an id that is named is no id of its own.
  const rest = text.replaceAll(named, ' ');
  for (const match of rest.matchAll(words)) {
    const word = bare(match[0]);
    for (const id of word.match(uuids) ?? []) {
      if (isNameWith(word, id)) ids.push(word);
      if (readCommandId(id) === undefined) ids.push(id);
    }
  }
  return [...new Set(ids)];
}

/** What ends a sentence is no part of an id. */
const bare = (word: string): string => word.replace(/[.:]+$/, '');

/** Whether the word as a whole is made of the id, and doesn't only name it: `order-<id>`, not `id:<id>`. */
const isNameWith = (word: string, id: string): boolean =>
  word !== id && acceptable.test(word) && !word.includes(`:${id}`);

/** Whether this could be a correlation id, or how one begins: one word, and no command's id. */
export const isCorrelationLike = (text: string): boolean =>
  acceptable.test(text) && !(isUuid(text) && readCommandId(text) !== undefined);

/** What to look for: the id in a text, else the text if it could be one, else null. */
export function searchedIdIn(text: string): string | null {
  const trimmed = text.trim();
  if (acceptable.test(trimmed) && !trimmed.includes('/traces/')) return trimmed;
  return findCorrelationIds(trimmed)[0] ?? trimmed.match(uuids)?.[0]?.toLowerCase() ?? null;
}
