import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SampleRequests } from '../../../../server/operations/samples/sample-requests.ts';

test('a request judged here is done once, however many at once and however late', async () => {
  const requests = new SampleRequests();
  let done = 0;
  const action = async () => {
    await Promise.resolve();
    done += 1;
  };
  requests.judged('a');
  await Promise.all([requests.once('a', action), requests.once('a', action)]);
  await requests.once('a', action);
  assert.equal(done, 1);
});

test('a failed one may be done when it is sent again; one judged elsewhere is not done', async () => {
  const requests = new SampleRequests();
  let done = 0;
  requests.judged('a');
  await assert.rejects(
    requests.once('a', () => Promise.reject(new Error('busy'))),
    /busy/,
  );
  await requests.once('a', async () => {
    done += 1;
  });
  await requests.once('b', async () => {
    done += 1;
  });
  assert.equal(done, 1);
});
