import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { waitUntil } from '../engines/condition.ts';
import { natsServerBinary } from '../engines/nats-server.ts';
import { KEYS, startPipeline, type TestPipeline } from '../engines/pipeline.ts';
import { startRole, type TestRole } from '../engines/role.ts';
import { hasSchemathesis, runSchemathesis } from '../engines/schemathesis.ts';

const OPERATOR = 'olga-key-0123456789';

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'ignored_auth',
  'unsupported_method',
  'allow_header_conformance',
];

const skip = !natsServerBinary() ? 'no nats-server' : !hasSchemathesis() ? 'no Schemathesis' : false;

describe('the running services answer as their OpenAPI documents say', { skip, timeout: 280_000 }, () => {
  let pipeline: TestPipeline;
  let operations: TestRole;
  before(async () => {
    pipeline = await startPipeline();
    operations = await startRole('operations', {
      ...pipeline.environment,
      WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR}`,
    });
    await waitUntil(
      async () => {
        const headers = { authorization: `Bearer ${OPERATOR}` };
        return (await fetch(`${operations.url}/ops/v1/consumers`, { headers })).ok;
      },
      { what: 'the operations service to have read the consumers' },
    );
  });
  after(async () => {
    await operations?.kill();
    await pipeline?.stop();
  });

  test('the gateway', async () => {
    const document = `${pipeline.gateway.url}/openapi.json`;
    const run = { document, key: KEYS.alice, checks: CHECKS, maxExamples: 20 };
    const { code, output } = await runSchemathesis(run);
    assert.equal(code, 0, output);
    assert.match(output, /Tested: \d+/);
  });

  test('the operations service', async () => {
    const document = `${operations.url}/ops/openapi.json`;
    // A stream of events never ends.
    const excludePath = '/ops/v1/stream';
    const run = { document, key: OPERATOR, checks: CHECKS, maxExamples: 8, excludePath };
    const { code, output } = await runSchemathesis(run);
    assert.equal(code, 0, output);
    assert.match(output, /Tested: \d+/);
  });
});
