import type { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { LedgerWriter } from '../../adapters/jetstream/publish/ledger-writer.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { processName } from './process-name.ts';

/** The writer of the ledger for a role. Undefined if the ledger is switched off. */
export const openLedger = (
  role: 'gateway' | 'worker',
  {
    link,
    inbox,
    settings,
    version,
  }: { link: NatsLink; inbox: AckInbox; settings: Settings; version: string },
): LedgerWriter | undefined =>
  settings.ledger === 'on'
    ? new LedgerWriter({ link, inbox, role, process: processName, version, limits: settings })
    : undefined;
