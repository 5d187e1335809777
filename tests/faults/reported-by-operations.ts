import assert from 'node:assert/strict';
import type { ConsumerList } from '../../contracts/consumers.ts';
import type { Reconciliation } from '../../contracts/reconciliation.ts';
import { type Client, clientOf } from '../engines/client.ts';
import { waitUntil } from '../engines/condition.ts';
import type { TestPipeline } from '../engines/pipeline.ts';
import { startRole, type TestRole } from '../engines/role.ts';
import type { AcceptedCommand } from './accepted-commands.ts';

const KEY = 'olga-key-0123456789';
const DAY_MS = 86_400_000;

interface Recorded {
  role: TestRole;
  olga: Client;
}

/** The operations service of a pipeline, with checks frequent enough for an outage of seconds. */
export async function startReporting(pipeline: TestPipeline): Promise<Recorded> {
  const role = await startRole('operations', {
    ...pipeline.environment,
    WAYBILL_OPERATOR_KEYS: `olga:${KEY}`,
    WAYBILL_CONSUMER_SNAPSHOT_MS: '500',
    WAYBILL_RECONCILIATION_INTERVAL_MS: '1000',
    WAYBILL_RECONCILIATION_GRACE_MS: '2000',
  });
  return { role, olga: clientOf(role.url, KEY, 60_000) };
}

const countOf = (terms: Reconciliation['projections'][number]['terms'], ...names: string[]) =>
  terms.filter(({ term }) => names.includes(term)).reduce((sum, { count }) => sum + (count ?? 0), 0);

async function historyOf(olga: Client) {
  const { body } = await olga.request('GET', '/ops/v1/consumers');
  return (body as ConsumerList).projections.find(({ projection }) => projection === 'history');
}

async function balanceOf(olga: Client) {
  const { body } = await olga.request('GET', '/ops/v1/reconciliation');
  return (body as Reconciliation).projections.find(({ projection }) => projection === 'history');
}

/**
 * While the store is down: asserts that the service reports the waiting events, when the oldest began to wait, and how long the log keeps it,
 * and calls nothing lost.
 */
export async function assertReportedDuring(
  { olga }: Recorded,
  all: readonly AcceptedCommand[],
  waiting: readonly AcceptedCommand[],
): Promise<void> {
  const history = await waitUntil(
    async () => {
      const found = await historyOf(olga);
      return found?.status === 'waiting-for-store' && (found.lag ?? 0) >= waiting.length && found.workers > 0
        ? found
        : undefined;
    },
    { what: 'the history to be reported as waiting for its store, and its worker to be listed' },
  );
  assert.equal(history.drainMs, null, 'there is no ETA while no event is processed');
  const oldest = Date.parse(history.oldestAt ?? '');
  assert.ok(oldest <= Date.now() && oldest > Date.now() - 600_000, `the oldest is of ${history.oldestAt}`);
  assert.equal(Date.parse(history.oldestExpiresAt ?? ''), oldest + 30 * DAY_MS);
  const balance = await waitUntil(
    async () => {
      const found = await balanceOf(olga);
      return found?.accepted === all.length ? found : undefined;
    },
    { timeoutMs: 60_000, what: `${all.length} accepted to be counted` },
  );
  assert.notEqual(balance.state, 'lost', balance.why);
  assert.equal(countOf(balance.terms, 'lost', 'dead-lettered'), 0);
  const inFlight = countOf(balance.terms, 'in-flight-pending', 'in-flight-ack-pending');
  assert.ok(inFlight >= waiting.length, `${inFlight} in flight`);
  const one = waiting.at(-1)!;
  const { body } = await olga.request('GET', `/ops/v1/traces?command=${one.commandId}`);
  assert.equal(body.commands.length, 1, JSON.stringify(body));
  assert.notEqual(body.commands[0].state, 'applied');
}

/** Once all is applied: asserts that every event is accounted for, and none is lost. */
export async function assertReportedAfter(
  { olga }: Recorded,
  all: readonly AcceptedCommand[],
): Promise<void> {
  const balance = await waitUntil(
    async () => {
      const found = await balanceOf(olga);
      return found?.state === 'balanced' && found.accepted === all.length ? found : undefined;
    },
    { timeoutMs: 60_000, what: 'the reconciliation to balance' },
  );
  assert.equal(countOf(balance.terms, 'applied'), all.length, JSON.stringify(balance.terms));
  assert.equal(countOf(balance.terms, 'lost', 'unreconciled'), 0);
  assert.equal(balance.difference, 0);
  await waitUntil(async () => (await historyOf(olga))?.status === 'ok', {
    what: 'the history to be reported as OK',
  });
}
