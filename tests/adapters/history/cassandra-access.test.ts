import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startCassandra, type TestCassandra, withoutCassandra } from '../../engines/cassandra-server.ts';
import { type Certificate, makeCertificate, withoutOpenssl } from '../../engines/certificates.ts';
import { waitUntil } from '../../engines/condition.ts';
import { natsServerBinary } from '../../engines/nats-server.ts';
import { startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole } from '../../engines/role.ts';
import { temporaryFolder } from '../../engines/temporary-folder.ts';

const skip = withoutCassandra || withoutOpenssl || (!natsServerBinary() && 'no nats-server');

describe('Cassandra that requires TLS, a certificate and a password', { skip }, () => {
  const folder = temporaryFolder('certificates');
  let node: TestCassandra;
  let pipeline: TestPipeline;
  let other: Certificate;
  let access: Record<string, string>;

  before(async () => {
    const authority = makeCertificate(folder.path, 'authority');
    other = makeCertificate(folder.path, 'other');
    const server = makeCertificate(folder.path, 'server', authority);
    const waybill = makeCertificate(folder.path, 'waybill', authority);
    node = await startCassandra({
      authenticator: 'password',
      startedOnce: true,
      extraYaml: `client_encryption_options:
  enabled: true
  optional: false
  ssl_context_factory:
    class_name: org.apache.cassandra.security.PEMBasedSslContextFactory
  keystore: ${server.both}
  truststore: ${authority.certificate}
  require_client_auth: true
  protocol: TLS
  accepted_protocols: [TLSv1.3, TLSv1.2]
`,
      administrator: {
        sslOptions: {
          rejectUnauthorized: true,
          ca: [readFileSync(authority.certificate)],
          cert: readFileSync(waybill.certificate),
          key: readFileSync(waybill.key),
        },
      },
    });
    await node.query(
      `CREATE ROLE waybill WITH PASSWORD = 'secret of waybill' AND LOGIN = true`,
      'GRANT CREATE ON ALL KEYSPACES TO waybill',
    );
    access = {
      WAYBILL_STORES: 'history:cassandra',
      CASSANDRA_CONTACT_POINTS: node.contactPoint,
      CASSANDRA_USERNAME: 'waybill',
      CASSANDRA_PASSWORD: 'secret of waybill',
      CASSANDRA_TLS: 'on',
      CASSANDRA_TLS_CA: authority.certificate,
      CASSANDRA_TLS_CERTIFICATE: waybill.certificate,
      CASSANDRA_TLS_KEY: waybill.key,
    };
    pipeline = await startPipeline({ environment: access });
  });
  after(async () => {
    await pipeline?.stop();
    await node?.stop();
    folder.remove();
  });

  test('with all of them the worker creates the tables and applies events, and reads succeed', async () => {
    const { body } = await pipeline.alice.send('general', 'by TLS');
    await pipeline.alice.status(body.commandId, 'applied');
    assert.deepEqual(
      (await pipeline.alice.messages('general')).map(({ text }) => text),
      ['by TLS'],
    );
  });

  const wrong: [what: string, changes: () => Record<string, string>, says: RegExp][] = [
    [
      'an authority that is not the nodes’',
      () => ({ CASSANDRA_TLS_CA: other.certificate }),
      /certificate.*not trusted/i,
    ],
    [
      'no TLS',
      () => ({
        CASSANDRA_TLS: 'off',
        CASSANDRA_TLS_CA: '',
        CASSANDRA_TLS_CERTIFICATE: '',
        CASSANDRA_TLS_KEY: '',
      }),
      /TLS/,
    ],
    [
      'no certificate of one’s own',
      () => ({ CASSANDRA_TLS_CERTIFICATE: '', CASSANDRA_TLS_KEY: '' }),
      /certificate/i,
    ],
    ['a wrong password', () => ({ CASSANDRA_PASSWORD: 'not this' }), /password/i],
  ];
  test('with any of them wrong there is an outage that names it, and nothing is lost', async () => {
    await pipeline.worker.stop();
    const { body } = await pipeline.alice.send('general', 'waits');
    for (const [what, changes, says] of wrong) {
      const worker = await startRole('worker:history', { ...pipeline.environment, ...changes() });
      try {
        const why = await waitUntil(() => /"circuit":"open".*?"message":"([^"]*)"/.exec(worker.log())?.[1], {
          what: `${what}: the circuit to open`,
        });
        assert.match(why, says, what);
      } finally {
        await worker.stop();
      }
    }
    await pipeline.worker.restart();
    await pipeline.alice.status(body.commandId, 'applied');
  });

  test('a missing or invalid file is reported in a sentence when the role starts', async () => {
    const text = join(folder.path, 'text.pem');
    writeFileSync(text, 'not PEM');
    const broken = join(folder.path, 'broken.pem');
    writeFileSync(broken, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const cases: [path: string, says: RegExp][] = [
      [join(folder.path, 'missing.pem'), /^CASSANDRA_TLS_CA: \S*missing\.pem can't be read \(/],
      [text, /^CASSANDRA_TLS_CA: \S*text\.pem is not a PEM file\.$/],
      [broken, /^CASSANDRA_TLS_CA: \S*broken\.pem can't be used \(/],
    ];
    for (const [path, says] of cases) {
      await assert.rejects(
        startRole('worker:history', { ...pipeline.environment, CASSANDRA_TLS_CA: path }),
        ({ message }: Error) => says.test(message),
      );
    }
  });
});
