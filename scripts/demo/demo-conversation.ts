import type { Conversation } from '../begin-conversation.ts';
import { type Action, converse } from '../conversation/converse.ts';
import { seededRandom } from '../conversation/random.ts';
import { schedule } from '../conversation/schedule.ts';

/** The prefix of the ids of demo channels, by which demo data is recognized. */
export const DEMO_CHANNEL_PREFIX = 'demo-';
export const DEMO_CHANNEL = `${DEMO_CHANNEL_PREFIX}general`;

const RATE_PER_SECOND = 2;
const FOR_MS = 40_000;
const MESSAGE_EVERY_MS = 2_000;

/** 80 commands in 40 s, in demo channels. Doesn't create existing channels again. */
export const demoConversation = (seed: string, existing: ReadonlySet<string>): Conversation => ({
  actions: demoActions(seed, (action) => action.kind !== 'create' || !existing.has(action.channel)),
  dueTimes: schedule(RATE_PER_SECOND, FOR_MS, seededRandom(`${seed}, times`)),
});

/** A message every two seconds, during the outage of the store. */
export const demoMessages = (seed: string, forMs: number): Conversation => ({
  actions: demoActions(seed, ({ kind }) => kind === 'send'),
  dueTimes: Array.from({ length: Math.ceil(forMs / MESSAGE_EVERY_MS) }, (_, at) => at * MESSAGE_EVERY_MS),
});

function* demoActions(seed: string, isWanted: (action: Action) => boolean): Generator<Action, never> {
  const conversation = converse(seededRandom(seed));
  for (;;) {
    const action = conversation.next().value;
    const demo: Action = {
      ...action,
      channel: DEMO_CHANNEL_PREFIX + action.channel,
      ...('title' in action ? { title: `${action.title} (demo)` } : {}),
    };
    if (isWanted(demo)) yield demo;
  }
}
