import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import cassandra from 'cassandra-driver';
import { classifyCassandraError } from '../../../adapters/cassandra/classify-cassandra-error.ts';
import { type FailureClass, StoreFailure } from '../../../contracts/ports/store-failure.ts';

const { errors } = cassandra;
const response = (code: number, message = 'said Cassandra') => new errors.ResponseError(code, message);
/** The driver's types call this class abstract, but it is not. */
const driver = (message: string): Error =>
  Reflect.construct(errors.DriverError, [message, errors.DriverError]);
const noHost = (inner: Error) => new errors.NoHostAvailableError({ '127.0.0.1:9042': inner });
const system = (code: string) => Object.assign(new Error(code), { code, syscall: 'connect' });
const tls = (code: string, message = code) => Object.assign(new Error(message), { code });
const oversized = 'Rejected an oversized mutation (20971637/16777216) for keyspace: waybill.';

const guardrail = {
  value:
    'Guardrail column_value_size violated: Value of sent_text has size 2.000MiB, this exceeds the failure threshold of 1.000MiB.',
  disk: 'Guardrail replica_disk_usage violated: Write request failed because disk usage exceeds failure threshold.',
  tables:
    'Guardrail tables violated: Creating table messages, current number of tables 9 exceeds failure threshold of 5.',
};

/** Errors as the driver throws them, and what each means for an event. */
const table: [what: string, error: unknown, code: string, failureClass: FailureClass][] = [
  ['unreachable', noHost(system('ECONNREFUSED')), 'ECONNREFUSED', 'outage'],
  ['name unknown', noHost(system('ENOTFOUND')), 'ENOTFOUND', 'outage'],
  ['not trusted', noHost(tls('SELF_SIGNED_CERT_IN_CHAIN')), 'TLS_NOT_TRUSTED', 'outage'],
  ['expired', noHost(tls('CERT_HAS_EXPIRED')), 'TLS_EXPIRED', 'outage'],
  ['of another address', noHost(tls('ERR_TLS_CERT_ALTNAME_INVALID')), 'TLS_WRONG_NAME', 'outage'],
  ['certificate asked for', tls('ERR_SSL_X', 'tlsv13 alert certificate required'), 'TLS_REFUSED', 'outage'],
  ['no TLS there', noHost(tls('ERR_SSL_WRONG_VERSION_NUMBER')), 'TLS_UNKNOWN', 'outage'],
  ['no host left to try', new errors.NoHostAvailableError({}), 'NoHostAvailableError', 'outage'],
  ['hung', new errors.OperationTimedOutError('late', '127.0.0.1'), 'OperationTimedOutError', 'outage'],
  [
    'hung as it connects',
    noHost(new errors.OperationTimedOutError('late', '127.0.0.1')),
    'OperationTimedOutError',
    'outage',
  ],
  ['killed with writes in flight', driver('Socket was closed'), 'DriverError', 'outage'],
  ['coming back', new Error('No connection available'), 'NO_CONNECTION', 'outage'],
  [
    'too many requests',
    new errors.BusyConnectionError('127.0.0.1', 2048, 1),
    'BusyConnectionError',
    'outage',
  ],
  ['overloaded', response(0x1001), 'OVERLOADED', 'outage'],
  ['starting', response(0x1002), 'IS_BOOTSTRAPPING', 'outage'],
  ['disk read-only or full', response(0x0000), 'SERVER_ERROR', 'outage'],
  ['the same, on each host', noHost(response(0x0000)), 'SERVER_ERROR', 'outage'],
  ['replicas gone', response(0x1000), 'UNAVAILABLE', 'outage'],
  ['write timeout', response(0x1100), 'WRITE_TIMEOUT', 'outage'],
  ['read timeout', response(0x1200), 'READ_TIMEOUT', 'outage'],
  ['read failure', response(0x1300), 'READ_FAILURE', 'outage'],
  ['write failure', response(0x1500), 'WRITE_FAILURE', 'outage'],
  ['bad credentials', noHost(new errors.AuthenticationError('no')), 'AuthenticationError', 'outage'],
  ['bad credentials, said the server', response(0x0100), 'BAD_CREDENTIALS', 'outage'],
  ['permission revoked', response(0x2100), 'UNAUTHORIZED', 'outage'],
  ['missing keyspace', response(0x2200, 'keyspace waybill does not exist'), 'SCHEMA_MISSING', 'outage'],
  ['missing table', response(0x2200, 'unconfigured table messages'), 'SCHEMA_MISSING', 'outage'],
  ['missing column', response(0x2200, 'Undefined column name title'), 'SCHEMA_DRIFT', 'outage'],
  ['schema disagreement', response(0x2300), 'CONFIG_ERROR', 'outage'],
  ['made by two at once', response(0x2400), 'ALREADY_EXISTS', 'transient'],
  ['forgotten statement', response(0x2500), 'UNPREPARED', 'transient'],
  ['contended', response(0x1700), 'CAS_WRITE_UNKNOWN', 'transient'],
  ['invalid', response(0x2200, 'Key length of 70000 is longer than maximum of 65535'), 'INVALID', 'poison'],
  ['too large', response(0x0000, oversized), 'MUTATION_TOO_LARGE', 'poison'],
  ['too large, on each host', noHost(response(0x0000, oversized)), 'MUTATION_TOO_LARGE', 'poison'],
  ['a value too large for a guardrail', response(0x2200, guardrail.value), 'VALUE_TOO_LARGE', 'poison'],
  ['full, by a guardrail', response(0x2200, guardrail.disk), 'GUARDRAIL', 'outage'],
  ['too many tables for a guardrail', response(0x2200, guardrail.tables), 'GUARDRAIL', 'outage'],
  ['no value of its type', new TypeError('Not a valid text value'), 'TypeError', 'poison'],
  ['a mistake in CQL', response(0x2000), 'SYNTAX_ERROR', 'bug'],
  ['against the protocol', response(0x000a), 'PROTOCOL_ERROR', 'bug'],
  ['an unknown answer', response(0x9999), 'UNKNOWN_RESPONSE', 'bug'],
  ['the driver misused', new errors.ArgumentError('no'), 'ArgumentError', 'bug'],
  ['the driver at fault', new errors.DriverInternalError('no'), 'DriverInternalError', 'bug'],
  [
    'a mistake in a program',
    new TypeError("Cannot read properties of undefined (reading 'x')"),
    'UNFORESEEN',
    'bug',
  ],
  ['anything else', new RangeError('too far'), 'UNFORESEEN', 'bug'],
  ['no error at all', 'a string', 'UNFORESEEN', 'bug'],
  ['nothing', undefined, 'UNFORESEEN', 'bug'],
];

