import type { ConsumerActionDone, PauseRequest, ResumeRequest } from '../../../contracts/consumer-actions.ts';
import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import { consumerPath } from '../../api/consumer-detail.ts';
import { sendAction } from '../../api/send-action.ts';
import type { ConsumerName } from '../../ui/format/consumer-name.ts';

export const pauseConsumer = (of: ConsumerName, request: PauseRequest): Promise<ConsumerActionDone> =>
  sendAction(`${consumerPath(of)}/pause`, request);

export const resumeConsumer = (of: ConsumerName, request: ResumeRequest): Promise<ConsumerActionDone> =>
  sendAction(`${consumerPath(of)}/resume`, request);

export interface ActedOnConsumer {
  consumer: ConsumerSummary;
  action: ConsumerActionDone['action'];
}

/**
 * One intent on several, one after the other, each under the intent's request id: an act is known by its target too, so what
 * broke off goes on where it was when it is sent again.
 */
export async function actOnEach(
  consumers: readonly ConsumerSummary[],
  send: (consumer: ConsumerSummary) => Promise<ConsumerActionDone>,
): Promise<ActedOnConsumer[]> {
  const done: ActedOnConsumer[] = [];
  for (const consumer of consumers) done.push({ consumer, action: (await send(consumer)).action });
  return done;
}
