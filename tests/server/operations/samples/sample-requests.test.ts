import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SampleRequests } from '../../../../server/operations/samples/sample-requests.ts';

test('what was judged here is done once, by however many at once and however late', async () => {
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

test('what failed may be done when it is sent again; what was judged elsewhere is not done', async () => {
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
