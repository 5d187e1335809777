import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandFilter, CommandPage, FoundCommand } from '../../../contracts/ports/ledger-index.ts';
import { type JudgedFilter, searchJudged } from '../../../server/operations/traces/search-judged.ts';
import type { TraceService } from '../../../server/operations/traces/trace-service.ts';

const edit = (sequence: number): FoundCommand => ({
  position: { generation: 1, partition: 0, sequence },
  storedAt: 10_000 - sequence,
  acceptedAt: null,
  id: `edit-${sequence}`,
  type: 'chat.message-edited.v1',
  subject: 'channel/general',
  actor: 'alice',
  correlationId: 'c',
  causationId: '',
  state: 'applied',
  failures: 0,
  tookMs: sequence,
});

/**
 * A ledger of this many edits, newest first, and what a read model would say about each: undefined where it does not answer.
 */
function serviceOf(count: number, isRejected: (sequence: number) => boolean | undefined) {
  const all = Array.from({ length: count }, (_, n) => edit(n + 1));
  const asked: CommandFilter[] = [];
  const service = {
    ledger: {
      async search(filter: CommandFilter, { limit, after }: CommandPage) {
        asked.push(filter);
        const from = after ? after.position.sequence : 0;
        const commands = all.slice(from, from + limit);
        const last = commands.at(-1);
        return { commands, next: last && from + limit < count ? last : null, cut: false };
      },
    },
    status: { generations: { read: async () => [] }, projections: [] },
    rejections: {
      look: async () => {},
      isKeptAside: () => false,
      isRejected: ({ position }: FoundCommand) => isRejected(position.sequence),
    },
  };
  return { service: service as unknown as TraceService, asked };
}

const page = { limit: 50, order: 'newest', withinMs: 1_000 } as const;
const idsOf = ({ commands }: { commands: { id: string }[] }) => commands.map(({ id }) => id);

test('rejected ones are found page by page among those that the ledger records as applied', async () => {
  const { service, asked } = serviceOf(1_000, (n) => n % 10 === 0);
  const sought: JudgedFilter = { actor: 'alice', states: ['rejected'] };
  const first = await searchJudged(service, sought, page);
  assert.deepEqual(
    [first.commands.length, first.commands[0]?.id, first.commands[0]?.state],
    [50, 'edit-10', 'rejected'],
  );
  const second = await searchJudged(service, sought, { ...page, after: first.next! });
  assert.deepEqual(
    [second.commands.length, second.commands[0]?.id, second.next, second.cut],
    [50, 'edit-510', null, false],
  );
  assert.deepEqual(asked[0], { actor: 'alice', states: ['applied'] });
});

test('the search stops before a command of unknown state, and says so', async () => {
  const sought: JudgedFilter = { states: ['rejected', 'dead_lettered'] };
  const { service } = serviceOf(400, (n) => (n > 30 ? undefined : n % 10 === 0));
  const found = await searchJudged(service, sought, page);
  assert.deepEqual(idsOf(found), ['edit-10', 'edit-20', 'edit-30']);
  assert.deepEqual([found.cut, found.next?.position.sequence], [true, 30]);
  const again = await searchJudged(service, sought, { ...page, after: found.next! });
  assert.deepEqual([idsOf(again), again.cut, again.next?.position.sequence], [[], true, 30]);
  const none = await searchJudged(serviceOf(400, () => undefined).service, sought, page);
  assert.deepEqual([idsOf(none), none.cut, none.next], [[], true, null]);
});

test('the slowest rejected commands are found among the slowest that were read; the answer says that there may be more', async () => {
  const slowest = { ...page, order: 'slowest' } as const;
  const sought: JudgedFilter = { states: ['rejected'] };
  const many = await searchJudged(serviceOf(400, () => false).service, sought, slowest);
  assert.deepEqual([idsOf(many), many.cut], [[], true]);
  const all = await searchJudged(serviceOf(40, (n) => n === 7).service, sought, slowest);
  assert.deepEqual([idsOf(all), all.cut], [['edit-7'], false]);
});

test('in a search for applied commands, one that could not be read keeps the ledger’s state', async () => {
  const { service } = serviceOf(3, (n) => (n === 1 ? true : n === 2 ? undefined : false));
  const statesOf = async (states: JudgedFilter['states']) =>
    (await searchJudged(service, { ...(states ? { states } : {}) }, page)).commands.map(({ state }) => state);
  assert.deepEqual(await statesOf(undefined), ['rejected', 'applied', 'applied']);
  assert.deepEqual(await statesOf(['applied']), ['applied', 'applied']);
  assert.deepEqual(await statesOf(['applied', 'rejected']), ['rejected', 'applied', 'applied']);
});
