import type { ProblemName } from '../../../contracts/problem.ts';
import { replacementOf } from '../../../contracts/replacement-of.ts';
import type { Slip, Station } from '../../../contracts/slip.ts';
import { commandStatus, type Outcome, outcomeOf } from './command-status.ts';
import { type Status, status } from './family.ts';

const stationStates: Record<Station['state'], Status> = {
  passed: status('ok', 'passed'),
  'under-way': status('active', 'under way'),
  'not-yet': status('none', 'not yet'),
  refused: status('none', 'refused', 'slashed'),
  failed: status('bad', 'failed'),
  replaced: commandStatus.replaced,
  unknown: status('none', 'unknown'),
};

/** Of these the station knows more than the client's state. */
const SAYS_MORE: readonly Station['state'][] = ['not-yet', 'unknown', 'replaced'];

/** A station's status: its own word, in the family of what the client is told where that is more exact. */
export function stationStatus(station: Station, client: Slip['status']): Status {
  const told = station.kind === 'projection' ? client?.projections[station.name]?.state : undefined;
  const { family, mark } =
    told !== undefined && !SAYS_MORE.includes(station.state)
      ? commandStatus[told]
      : stationStates[station.state];
  return { family, mark, word: station.word };
}

/** What became of the command a slip is of. The client's answer leads: it is proven, the rest is derived. */
export function slipOutcome(slip: Pick<Slip, 'command' | 'status' | 'client'>): Outcome {
  if (slip.status !== null) return outcomeOf({ ...slip.status, replacedBy: replacementOf(slip.status) });
  if (slip.client.status === 404)
    return isProblem(slip.client.body, 'command-not-in-log') ? 'not_in_log' : 'never_accepted';
  if (slip.client.status === 410) {
    if (isProblem(slip.client.body, 'command-lost')) return 'lost_by_log';
    return isProblem(slip.client.body, 'command-before-log') ? 'before_log' : 'past_retention';
  }
  return slip.command ? outcomeOf(slip.command) : 'unknown';
}

/** A status has several problems: the log cannot say never yet of an id so recent that its command may still arrive. */
const isProblem = (body: unknown, name: ProblemName): boolean =>
  typeof body === 'object' && body !== null && 'type' in body && body.type === `/problems/${name}`;
