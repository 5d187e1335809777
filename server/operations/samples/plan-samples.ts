import { type Act, converse } from '../../conversation/converse.ts';
import { seededRandom } from '../../conversation/random.ts';
import { schedule } from '../../conversation/schedule.ts';
import { asSample } from './send-samples.ts';

const RATE_PER_SECOND = 2;
const FOR_MS = 40_000;

/** How often somebody writes while the store is held. */
const WRITES_EVERY_MS = 2_000;

/** How many commands a conversation of samples has. */
export const CONVERSATION = RATE_PER_SECOND * (FOR_MS / 1_000);

/** A small, lively conversation; another one with another seed. A channel is created once. */
export function planConversation(seed: string, channels: ReadonlySet<string>) {
  return {
    acts: samplesOf(seed, (act) => act.kind !== 'create' || !channels.has(act.channel)),
    dueTimes: [...schedule(RATE_PER_SECOND, FOR_MS, seededRandom(`${seed}, times`))],
  };
}

/** How many messages are sent within a time in which the store is held. */
export const messagesWithin = (ms: number): number => Math.ceil(ms / WRITES_EVERY_MS);

/** Messages alone, one by one: so that something waits for a store that is held. */
export function planMessages(seed: string, forMs: number) {
  return {
    acts: samplesOf(seed, (act) => act.kind === 'send'),
    dueTimes: Array.from({ length: messagesWithin(forMs) }, (_, at) => at * WRITES_EVERY_MS),
  };
}

function* samplesOf(seed: string, isWanted: (act: Act) => boolean): Generator<Act, never> {
  const talk = converse(seededRandom(seed));
  for (;;) {
    const act = asSample(talk.next().value);
    if (isWanted(act)) yield act;
  }
}
