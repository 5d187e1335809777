import type { ApiKey } from '../platform/configuration/api-keys.ts';
import { HttpClient } from '../server/client/http-client.ts';
import { converse } from '../server/conversation/converse.ts';
import { makeTraffic, TrafficCount } from '../server/conversation/make-traffic.ts';
import { seededRandom } from '../server/conversation/random.ts';
import { schedule } from '../server/conversation/schedule.ts';
import { ActionSender } from '../server/conversation/send-action.ts';

const ANSWER_TIMEOUT_MS = 15_000;

export interface Talk {
  count: TrafficCount;
  /** Sends no more; resolves when all that was sent is answered. */
  end(): Promise<void>;
}

/** People talk at a rate until they are stopped, or for as long as is said: of one seed, the same talk each time. */
export function beginTalk(
  gateway: string,
  keys: readonly ApiKey[],
  plan: { seed: string; rate: number; forMs: number; maxInFlight: number },
): Talk {
  const { seed, rate, forMs, maxInFlight } = plan;
  const client = new HttpClient(new URL(gateway), { connections: maxInFlight, timeoutMs: ANSWER_TIMEOUT_MS });
  const sender = new ActionSender(client, keys);
  const stopping = new AbortController();
  const count = new TrafficCount();
  const talked = makeTraffic(
    {
      actions: converse(seededRandom(seed)),
      dueTimes: schedule(rate, forMs, seededRandom(`${seed}, times`)),
      maxInFlight,
      send: (action) => sender.send(action),
      stopping: stopping.signal,
    },
    count,
  );
  return {
    count,
    async end() {
      stopping.abort();
      await talked;
      client.close();
    },
  };
}
