import type { ConsumerActDone, PauseRequest, ResumeRequest } from '../../contracts/consumers.ts';
import { consumerPath } from '../operations/consumer-detail.ts';
import { sendAct } from '../operations/send-act.ts';
import type { ConsumerName } from './consumer-name.ts';

export const pauseConsumer = (of: ConsumerName, request: PauseRequest): Promise<ConsumerActDone> =>
  sendAct(`${consumerPath(of)}/pause`, request);

export const resumeConsumer = (of: ConsumerName, request: ResumeRequest): Promise<ConsumerActDone> =>
  sendAct(`${consumerPath(of)}/resume`, request);
