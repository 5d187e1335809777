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

/** What a caller means to do, once, however often it is sent. */
export interface Intent {
  number: number;
  kind: IntentKind;
  /** Which of the callers. */
  caller: number;
  channel: string;
  /** Sent under an idempotency key, and again and again until it is answered. */
  isKeyed: boolean;
  /** Sent twice at the same time. */
  isTwin: boolean;
  /** The caller waits only so long for the first answer. */
  impatientMs: number | undefined;
  /** How often it is sent again after it was accepted. */
  repeats: number;
  /** Chooses, of the messages that were accepted, the one it changes. */
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
/** Far below the time a gateway may take: its answer is missed, and the command is sent again under its key. */
const IMPATIENT_MS = { least: 2, most: 150 };

/** Endless. The same source of randomness gives the same intents. */
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
