import type {
  ConsumerActDone,
  ConsumerSummary,
  PauseRequest,
  ResumeRequest,
} from '../../../contracts/consumers.ts';
import { consumerPath } from '../../api/consumer-detail.ts';
import { sendAct } from '../../api/send-act.ts';
import type { ConsumerName } from '../../ui/format/consumer-name.ts';

export const pauseConsumer = (of: ConsumerName, request: PauseRequest): Promise<ConsumerActDone> =>
  sendAct(`${consumerPath(of)}/pause`, request);

export const resumeConsumer = (of: ConsumerName, request: ResumeRequest): Promise<ConsumerActDone> =>
  sendAct(`${consumerPath(of)}/resume`, request);

export interface ActedOnConsumer {
  consumer: ConsumerSummary;
  act: ConsumerActDone['act'];
}

/**
 * One intent on several, one after the other, each under the intent's request id: an act is known by its target too, so what
 * broke off goes on where it was when it is sent again.
 */
export async function actOnEach(
  consumers: readonly ConsumerSummary[],
  send: (consumer: ConsumerSummary) => Promise<ConsumerActDone>,
): Promise<ActedOnConsumer[]> {
  const done: ActedOnConsumer[] = [];
  for (const consumer of consumers) done.push({ consumer, act: (await send(consumer)).act });
  return done;
}
