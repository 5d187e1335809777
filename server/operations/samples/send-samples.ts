import { SAMPLE_CHANNEL_PREFIX, type SampleRun } from '../../../contracts/samples.ts';
import type { ApiKey } from '../../../platform/configuration/api-keys.ts';
import { HttpClient } from '../../client/http-client.ts';
import type { Action } from '../../conversation/converse.ts';
import { makeTraffic, TrafficCount } from '../../conversation/make-traffic.ts';
import { ActionSender } from '../../conversation/send-action.ts';
import type { StatusService } from '../../status/status-service.ts';
import { AppliedProof } from './applied-proof.ts';

const CONNECTIONS = 4;
const ANSWER_TIMEOUT_MS = 15_000;

/** Where demo data is sent, and as whom: by the API, as any client does. */
export interface SampleGateway {
  url: URL;
  keys: readonly ApiKey[];
}

export interface RunningSamples {
  show(): SampleRun;
  readonly isGoing: boolean;
  /** Sends no more. */
  stop(): void;
  /** Forgets everything. */
  end(): void;
}

/** What traffic does in a channel, done in the demo channel of that name. */
export const asSample = (action: Action): Action => ({
  ...action,
  channel: `${SAMPLE_CHANNEL_PREFIX}${action.channel}`,
  ...('title' in action ? { title: `${action.title} (sample)` } : {}),
});

/** Begins to send when each command is due. */
export function sendSamples(
  { url, keys }: SampleGateway,
  status: StatusService,
  plan: { actions: Iterator<Action>; dueTimes: readonly number[] },
): RunningSamples {
  const client = new HttpClient(url, { connections: CONNECTIONS, timeoutMs: ANSWER_TIMEOUT_MS });
  const proof = new AppliedProof(status);
  const sender = new ActionSender(client, keys, (accepted) => proof.add(accepted));
  const stopping = new AbortController();
  const count = new TrafficCount();
  const startedAt = new Date().toISOString();
  let endedAt: string | null = null;
  const traffic = {
    ...plan,
    maxInFlight: CONNECTIONS,
    // The program that answers there may not be the gateway.
    send: (action: Action) => sender.send(action).catch(() => 'an answer that is not the gateway’s'),
    stopping: stopping.signal,
  };
  void makeTraffic(traffic, count).finally(() => {
    endedAt = new Date().toISOString();
    client.close();
  });
  return {
    show: () => ({
      startedAt,
      endedAt,
      planned: plan.dueTimes.length,
      sent: count.sent,
      accepted: count.accepted,
      applied: proof.applied,
      rejected: proof.rejected,
      problem:
        [...count.results.keys()].find((result) => result !== 'accepted' && result !== 'skipped') ?? null,
    }),
    get isGoing() {
      return endedAt === null;
    },
    stop: () => stopping.abort(),
    end() {
      stopping.abort();
      proof.end();
    },
  };
}
