import type { LoggedEvent } from '../../contracts/event.ts';
import type { SentCommand } from './counting-client.ts';
import type { Judgement } from './judge-events.ts';

/** The facts that a count from outside uses. */
interface Evidence {
  sent: readonly SentCommand[];
  events: readonly LoggedEvent[];
  judgement: Judgement;
  /** Positions with a dead letter. */
  dead: ReadonlySet<string>;
  isInFlight(position: string): boolean;
  /** The intent whose command carried this correlation id. Undefined if no client sent one. */
  intentOf(correlationId: string): number | undefined;
}

interface CountedSet {
  symbol: string;
  size: number;
  is: string;
}

/** A set that must be empty. */
export interface Claim {
  formula: string;
  /** What an element of the set would mean. */
  means: string;
  elements: string[];
}

export interface Algebra {
  sets: CountedSet[];
  claims: Claim[];
}

type Outcome = 'accepted' | 'refused' | 'unknown';

/** One 202 makes an intent accepted. Otherwise one answer that says neither yes nor no makes it unknown. */
const outcomeOf = ({ answers }: SentCommand): Outcome => {
  const has = (wanted: Outcome) => answers.some(({ verdict }) => verdict === wanted);
  return has('accepted') ? 'accepted' : has('unknown') || answers.length === 0 ? 'unknown' : 'refused';
};

/** Where every command is, and the sets that must be empty. Elements are command ids, or intents written `#7`. */
export function countSets(evidence: Evidence): Algebra {
  const { sent, events, judgement, dead, isInFlight, intentOf } = evidence;
  const outcomes = new Map(sent.map((one) => [one.intent.number, outcomeOf(one)]));
  const intents = (outcome: Outcome) =>
    new Set([...outcomes].filter(([, is]) => is === outcome).map(([number]) => number));
  const [unknown, refused] = [intents('unknown'), intents('refused')];

  const accepted = new Map<string, string>();
  for (const { answers } of sent)
    for (const { verdict, commandId, position } of answers)
      if (verdict === 'accepted') accepted.set(commandId!, position!);

  const logged = new Map(events.map((event) => [event.event.id, event]));
  const sentBy = new Map(events.map(({ event }) => [event.id, intentOf(event.correlationid)]));
  const loggedIds = new Set(logged.keys());
  const acceptedIds = new Set(accepted.keys());
  const where = (keep: (position: string) => boolean) =>
    new Set([...logged].filter(([, { position }]) => keep(position)).map(([id]) => id));
  const verdictOf = (position: string) => judgement.verdicts.get(position) ?? 'absent';
  const applied = where((position) => verdictOf(position) !== 'absent');
  const rejected = where((position) => verdictOf(position) === 'rejected');
  const deadLettered = where((position) => dead.has(position));
  const inFlight = where(
    (position) => verdictOf(position) === 'absent' && !dead.has(position) && isInFlight(position),
  );
  const somewhere = applied.union(deadLettered).union(inFlight);
  const loggedOf = (numbers: ReadonlySet<number>) =>
    new Set([...loggedIds].filter((id) => numbers.has(sentBy.get(id) ?? 0)));
  const [loggedUnknown, loggedRefused] = [loggedOf(unknown), loggedOf(refused)];

  const unfitIntents = new Set(
    sent.filter(({ intent }) => intent.kind === 'unfit').map(({ intent }) => intent.number),
  );
  const unfit = loggedOf(unfitIntents);

  return {
    sets: [
      { symbol: 'A', size: acceptedIds.size, is: 'accepted: answered 202' },
      { symbol: 'U', size: unknown.size, is: 'unknown: no answer, 500 or 504' },
      { symbol: 'R', size: refused.size, is: 'refused: 4xx, 503, or no connection' },
      { symbol: 'L', size: loggedIds.size, is: 'in the log' },
      { symbol: 'U ∩ L', size: loggedUnknown.size, is: 'unknown, and in the log' },
      { symbol: 'X', size: unfit.size, is: 'in the log, made so that no worker can apply them' },
      {
        symbol: 'P',
        size: applied.size,
        is: `applied in the store, ${rejected.size} of them rejected by a rule`,
      },
      { symbol: 'D', size: deadLettered.size, is: 'dead-lettered' },
      { symbol: 'F', size: inFlight.size, is: 'in flight: not applied yet, or waiting for a retry' },
    ],
    claims: [
      claim('A − L', 'accepted, and not in the log', acceptedIds.difference(loggedIds)),
      claim('A − (P ∪ D ∪ F)', 'lost: accepted, and nowhere to be found', acceptedIds.difference(somewhere)),
      claim(
        '(L − A) − (P ∪ D ∪ F)',
        'lost: in the log without a 202, and nowhere to be found',
        loggedIds.difference(acceptedIds).difference(somewhere),
      ),
      claim('D − X', 'dead-lettered, although nothing is wrong with them', deadLettered.difference(unfit)),
      claim('F', 'unfinished: still in flight after the recovery', inFlight),
      claim('R ∩ L', 'refused, but in the log', loggedRefused),
      claim(
        'L − (A ∪ U ∪ R)',
        'in the log, but never sent',
        loggedIds.difference(acceptedIds).difference(loggedUnknown).difference(loggedRefused),
      ),
      claim(
        'position(A) ≠ position(L)',
        'stored at another position than its 202 says',
        misplaced(accepted, logged),
      ),
      claim('ids stored twice', 'duplicated: one event at two positions', storedTwice(events)),
      claim('keys stored twice', 'duplicated: one intent made two events', doubled(sent, events, intentOf)),
      claim('keys answered twice', 'one key got two different 202 answers', answeredTwice(sent)),
      claim('rows − events', 'rows that no event explains', judgement.unexplained),
    ],
  };
}

