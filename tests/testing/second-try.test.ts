import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { type FileOutcome, SECOND_TRIES, tryAgain } from '../../scripts/testing/second-try.ts';

const event = (type: 'test:pass' | 'test:fail', name: string): TestEvent =>
  ({ type, data: { name, details: { error: new Error('1 !== 2') } } }) as unknown as TestEvent;
const failed = (file: string): FileOutcome => ({ file, events: [event('test:fail', 'counts')] });

test('a file that fails again stays failed; one that passes alone counts as passed and is named with its failure', async () => {
  const { outcomes, unsteady } = await tryAgain([failed('a.test.ts'), failed('b.test.ts')], async (file) => [
    event(file === 'a.test.ts' ? 'test:fail' : 'test:pass', 'counts'),
  ]);
  assert.deepEqual(
    outcomes.map(({ file, events }) => [file, events[0]?.type]),
    [
      ['a.test.ts', 'test:fail'],
      ['b.test.ts', 'test:pass'],
    ],
  );
  assert.deepEqual(unsteady, ['b.test.ts\n  ✖ counts\n    1 !== 2']);
});

test('many failed files get no second try', async () => {
  const many = Array.from({ length: SECOND_TRIES + 1 }, (_, at) => failed(`${at}.test.ts`));
  const { outcomes, unsteady } = await tryAgain(many, () => assert.fail('ran again'));
  assert.deepEqual([outcomes, unsteady], [many, []]);
});
