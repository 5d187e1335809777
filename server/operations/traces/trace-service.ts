import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import type { StatusService } from '../../status/status-service.ts';
import type { LedgerIndexFollower } from '../ledger-index/ledger-index-follower.ts';
import type { Rejections } from './rejections.ts';

/** What traces are made from. */
export interface TraceService {
  link: NatsLink;
  ledger: LedgerIndex;
  follower: LedgerIndexFollower;
  deadLetters: DeadLetterIndex;
  status: StatusService;
  rejections: Rejections;
  /** How long one search may look, ms. */
  traceSearchMs: number;
}
