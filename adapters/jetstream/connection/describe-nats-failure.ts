import { ErrorCode, NatsError } from 'nats';
import { redactSecrets } from '../../../contracts/redact-secrets.ts';
import { type NatsTrouble, natsTroubles } from '../../../contracts/words/nats-trouble.ts';
import { tlsFailureOf } from '../../../contracts/words/tls-failure.ts';
import { UnusableCredentials } from './nats-credentials.ts';

export interface NatsFailure {
  trouble: NatsTrouble;
  /** For people: what is wrong, and which settings to look at. It has no full stop. */
  sentence: string;
}

const REFUSALS: readonly string[] = [
  ErrorCode.AuthorizationViolation,
  ErrorCode.AuthenticationExpired,
  ErrorCode.AuthenticationTimeout,
  ErrorCode.AccountExpired,
];

export const isRefusedLogin = (code: unknown): boolean => REFUSALS.includes(String(code));

/** Why a connection to NATS was not made, or was ended. `areCredentialsSet`: Waybill had something to log in with. */
export function describeNatsFailure(error: Error, areCredentialsSet: boolean): NatsFailure {
  const code = error instanceof NatsError ? error.code : undefined;
  if (error instanceof UnusableCredentials) return failure('unusable', `: ${error.message}`);
  if (isRefusedLogin(code)) {
    const why = error.message.replaceAll("'", '');
    return failure('refused', areCredentialsSet ? ` (${why})` : ` (${why}): none are set`);
  }
  if (code === ErrorCode.ServerOptionNotAvailable)
    return failure('tls', ': the server offers no TLS, and the settings require it');
  const cause = ((error as NatsError).chainedError ?? error) as Error & { code?: string };
  const tls = tlsFailureOf(cause, 'the NATS server');
  if (tls) return failure('tls', `: ${tls.sentence}`);
  if (code === ErrorCode.Tls) return failure('tls', ` (${cause.message})`);
  if (code === ErrorCode.Timeout) return failure('unreachable', ' (no answer in time)');
  return failure('unreachable', ` (${cause.code ?? cause.message})`);
}

const failure = (trouble: NatsTrouble, detail: string): NatsFailure => ({
  trouble,
  sentence: redactSecrets(`${natsTroubles[trouble]}${detail}`),
});
