import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import type { DeadLetterIndex } from '../../../contracts/ports/dead-letter-index.ts';
import type { LedgerIndex } from '../../../contracts/ports/ledger-index.ts';
import type { StatusService } from '../../status/status-service.ts';
import type { LedgerIndexer } from '../ledger-index/ledger-indexer.ts';
import type { Rejections } from './rejections.ts';

/** The dependencies of traces. */
export interface TraceService {
  link: NatsLink;
  ledger: LedgerIndex;
  indexer: LedgerIndexer;
  deadLetters: DeadLetterIndex;
  status: StatusService;
  rejections: Rejections;
  /** How long one search may take, ms. */
  traceSearchMs: number;
}
