import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endWithFirstOther } from '../../../../server/operations/samples/end-samples.ts';
import type { SampleService } from '../../../../server/operations/samples/sample-service.ts';

type Running = SampleService['running'];

test('the demo ends with the first event that is no demo data, and costs nothing while none runs', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  let asked = 0;
  let only = true;
  let isGoing = true;
  let isHeld = true;
  const running = {
    traffic: {
      get isGoing() {
        return isGoing;
      },
      stop() {
        isGoing = false;
      },
    },
    pause: {
      get isHeld() {
        return isHeld;
      },
      release() {
        isHeld = false;
      },
    },
  } as unknown as Running;
  const offer = {
    recent: async () => {
      asked += 1;
      if (asked === 1) throw new Error('The log is away.');
      return { only };
    },
  } as unknown as SampleService['offer'];
  const stop = endWithFirstOther({ offer, running });
  const look = async () => {
    t.mock.timers.tick(2_000);
    await new Promise(setImmediate);
  };
  await look();
  await look();
  assert.deepEqual([asked, isGoing, isHeld], [2, true, true]);
  only = false;
  await look();
  assert.deepEqual([asked, isGoing, isHeld], [3, false, false]);
  await look();
  assert.equal(asked, 3);
  stop();
});
