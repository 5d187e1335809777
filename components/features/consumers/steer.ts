import type { ConsumerActionDone } from '../../../contracts/consumer-actions.ts';
import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import type { OperationsInput } from '../../../contracts/routes/operations-request.ts';
import { sendAction } from '../../api/send-action.ts';
import type { ConsumerName } from '../../ui/format/consumer-name.ts';

const PAUSE = 'POST /ops/v1/consumers/:stream/:consumer/pause';
const RESUME = 'POST /ops/v1/consumers/:stream/:consumer/resume';

export const pauseConsumer = (
  { stream, consumer }: ConsumerName,
  body: OperationsInput<typeof PAUSE>['body'],
): Promise<ConsumerActionDone> => sendAction(PAUSE, { params: { stream, consumer }, body });

export const resumeConsumer = (
  { stream, consumer }: ConsumerName,
  body: OperationsInput<typeof RESUME>['body'],
): Promise<ConsumerActionDone> => sendAction(RESUME, { params: { stream, consumer }, body });

export interface ActedOnConsumer {
  consumer: ConsumerSummary;
  action: ConsumerActionDone['action'];
}

/**
 * One action on several consumers in turn, each with the same request id. The service identifies an action by request
 * id and target, so sending it again continues after the last success.
 */
export async function actOnEach(
  consumers: readonly ConsumerSummary[],
  send: (consumer: ConsumerSummary) => Promise<ConsumerActionDone>,
): Promise<ActedOnConsumer[]> {
  const done: ActedOnConsumer[] = [];
  for (const consumer of consumers) done.push({ consumer, action: (await send(consumer)).action });
  return done;
}
