import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { planMessages } from '../../../../server/operations/samples/plan-samples.ts';
import { sendSamples } from '../../../../server/operations/samples/send-samples.ts';
import type { StatusService } from '../../../../server/status/status-service.ts';
import { waitUntil } from '../../../engines/condition.ts';

const keys = [{ caller: 'developer', key: 'developer-key-0123456789' }];

test('an answer from another program ends no process, and is reported', async () => {
  const other = createServer((_, response) => void response.writeHead(202).end('<html>'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const url = new URL(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
  const { actions } = planMessages('seed', 2_000);
  // The first is answered long before the last is due.
  const run = sendSamples({ url, keys }, {} as StatusService, { actions, dueTimes: [0, 300] });
  try {
    await waitUntil(() => run.show().endedAt, { timeoutMs: 10_000 });
    const { sent, accepted, problem } = run.show();
    assert.deepEqual([sent, accepted, problem], [2, 0, 'an answer that is not the gateway’s']);
  } finally {
    run.end();
    other.close();
  }
});
