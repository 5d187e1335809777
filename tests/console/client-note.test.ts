import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientNote } from '../../components/features/commands/detail/client-note.ts';
import type { CommandState } from '../../contracts/command-status.ts';
import { type CommandFixture, commandDetailFixture } from './command-detail-fixture.ts';

const acceptedAt = Date.parse('2026-11-23T03:04:11.482Z');
const commandId = '0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa';
const start = `Command ${commandId} (send message), accepted 2026-11-23T03:04:11.482Z. `;

const table: Record<CommandState, [extra: Partial<CommandFixture>, sentence: string]> = {
  accepted: [{}, 'It is kept safe and in flight to history. Please don’t send it again.'],
  processing: [{}, 'It is kept safe and in flight to history. Please don’t send it again.'],
  retrying: [
    {},
    'It is kept safe but not yet applied to history, since 03:04Z. Waybill retries it automatically; please don’t send it again.',
  ],
  applied: [{}, 'It was applied at 2026-11-23T03:04:11.693Z.'],
  rejected: [
    { reason: { code: 'not-the-author', detail: 'Only the author of a message may edit it.' } },
    'It was not applied at 2026-11-23T03:04:11.693Z. Only the author of a message may edit it. If sent again now, it would be refused again.',
  ],
  dead_lettered: [
    { tookMs: 10_920_000, reason: { code: 'bug', detail: 'unknown column thread_id' } },
    'It is kept safe but not yet applied to history. We are looking into it; please don’t send it again.',
  ],
  replayed: [{}, 'It is kept safe and being applied again to history. Please don’t send it again.'],
};

for (const [state, [extra, sentence]] of Object.entries(table)) {
  test(`the reply to the client about a command that is ${state}`, () => {
    const commandDetail = commandDetailFixture({
      state: state as CommandState,
      commandId,
      acceptedAt,
      ...extra,
    });
    assert.equal(clientNote(commandDetail.command, commandDetail.status), start + sentence);
  });
}

test('the reply about a replaced command names the corrected one, and nothing to wait for', () => {
  const commandDetail = commandDetailFixture({
    state: 'dead_lettered',
    commandId,
    acceptedAt,
    replacedBy: 'the-new-one',
  });
  assert.equal(
    clientNote(commandDetail.command, commandDetail.status),
    `${start}It could not be applied as it was sent. We replaced it with a corrected command, the-new-one; please don’t send it again.`,
  );
});

test('the note for the client has neither payload nor internals', () => {
  const reason = { code: 'bug', detail: 'secret_table has no column x' };
  const commandDetail = commandDetailFixture({ state: 'dead_lettered', text: 'a private message', reason });
  assert.doesNotMatch(clientNote(commandDetail.command, commandDetail.status), /private|secret_table|maria/);
});

test('a status that cannot be read is shown as unreadable', () => {
  const { command } = commandDetailFixture({ state: 'applied' });
  assert.match(clientNote(command, null), /cannot be read at this moment; please don’t send it again/);
});
