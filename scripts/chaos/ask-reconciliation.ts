import { setTimeout as pause } from 'node:timers/promises';
import { type CallOperations, operationsClient } from '../../components/api/client.ts';
import type { Reconciliation } from '../../contracts/reconciliation.ts';
import type { Claim } from './sets.ts';

interface Counted {
  accepted: number;
  applied: number;
  deadLettered: number;
}

const ANSWER_MS = 15_000;
const AGAIN_MS = 1_000;

/** Waits at most `withinMs` until the API's reconciliation equals the count. Returns what still differs. */
export async function askReconciliation(
  operations: string,
  key: string,
  counted: Counted,
  withinMs: number,
): Promise<Claim> {
  const call = operationsClient(() => ({
    origin: operations,
    headers: { authorization: `Bearer ${key}` },
    timeoutMs: ANSWER_MS,
  }));
  const until = performance.now() + withinMs;
  let elements: string[];
  for (;;) {
    elements = await differences(call, counted);
    if (elements.length === 0 || performance.now() >= until) break;
    await pause(AGAIN_MS);
  }
  return {
    formula: 'reconciliation ≠ count',
    means: 'the API’s reconciliation differs from the count',
    elements,
  };
}

async function differences(call: CallOperations, counted: Counted): Promise<string[]> {
  let answer: Reconciliation;
  try {
    answer = await call('GET /ops/v1/reconciliation', {});
  } catch (error) {
    return [`no answer: ${(error as Error).message}`];
  }
  const history = answer.projections.find(({ projection }) => projection === 'history');
  if (!history) return ['the answer has no history'];
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
    ['unreconciled', termOf('unreconciled'), 0],
    ['difference', history.difference, 0],
  ];
  return pairs
    .filter(([, said, is]) => said !== is)
    .map(([name, said, is]) => `the API says ${name} is ${said}; the count says ${is}`);
}
