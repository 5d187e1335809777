import { decodePath } from '../../../../contracts/routes/path.ts';
import {
  consumerId,
  consumerTitle,
  hrefOfConsumer,
  readConsumerId,
} from '../../../ui/format/consumer-name.ts';
import { alertHref, deadLetterGroupHref, deadLetterHref, replayHref } from '../../../ui/links/addresses.ts';

/** Something with an id and a page in the console, other than commands and correlation ids, that a text names. */
export interface FoundThing {
  kind: 'dead-letter' | 'group' | 'replay' | 'alert' | 'consumer';
  id: string;
  /** Its kind, for people. */
  name: string;
  href: string;
}

const deadLetters = /(?<![\w.-])[A-Za-z0-9_-]{1,64}\.\d{1,3}-\d{1,4}-\d{1,14}(?![\w-])/g;
const replays = /(?<![\w-])r-[0-9a-f]{24}(?![\w-])/g;
// In a log line 16 hexadecimal digits may be anything, so a group must be named as one or be the whole text.
const groups = /(?:^\s*|\/dead-letters\/groups\/)([0-9a-f]{16})(?=\s*$|[/?#\s])/g;
const alerts = /\/alerts\/([A-Za-z0-9_-]{1,96})/g;
const consumers = /\/consumers\/([^\s/?#"']+\/[^\s/?#"']+)/g;

/** All of them in a pasted text, each once, in this order of kinds. */
export function findThings(text: string): FoundThing[] {
  const all = (pattern: RegExp): string[] => [
    ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[0])),
  ];
  const things = (kind: FoundThing['kind'], name: string, ids: string[], href: (id: string) => string) =>
    ids.map((id): FoundThing => ({ kind, id, name, href: href(id) }));
  return [
    ...things('dead-letter', 'Dead letter', all(deadLetters), deadLetterHref),
    ...things('group', 'Group of dead letters', all(groups), deadLetterGroupHref),
    ...things('replay', 'Replay', all(replays), replayHref),
    ...things('alert', 'Alert', all(alerts), alertHref),
    ...all(consumers).flatMap((id) => {
      const of = readConsumerId(decodePath(id) ?? '');
      return of
        ? [
            {
              kind: 'consumer',
              id: consumerId(of),
              name: consumerTitle({ ...of, projection: null }),
              href: hrefOfConsumer(of),
            } as const,
          ]
        : [];
    }),
  ];
}

/** A word that could be a correlation id and is unlikely to be the name of a page: `order-4711`. */
export function correlationWord(text: string): string | null {
  const word = text.trim();
  return /^[A-Za-z0-9][A-Za-z0-9._:-]{2,127}$/.test(word) && /[\d._:-]/.test(word) ? word : null;
}
