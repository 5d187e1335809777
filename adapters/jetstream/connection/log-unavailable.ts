import { redactSecrets } from '../../../contracts/redact-secrets.ts';

/** Thrown when the log can't do or confirm something now: the connection is down, or no answer came. */
export class LogUnavailable extends Error {
  override name = 'LogUnavailable';

  constructor(message: string, options?: ErrorOptions) {
    super(redactSecrets(message), options);
  }
}

/** Thrown when a stream that once existed is missing: nobody can say any more what it held. */
export class StreamMissing extends LogUnavailable {
  override name = 'StreamMissing';
}
