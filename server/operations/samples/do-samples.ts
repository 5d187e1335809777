import type { SampleAct, SampleTarget } from '../../../contracts/operation.ts';
import { refusalOf } from '../../commands/answer-append.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { performAct } from '../acts/perform-act.ts';
import { makePoison } from './make-poison.ts';
import { RunningPause } from './pause-store.ts';
import { CONVERSATION, messagesWithin, planConversation, planMessages } from './plan-samples.ts';
import { PAUSE_MS, type SampleService } from './sample-service.ts';
import { type SampleGateway, sendSamples } from './send-samples.ts';

/** Each act is stored first and done then, once a request. All throw ProblemError, LogUnavailable, StoreFailure. */
interface By {
  requestId: string;
  operator: string;
}

/** Begins a conversation of samples. */
export async function sendTraffic(service: SampleService, by: By): Promise<void> {
  const { running } = service;
  const { channels } = await service.offer.demand(CONVERSATION);
  await keep(service, by, 'traffic', { kind: 'samples-sent', commands: CONVERSATION }, () =>
    running.traffic?.run.isGoing ? 'is being sent already' : undefined,
  );
  if (running.traffic?.requestId === by.requestId) return;
  running.traffic?.run.end();
  const plan = planConversation(by.requestId, channels);
  running.traffic = {
    requestId: by.requestId,
    run: sendSamples(gatewayOf(service), service.operations.status, plan),
  };
}

/** Stores one event that no worker can apply. */
export async function sendPoison(service: SampleService, by: By): Promise<void> {
  const { running, log } = service;
  await service.offer.demand(1);
  const { generation } = log;
  if (!generation)
    throw new ProblemError('unavailable', 'The log takes no events now. Try again in a second.');
  await keep(service, by, 'poison', { kind: 'sample-poison-sent' }, () => undefined);
  if (running.poisoned.has(by.requestId)) return;
  running.poisoned.add(by.requestId);
  const actor = gatewayOf(service).keys[0]!.caller;
  const poison = makePoison(generation, { actor, correlationId: by.requestId });
  const outcome = await log.append(poison, performance.now() + service.acceptDeadlineMs);
  if (outcome.kind === 'stored') return;
  if (outcome.kind === 'refused') running.poisoned.delete(by.requestId);
  throw refusalOf(outcome, poison.id);
}

/** Holds the store, and sends messages that wait for it. */
export async function pauseStore(service: SampleService, by: By): Promise<void> {
  const { running, hold } = service;
  if (typeof hold !== 'function') throw new ProblemError('samples-not-offered', hold.why);
  await service.offer.demand(messagesWithin(PAUSE_MS));
  await keep(service, by, 'store', { kind: 'sample-store-paused', seconds: PAUSE_MS / 1_000 }, () =>
    running.pause?.run.isHeld ? 'is paused already' : undefined,
  );
  if (running.pause?.requestId === by.requestId) return;
  const letGo = await hold();
  running.pause?.run.end();
  const plan = planMessages(by.requestId, PAUSE_MS);
  const messages = sendSamples(gatewayOf(service), service.operations.status, plan);
  running.pause = { requestId: by.requestId, run: new RunningPause(letGo, PAUSE_MS, messages) };
}

/** Lets the store go before its time. Always allowed: it ends what was begun. */
export async function releaseStore(service: SampleService, by: By): Promise<void> {
  const { pause } = service.running;
  await keep(service, by, 'store', { kind: 'sample-store-released' }, () =>
    pause?.run.isHeld ? undefined : 'is not paused',
  );
  pause?.run.release();
}

const keep = (
  { operations }: SampleService,
  { requestId, operator }: By,
  sample: SampleTarget,
  act: SampleAct,
  refusal: () => string | undefined,
) =>
  performAct(operations, {
    target: { target: 'sample', sample },
    act,
    actor: operator,
    requestId,
    reason: null,
    revision: undefined,
    judge: async () => ({ refusal: refusal(), revision: 0 }),
  });

function gatewayOf({ gateway }: SampleService): SampleGateway {
  if (!gateway) throw new ProblemError('samples-not-offered', 'No gateway was named to send samples to.');
  return gateway;
}
