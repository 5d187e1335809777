import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  editedCopyAdvice,
  editFailureWords,
} from '../../components/features/dead-letters/detail/edits-of.ts';

test('an edited copy that failed is to be discarded, or its original fixed', () => {
  assert.equal(
    editedCopyAdvice('open', 'open'),
    'It failed too. Fix the original and discard this copy: if you replay both, both are applied.',
  );
  assert.equal(
    editedCopyAdvice('open', 'resolved'),
    'It failed too; the original has been resolved since. Discard this copy.',
  );
  assert.equal(editedCopyAdvice('discarded', 'open'), 'It failed too.');
  assert.equal(editedCopyAdvice('resolved', 'open'), '');
});

test('that an edited event failed is said once', () => {
  const why = 'The edited event failed too (INVALID): history.1-3-37.';
  assert.equal(editFailureWords(why), why);
  assert.equal(
    editFailureWords('The edited event never reached the log.'),
    'The edited event never reached the log.',
  );
  assert.equal(
    editFailureWords('name-taken: It is taken.'),
    'The edited event failed too: name-taken: It is taken.',
  );
  assert.equal(editFailureWords(undefined), 'The edited event failed too.');
});
