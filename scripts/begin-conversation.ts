import type { ApiKey } from '../platform/configuration/api-keys.ts';
import { HttpClient } from './client/http-client.ts';
import { type Action, converse } from './conversation/converse.ts';
import { makeTraffic, TrafficCount } from './conversation/make-traffic.ts';
import { seededRandom } from './conversation/random.ts';
import { schedule } from './conversation/schedule.ts';
import { type Accepted, ActionSender } from './conversation/send-action.ts';

const ANSWER_TIMEOUT_MS = 15_000;

/** The actions and when each is due: milliseconds from the start. */
export interface Conversation {
  actions: Iterator<Action>;
  dueTimes: Iterable<number>;
}

interface RunningConversation {
  count: TrafficCount;
  /** Resolves when every request has its answer. */
  over: Promise<void>;
  /** Sends nothing more, and waits for the answers to what was sent. */
  end(): Promise<void>;
}

/** A conversation at a given rate. The same seed gives the same conversation, whatever the rate. */
export const conversationOf = (seed: string, rate: number, forMs: number): Conversation => ({
  actions: converse(seededRandom(seed)),
  dueTimes: schedule(rate, forMs, seededRandom(`${seed}, times`)),
});

/** Begins to send a conversation to a gateway, as any client would. */
export function beginConversation(
  gateway: URL,
  keys: readonly ApiKey[],
  conversation: Conversation,
  maxInFlight: number,
  onAccepted?: (accepted: Accepted, key: ApiKey) => void,
): RunningConversation {
  const client = new HttpClient(gateway, { connections: maxInFlight, timeoutMs: ANSWER_TIMEOUT_MS });
  const sender = new ActionSender(client, keys, onAccepted);
  const stopping = new AbortController();
  const count = new TrafficCount();
  const over = makeTraffic(
    { ...conversation, maxInFlight, send: (action) => sender.send(action), stopping: stopping.signal },
    count,
  ).finally(() => client.close());
  return {
    count,
    over,
    end() {
      stopping.abort();
      return over;
    },
  };
}
