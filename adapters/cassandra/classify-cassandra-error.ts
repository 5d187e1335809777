import { type FailureClass, StoreFailure } from '../../contracts/ports/store-failure.ts';
import { tlsFailureOf } from '../../contracts/words/tls-failure.ts';

/**
 * What each error code of the native protocol (native_protocol_v5.spec, 9) means for the change. A code that is missing here
 * is a bug. After a time-out the write may have happened; writing again is harmless.
 */
const responseFailures: Readonly<Record<number, readonly [name: string, FailureClass]>> = {
  // A disk without space and a lack of memory have this code.
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
  // Only an administrator can grant permissions: the event is not to blame.
  8448: ['UNAUTHORIZED', 'outage'],
  8704: ['INVALID', 'poison'],
  8960: ['CONFIG_ERROR', 'outage'],
  // Another worker created the same table at the same time.
  9216: ['ALREADY_EXISTS', 'transient'],
  9472: ['UNPREPARED', 'transient'],
};

/** What the server says only in the message, beyond the code. */
const responseMessages: readonly (readonly [
  code: number,
  pattern: RegExp,
  name: string,
  failureClass: FailureClass,
])[] = [
  [0x2200, /unconfigured table|keyspace \S+ does(n't| not) exist/i, 'SCHEMA_MISSING', 'outage'],
  [0x2200, /undefined column|unknown identifier/i, 'SCHEMA_DRIFT', 'outage'],
  // A limit set by the administrator: one on the size of a value concerns the event, all others (such as a full disk) do
  // not.
  [0x2200, /guardrail \S*value_size violated/i, 'VALUE_TOO_LARGE', 'poison'],
  [0x2200, /guardrail .* violated/i, 'GUARDRAIL', 'outage'],
  [0x0000, /oversized mutation/i, 'MUTATION_TOO_LARGE', 'poison'],
];

/** Errors of the driver itself, by their class. */
const driverFailures: Readonly<Record<string, FailureClass>> = {
  // Its reasons are inside, and all of them concern the connection.
  NoHostAvailableError: 'outage',
  OperationTimedOutError: 'outage',
  BusyConnectionError: 'outage',
  AuthenticationError: 'outage',
  // "Socket was closed", "Connection not available": the server is gone.
  DriverError: 'outage',
  DriverInternalError: 'bug',
  ArgumentError: 'bug',
  NotSupportedError: 'bug',
};

interface DriverFailure {
  name?: string;
  message?: string;
  code?: number | string;
  syscall?: string;
  innerErrors?: Record<string, DriverFailure | string | null>;
}

const tlsOf = (failure: DriverFailure) =>
  failure.name === 'ResponseError' ? undefined : tlsFailureOf(failure, 'a Cassandra node');

/** The underlying cause of "no host", which does not name it. */
function reasonOf(failure: DriverFailure, connectFailure: Error | undefined): DriverFailure {
  // A host that was not tried has a text in place of an error, or nothing.
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
  const tls = tlsOf(failure);
  if (tls) return [tls.name, 'outage'];
  if (syscall !== undefined) return [String(code), 'outage'];
  // The driver throws this as a plain Error while it reconnects.
  if (name === 'Error' && /no connection available|socket was closed|client is shutting down/i.test(message))
    return ['NO_CONNECTION', 'outage'];
  // The driver's refusal of a value that the column cannot hold; any other TypeError is a bug.
  if (name === 'TypeError' && /^not a valid/i.test(message)) return [name, 'poison'];
  const failureClass = driverFailures[name];
  return failureClass ? [name, failureClass] : ['UNFORESEEN', 'bug'];
}

/** The reason for people. `plain`: the connection does not use TLS. */
function textOf(reason: DriverFailure, plain: boolean): string | undefined {
  const tls = tlsOf(reason);
  if (tls) return `${tls.sentence}.`;
  if (reason.name === 'AuthenticationError' || (reason.name === 'ResponseError' && reason.code === 256))
    return `Cassandra refuses Waybill’s credentials: ${/provider not set/.test(reason.message ?? '') ? 'CASSANDRA_USERNAME is not set' : reason.message}`;
  if (plain && reason.code === 'ECONNRESET')
    return `A Cassandra node ended the connection (${reason.message}). A node that accepts only TLS does this.`;
  return reason.message;
}

/** What is known besides the error. */
interface ErrorContext {
  /** The connection does not use TLS. */
  plain?: boolean;
  /** Why there is no connection, if known. */
  connectFailure?: Error | undefined;
}

/** Turns any error thrown under the history store into a StoreFailure. */
export function classifyCassandraError(
  error: unknown,
  { plain = false, connectFailure }: ErrorContext = {},
): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const failure = (error ?? {}) as DriverFailure;
  const reason = reasonOf(failure, connectFailure);
  const [name, own] = meaningOf(reason);
  // No node took the write. The event is to blame only if the node that was asked refused the write itself.
  const unreachable = reason !== failure && (own !== 'poison' || reason === connectFailure);
  const text = textOf(reason, plain) ?? String(error);
  return new StoreFailure(unreachable ? 'outage' : own, name, text, { cause: error });
}
