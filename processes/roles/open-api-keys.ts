import type { Logger } from 'pino';
import type { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { writeApiKey } from '../../adapters/jetstream/records/api-keys.ts';
import { KnownApiKeys } from '../../server/access/known-api-keys.ts';

/** The API keys of the bucket, kept up to date. With `restoreBy`, a bucket that was deleted gets its keys back. */
export const openApiKeys = (
  link: NatsLink,
  logger: Logger,
  restoreBy?: { inbox: AckInbox; publishTimeoutMs: number },
): KnownApiKeys =>
  new KnownApiKeys(link, {
    onFailure: (error) => logger.warn({ err: error }, 'API keys could not be read; trying again'),
    ...(restoreBy && {
      restore: (record) => writeApiKey(restoreBy.inbox, record, 0, restoreBy.publishTimeoutMs),
    }),
  });
