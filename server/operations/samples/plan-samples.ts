import { type Action, converse } from '../../conversation/converse.ts';
import { seededRandom } from '../../conversation/random.ts';
import { schedule } from '../../conversation/schedule.ts';
import { asSample } from './send-samples.ts';

const RATE_PER_SECOND = 2;
const FOR_MS = 40_000;

/** How often a message is sent while the store is paused. */
const WRITES_EVERY_MS = 2_000;

/** How many commands the demo's conversation has. */
export const CONVERSATION = RATE_PER_SECOND * (FOR_MS / 1_000);

/** A small, lively conversation; another seed makes another one. A channel is created once. */
export function planConversation(seed: string, channels: ReadonlySet<string>) {
  return {
    actions: samplesOf(seed, (action) => action.kind !== 'create' || !channels.has(action.channel)),
    dueTimes: [...schedule(RATE_PER_SECOND, FOR_MS, seededRandom(`${seed}, times`))],
  };
}

/** How many messages are sent while the store is paused. */
export const messagesWithin = (ms: number): number => Math.ceil(ms / WRITES_EVERY_MS);

/** Messages only, one by one, so that some wait for a paused store. */
export function planMessages(seed: string, forMs: number) {
  return {
    actions: samplesOf(seed, (action) => action.kind === 'send'),
    dueTimes: Array.from({ length: messagesWithin(forMs) }, (_, at) => at * WRITES_EVERY_MS),
  };
}

function* samplesOf(seed: string, isWanted: (action: Action) => boolean): Generator<Action, never> {
  const talk = converse(seededRandom(seed));
  for (;;) {
    const action = asSample(talk.next().value);
    if (isWanted(action)) yield action;
  }
}
