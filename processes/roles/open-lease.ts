import { randomUUID } from 'node:crypto';
import type { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { Lease } from '../../adapters/jetstream/records/lease.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { processName } from './process-name.ts';

const RENEW_MS = 1_000;
const STALE_MS = 4_000;

/** This process's claim on the lease `name`. If this process falls silent, another gets it after about four seconds. */
export const openLease = (
  name: string,
  { link, inbox, settings }: { link: NatsLink; inbox: AckInbox; settings: Settings },
): Lease =>
  new Lease({
    link,
    inbox,
    name,
    holder: `${processName}:${randomUUID()}`,
    renewMs: RENEW_MS,
    staleMs: STALE_MS,
    timeoutMs: settings.publishTimeoutMs,
  });
