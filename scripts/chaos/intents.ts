import type { Random } from '../conversation/random.ts';

export type IntentKind =
  | 'create'
  | 'join'
  | 'send'
  | 'edit'
  | 'delete'
  | 'edit-by-another'
  | 'invalid'
  | 'key-reused'
  | 'unfit';

/** What a caller wants to do once, however often the command is sent. */
export interface Intent {
  number: number;
  kind: IntentKind;
  /** The index of the caller. */
  caller: number;
  channel: string;
  /** Sent with an idempotency key, repeatedly until it is answered. */
  isKeyed: boolean;
  /** Sent twice at the same time. */
  isTwin: boolean;
  /** How long the caller waits for the first answer. */
  impatientMs: number | undefined;
  /** How often the command is sent again after it was accepted. */
  repeats: number;
  /** Chooses the accepted message that the intent changes. */
  choice: number;
}

const KINDS: readonly (readonly [IntentKind, number])[] = [
  ['send', 60],
  ['edit', 14],
  ['delete', 5],
  ['edit-by-another', 4],
  ['create', 5],
  ['join', 5],
  ['invalid', 4],
  ['key-reused', 3],
  ['unfit', 1],
];
const CHANNELS = 12;
/** Far shorter than a gateway may take. The caller misses the answer and sends the command again with its key. */
const IMPATIENT_MS = { least: 2, most: 150 };

/** An endless sequence of intents. The same randomness gives the same intents. */
export function* makeIntents(callers: number, random: Random): Generator<Intent, never> {
  for (let number = 1; ; number += 1) {
    const kind = random.weigh(KINDS);
    const isKeyed = kind === 'key-reused' || (kind !== 'unfit' && random.chance(0.5));
    yield {
      number,
      kind,
      caller: random.whole(callers),
      channel: `chaos-${random.whole(CHANNELS)}`,
      isKeyed,
      isTwin: isKeyed && random.chance(0.08),
      impatientMs:
        isKeyed && random.chance(0.08)
          ? IMPATIENT_MS.least + random.whole(IMPATIENT_MS.most - IMPATIENT_MS.least)
          : undefined,
      repeats: isKeyed && random.chance(0.15) ? 1 + random.whole(2) : 0,
      choice: random.next(),
    };
  }
}