describe('what an error of Cassandra means', () => {
  for (const [what, error, code, failureClass] of table) {
    test(`${what}: ${failureClass}`, () => {
      const failure = classifyCassandraError(error);
      assert.equal(failure.failureClass, failureClass);
      assert.equal(failure.code, code);
      assert.equal(failure.cause, error);
    });
  }

  const wrongPassword = new errors.AuthenticationError('Provided username and/or password are incorrect');
  const down = new errors.NoHostAvailableError({});
  Object.assign(down, {
    innerErrors: { '127.0.0.1:9042': 'Host considered as DOWN', '127.0.0.2:9042': null },
  });

  test('hosts that are down and were not tried: an outage', () => {
    const { failureClass, code } = classifyCassandraError(down);
    assert.deepEqual([failureClass, code], ['outage', 'NoHostAvailableError']);
  });

  test('no host to ask, and a known reason why no connection could be made: an outage with that reason', () => {
    for (const error of [down, new errors.NoHostAvailableError({})]) {
      const { failureClass, code, message } = classifyCassandraError(error, {
        connectFailure: wrongPassword,
      });
      assert.deepEqual([failureClass, code], ['outage', 'AuthenticationError']);
      assert.match(message, /password/);
    }
    assert.equal(
      classifyCassandraError(down, { connectFailure: new TypeError('no address') }).failureClass,
      'outage',
    );
  });

  test('a connection failure does not explain other failures', () => {
    assert.equal(
      classifyCassandraError(response(0x1100), { connectFailure: wrongPassword }).code,
      'WRITE_TIMEOUT',
    );
    assert.equal(
      classifyCassandraError(noHost(system('EPIPE')), { connectFailure: wrongPassword }).code,
      'EPIPE',
    );
  });

  test('a StoreFailure stays unchanged', () => {
    const failure = new StoreFailure('poison', 'bad-event-data', 'no text');
    assert.equal(classifyCassandraError(failure), failure);
  });
});
