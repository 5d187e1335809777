import { setTimeout as pause } from 'node:timers/promises';
import type { Reconciliation } from '../../contracts/reconciliation.ts';
import { HttpClient } from '../../server/client/http-client.ts';
import type { Claim } from './sets.ts';

export interface Counted {
  accepted: number;
  applied: number;
  deadLettered: number;
}

const ANSWER_MS = 15_000;
const AGAIN_MS = 1_000;

/** Waits until the API's own reconciliation equals the count, at most `withinMs`; then says what differs. */
export async function askReconciliation(
  operations: string,
  key: string,
  counted: Counted,
  withinMs: number,
): Promise<Claim> {
  const client = new HttpClient(new URL(operations), { connections: 1, timeoutMs: ANSWER_MS });
  const until = performance.now() + withinMs;
  let elements: string[];
  for (;;) {
    elements = await differences(client, key, counted);
    if (elements.length === 0 || performance.now() >= until) break;
    await pause(AGAIN_MS);
  }
  client.close();
  return {
    formula: 'reconciliation ≠ count',
    means: 'the reconciliation of the API differs from the count',
    elements,
  };
}

async function differences(client: HttpClient, key: string, counted: Counted): Promise<string[]> {
  let answer: Reconciliation;
  try {
    const headers = { authorization: `Bearer ${key}` };
    const { status, body } = await client.send({ method: 'GET', path: '/ops/v1/reconciliation', headers });
    if (status !== 200) return [`it answers ${status}`];
    answer = JSON.parse(body) as Reconciliation;
  } catch (error) {
    return [`it does not answer: ${(error as Error).message}`];
  }
  const history = answer.projections.find(({ projection }) => projection === 'history');
  if (!history) return ['it does not know the history'];
  const termOf = (...names: string[]) =>
    history.terms
      .filter(({ term }) => names.includes(term))
      .reduce((sum, { count }) => sum + (count ?? Number.NaN), 0);
  const pairs: [string, unknown, unknown][] = [
    ['state', history.state, 'balanced'],
    ['accepted', history.accepted, counted.accepted],
    ['applied', termOf('applied'), counted.applied],
    [
      'dead-lettered',
      termOf('dead-lettered', 'dead-lettered-discarded', 'dead-lettered-edited'),
      counted.deadLettered,
    ],
    ['lost', termOf('lost'), 0],
    ['open', termOf('open'), 0],
    ['difference', history.difference, 0],
  ];
  return pairs
    .filter(([, said, is]) => said !== is)
    .map(([name, said, is]) => `${name} is ${said}, counted as ${is}`);
}
