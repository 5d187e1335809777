import { type FailureClass, StoreFailure } from '../../contracts/ports/store-failure.ts';

/**
 * Which error code of the native protocol means what for the change that met it (native_protocol_v5.spec, 9). What is
 * missing here is unforeseen: a bug. A time-out says nothing of whether it was written, and to write again is harmless.
 */
const responseFailures: Readonly<Record<number, readonly [name: string, FailureClass]>> = {
  // A disk that can't be written and an exhausted memory come as this one.
  0: ['SERVER_ERROR', 'outage'],
  10: ['PROTOCOL_ERROR', 'bug'],
  256: ['BAD_CREDENTIALS', 'outage'],
  4096: ['UNAVAILABLE', 'outage'],
  4097: ['OVERLOADED', 'outage'],
  4098: ['IS_BOOTSTRAPPING', 'outage'],
  4099: ['TRUNCATE_ERROR', 'outage'],
  4352: ['WRITE_TIMEOUT', 'outage'],
  4608: ['READ_TIMEOUT', 'outage'],
  4864: ['READ_FAILURE', 'outage'],
  5120: ['FUNCTION_FAILURE', 'bug'],
  5376: ['WRITE_FAILURE', 'outage'],
  5632: ['CDC_WRITE_FAILURE', 'outage'],
  5888: ['CAS_WRITE_UNKNOWN', 'transient'],
  8192: ['SYNTAX_ERROR', 'bug'],
  // Permissions are the administrator's to give back; the event can't help it.
  8448: ['UNAUTHORIZED', 'outage'],
  8704: ['INVALID', 'poison'],
  8960: ['CONFIG_ERROR', 'outage'],
  // Another worker made the same table at the same moment.
  9216: ['ALREADY_EXISTS', 'transient'],
  9472: ['UNPREPARED', 'transient'],
};

/** What the server says in words only, over and above the code. */
const responseMessages: readonly (readonly [
  code: number,
  pattern: RegExp,
  name: string,
  failureClass: FailureClass,
])[] = [
  [0x2200, /unconfigured table|keyspace \S+ does(n't| not) exist/i, 'SCHEMA_MISSING', 'outage'],
  [0x2200, /undefined column|unknown identifier/i, 'SCHEMA_DRIFT', 'outage'],
  // A limit that the administrator has set: on one value it is the event's, else (a full disk is one) it is not.
  [0x2200, /guardrail \S*value_size violated/i, 'VALUE_TOO_LARGE', 'poison'],
  [0x2200, /guardrail .* violated/i, 'GUARDRAIL', 'outage'],
  [0x0000, /oversized mutation/i, 'MUTATION_TOO_LARGE', 'poison'],
];

/** Errors of the driver itself, by their class. */
const driverFailures: Readonly<Record<string, FailureClass>> = {
  // Its reasons are within, and each of them is of the connection.
  NoHostAvailableError: 'outage',
  OperationTimedOutError: 'outage',
  BusyConnectionError: 'outage',
  AuthenticationError: 'outage',
  // "Socket was closed", "Connection not available": the server went away.
  DriverError: 'outage',
  DriverInternalError: 'bug',
  ArgumentError: 'bug',
  NotSupportedError: 'bug',
};

/** What Node says of TLS (by its code, or in words), and what to tell a person of it. All of it is an outage. */
const tlsFailures: readonly (readonly [pattern: RegExp, name: string, sentence: string])[] = [
  [
    /UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|SELF_SIGNED|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|INVALID_CA/,
    'TLS_NOT_TRUSTED',
    'The certificate of a Cassandra node is not trusted: no configured authority signed it',
  ],
  [/CERT_HAS_EXPIRED/, 'TLS_EXPIRED', 'The certificate of a Cassandra node has expired'],
  [/CERT_NOT_YET_VALID/, 'TLS_NOT_YET_VALID', 'The certificate of a Cassandra node is not valid yet'],
  [
    /ERR_TLS_CERT_ALTNAME_INVALID/,
    'TLS_WRONG_NAME',
    'The certificate of a Cassandra node does not name the address used to connect',
  ],
  [
    /alert (certificate required|bad certificate|unknown ca|certificate unknown|handshake failure)/i,
    'TLS_REFUSED',
    'A Cassandra node rejects the client certificate, or requires one',
  ],
  [
    /WRONG_VERSION_NUMBER|EPROTO/,
    'TLS_UNKNOWN',
    'A Cassandra node does not accept the TLS settings used here',
  ],
];

interface DriverFailure {
  name?: string;
  message?: string;
  code?: number | string;
  syscall?: string;
  innerErrors?: Record<string, DriverFailure | string | null>;
}

const tlsFailureOf = ({ name, code, message }: DriverFailure) =>
  name === 'ResponseError' ? undefined : tlsFailures.find(([pattern]) => pattern.test(`${code} ${message}`));

/** What went wrong below, where "no host" says only that something did. */
function reasonOf(failure: DriverFailure, connectFailure: Error | undefined): DriverFailure {
  // Of a host that was not even asked there is a word in place of an error, or nothing.
  const inner = Object.values(failure.innerErrors ?? {}).find((reason) => reason instanceof Error);
  if (inner) return inner;
  return failure.name === 'NoHostAvailableError' && connectFailure ? connectFailure : failure;
}

function meaningOf(failure: DriverFailure): readonly [name: string, FailureClass] {
  const { name = '', code, message = '', syscall } = failure;
  if (name === 'ResponseError' && typeof code === 'number') {
    const said = responseMessages.find(([of, pattern]) => of === code && pattern.test(message));
    if (said) return [said[2], said[3]];
    return responseFailures[code] ?? ['UNKNOWN_RESPONSE', 'bug'];
  }
  const tls = tlsFailureOf(failure);
  if (tls) return [tls[1], 'outage'];
  if (syscall !== undefined) return [String(code), 'outage'];
  // The driver throws this one bare, while it comes back from a lost connection.
  if (name === 'Error' && /no connection available|socket was closed|client is shutting down/i.test(message))
    return ['NO_CONNECTION', 'outage'];
  // How the driver refuses a value its column cannot hold; any other is a mistake of a program.
  if (name === 'TypeError' && /^not a valid/i.test(message)) return [name, 'poison'];
  const failureClass = driverFailures[name];
  return failureClass ? [name, failureClass] : ['UNFORESEEN', 'bug'];
}

/** The reason for people. `plain`: the connection was to be without TLS. */
function textOf(reason: DriverFailure, plain: boolean): string | undefined {
  const tls = tlsFailureOf(reason);
  if (tls) return `${tls[2]} (${reason.message}).`;
  if (plain && reason.code === 'ECONNRESET')
    return `A Cassandra node ended the connection (${reason.message}). A node that accepts only TLS does this.`;
  return reason.message;
}

/** What is known beside the error. */
export interface Met {
  /** The connection was to be without TLS. */
  plain?: boolean;
  /** Why there is no connection, where that is known. */
  connectFailure?: Error | undefined;
}

/** Any error thrown under the history store, as the StoreFailure it means. */
export function classifyCassandraError(
  error: unknown,
  { plain = false, connectFailure }: Met = {},
): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const failure = (error ?? {}) as DriverFailure;
  const reason = reasonOf(failure, connectFailure);
  const [name, own] = meaningOf(reason);
  // No node took it: only where the one asked refused the write itself is the event to blame.
  const unreachable = reason !== failure && (own !== 'poison' || reason === connectFailure);
  const text = textOf(reason, plain) ?? String(error);
  return new StoreFailure(unreachable ? 'outage' : own, name, text, { cause: error });
}
