import { redactSecrets } from '../../../contracts/redact-secrets.ts';

/** Thrown for whatever the log cannot do or confirm now: the connection is down, or an answer did not come. */
export class LogUnavailable extends Error {
  override name = 'LogUnavailable';

  constructor(message: string, options?: ErrorOptions) {
    super(redactSecrets(message), options);
  }
}

/** Thrown where a stream that once was is gone: what it held can't be told any more. */
export class StreamMissing extends LogUnavailable {
  override name = 'StreamMissing';
}
