import type { AckInbox } from '../../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { StatusService } from '../../status/status-service.ts';
import type { DeadLetterIndexer } from './dead-letter-indexer.ts';

/** The dependencies of the answers about dead letters. */
export interface DeadLetterService {
  link: NatsLink;
  inbox: AckInbox;
  index: DeadLetterIndex;
  indexer: DeadLetterIndexer;
  status: StatusService;
  /** How long one publish of an action may wait for its acknowledgement, in ms. */
  publishTimeoutMs: number;
  /** How long an action may take, retries included, in ms. */
  actionRetryMs: number;
}
