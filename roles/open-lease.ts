import { randomUUID } from 'node:crypto';
import type { AckInbox } from '../adapters/jetstream/ack-inbox.ts';
import { Lease } from '../adapters/jetstream/lease.ts';
import type { NatsLink } from '../adapters/jetstream/nats-link.ts';
import type { Settings } from '../configuration/settings.ts';
import { processName } from './process-name.ts';

const RENEW_MS = 1_000;
const STALE_MS = 4_000;

/** This process's claim on the lead in `name`; another has it some four seconds after this one fell silent. */
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