const claim = (formula: string, means: string, elements: Iterable<string>): Claim => ({
  formula,
  means,
  elements: [...elements],
});

const misplaced = (accepted: ReadonlyMap<string, string>, logged: ReadonlyMap<string, LoggedEvent>) =>
  [...accepted]
    .filter(([id, position]) => (logged.get(id)?.position ?? position) !== position)
    .map(([id, position]) => `${id} at ${logged.get(id)!.position}, not ${position}`);

const storedTwice = (events: readonly LoggedEvent[]) =>
  [...Map.groupBy(events, ({ event }) => event.id)]
    .filter(([, places]) => places.length > 1)
    .map(([id, places]) => `${id} at ${places.map(({ position }) => position).join(' and ')}`);

/** Intents that share a key count as one. */
function doubled(
  sent: readonly SentCommand[],
  events: readonly LoggedEvent[],
  intentOf: Evidence['intentOf'],
): string[] {
  const idsOf = Map.groupBy(events, ({ event }) => intentOf(event.correlationid) ?? 0);
  const found: string[] = [];
  for (const [, group] of Map.groupBy(sent, ({ key, intent }) => key ?? `#${intent.number}`)) {
    const ids = new Set(
      group.flatMap(({ intent }) => idsOf.get(intent.number) ?? []).map(({ event }) => event.id),
    );
    const names = group.map(({ intent }) => `#${intent.number}`).join(', ');
    if (ids.size > 1) found.push(`${names}: ${[...ids].join(' and ')}`);
  }
  return found;
}

const answeredTwice = (sent: readonly SentCommand[]) =>
  [...Map.groupBy(sent, ({ key, intent }) => key ?? `#${intent.number}`)].flatMap(([, group]) => {
    const answers = group.flatMap(({ answers }) => answers).filter(({ verdict }) => verdict === 'accepted');
    const different = new Set(answers.map(({ commandId, position }) => `${commandId} at ${position}`));
    return different.size > 1
      ? [`${group.map(({ intent }) => `#${intent.number}`).join(', ')}: ${[...different].join(' and ')}`]
      : [];
  });
