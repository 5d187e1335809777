import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandDetailOutcome, stageStatus } from '../../components/ui/status/command-detail-status.ts';
import { commandStatus, isInFlight, outcomeOf } from '../../components/ui/status/command-status.ts';
import { replayStatus } from '../../components/ui/status/replay-status.ts';
import { COMMAND_STATES } from '../../contracts/command-status.ts';
import { commandDetailFixture, missingCommandDetailFixture } from './command-detail-fixture.ts';

const root = join(import.meta.dirname, '..', '..');

test('every state of a command has a family, a word and a mark', () => {
  const table = COMMAND_STATES.map((state) => {
    const { family, mark, word } = commandStatus[state];
    return `${state} → ${family} ${mark} ${word}`;
  });
  assert.deepEqual(table, [
    'accepted → active half accepted',
    'processing → active half processing',
    'retrying → warn triangle retrying',
    'applied → ok check applied',
    'rejected → none slashed rejected',
    'dead_lettered → bad cross dead-lettered',
    'replayed → active half replayed',
  ]);
});

test('a projection’s stage takes the family of the client’s state, and keeps its own word', () => {
  const retrying = commandDetailFixture({ state: 'retrying' });
  assert.deepEqual(stageStatus(retrying.stages[2]!, retrying.status), {
    family: 'warn',
    mark: 'triangle',
    word: 'retrying',
  });
  const applied = commandDetailFixture({ state: 'applied' });
  assert.deepEqual(stageStatus(applied.stages[2]!, applied.status), {
    family: 'ok',
    mark: 'check',
    word: 'proven',
  });
  const ahead = commandDetailFixture({ state: 'accepted', ahead: 41 });
  assert.deepEqual(stageStatus(ahead.stages[2]!, ahead.status), {
    family: 'none',
    mark: 'dashed',
    word: '41 ahead',
  });
});

test('a command that another one replaced is shown as replaced, without any red', () => {
  const replaced = commandDetailFixture({ state: 'dead_lettered', replacedBy: 'the-new-one' });
  assert.equal(commandDetailOutcome(replaced), 'replaced');
  assert.equal(outcomeOf(replaced.command), 'replaced');
  const calm = { family: 'none', mark: 'check', word: 'replaced' };
  assert.deepEqual(commandStatus.replaced, calm);
  assert.deepEqual(stageStatus(replaced.stages[2]!, replaced.status), calm);
  assert.equal(commandDetailOutcome(commandDetailFixture({ state: 'dead_lettered' })), 'dead_lettered');
});

test('a command detail’s outcome is the client’s answer, also when the log holds nothing', () => {
  assert.equal(commandDetailOutcome(commandDetailFixture({ state: 'replayed' })), 'replayed');
  assert.equal(
    commandDetailOutcome(missingCommandDetailFixture('x', 'command-never-accepted')),
    'never_accepted',
  );
  assert.equal(
    commandDetailOutcome(missingCommandDetailFixture('x', 'command-past-retention')),
    'past_retention',
  );
  assert.equal(commandDetailOutcome(missingCommandDetailFixture('x', 'command-before-log')), 'before_log');
  assert.equal(commandDetailOutcome(missingCommandDetailFixture('x', 'command-not-in-log')), 'not_in_log');
  const unreadable = { ...commandDetailFixture({ state: 'applied' }), command: null, status: null };
  assert.equal(
    commandDetailOutcome({ ...unreadable, client: { ...unreadable.client, status: 503 } }),
    'unknown',
  );
  assert.deepEqual(COMMAND_STATES.filter(isInFlight), ['accepted', 'processing', 'retrying', 'replayed']);
});

test('a finished replay says whether some or all failed', () => {
  const word = (count: number, failedAgain: number) => {
    const outcomes = { applied: count - failedAgain, superseded: 0, rejected: 0, failedAgain, skipped: 0 };
    return replayStatus({ state: 'finished', pausedBy: null, count, outcomes }).word;
  };
  assert.deepEqual(
    [word(1, 1), word(10, 10), word(10, 1), word(10, 0)],
    ['failed', 'all failed', 'some failed', 'all proven'],
  );
});

test('nothing but components/ui/status names a status family', () => {
  const files = globSync('{app,components}/**/*.{ts,tsx,css}', { cwd: root }).filter(
    (file) => !file.startsWith(join('components', 'ui', 'status/')) && file !== join('app', 'tokens.css'),
  );
  assert.ok(files.length > 50, 'the components were not found');
  const family = /(--|\bstatus-)(ok|active|held|warn|bad|none)(-mark|-tint)?\b/;
  const naming = files.filter((file) => family.test(readFileSync(join(root, file), 'utf8')));
  assert.deepEqual(naming, []);
});
