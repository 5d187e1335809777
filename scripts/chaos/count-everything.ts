import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import { askReconciliation } from './ask-reconciliation.ts';
import { askStatuses, type ExpectedStatus } from './ask-statuses.ts';
import { correlationOf, type SentCommand } from './counting-client.ts';
import { judgeEvents } from './judge-events.ts';
import { readCassandraRows } from './read-cassandra-rows.ts';
import { readDeadLetters, readLog } from './read-log.ts';
import { readProgress } from './read-progress.ts';
import { readSqliteRows } from './read-sqlite-rows.ts';
import { type Algebra, countSets } from './sets.ts';
import { CALLERS, OPERATOR_KEY, type Stage } from './stage.ts';

const PROJECTION = 'history';
const RECONCILED_MS = 90_000;

const keyOf = (actor: string): string => CALLERS.find(({ caller }) => caller === actor)!.key;

export interface Count extends Algebra {
  /** How many statuses were requested. */
  asked: number;
  /** The reasons of dead letters, with the number of positions of each. */
  deadLetters: { why: string; positions: number }[];
}

/** Counts from outside: streams over NATS, rows with plain queries. Then compares the API's answers with the counts. */
export async function countEverything(
  stage: Stage,
  link: NatsLink,
  sent: readonly SentCommand[],
): Promise<Count> {
  const { cassandraPort, waybill, dataDir } = stage;
  const progress = await readProgress(link, PROJECTION);
  const events = await readLog(link);
  const deadLetters = await readDeadLetters(link, PROJECTION);
  const dead = new Set(deadLetters.map(({ position }) => position));
  const rows =
    cassandraPort === undefined
      ? readSqliteRows(projectionFile(dataDir, 'history'))
      : await readCassandraRows(cassandraPort);
  const judgement = judgeEvents(events, rows);
  const intents = new Map(sent.map(({ intent }) => [correlationOf(intent.number), intent.number]));
  const algebra = countSets({
    sent,
    events,
    judgement,
    dead,
    isInFlight: progress.isInFlight,
    intentOf: (correlationId) => intents.get(correlationId),
  });

  const expected = events.map(({ event, position }): ExpectedStatus => {
    const verdict = judgement.verdicts.get(position) ?? 'absent';
    const of = { commandId: event.id, key: keyOf(event.actor) };
    if (judgement.either.has(position)) return { ...of, anyOf: ['applied', 'rejected'] };
    if (verdict !== 'absent') return { ...of, anyOf: [verdict] };
    return { ...of, anyOf: dead.has(position) ? ['dead_lettered'] : ['accepted', 'processing', 'retrying'] };
  });
  const stored = new Set(events.map(({ event }) => event.id));
  for (const { intent, answers } of sent)
    for (const { commandId, verdict } of answers)
      if (commandId !== undefined && verdict === 'unknown' && !stored.has(commandId))
        expected.push({ commandId, key: CALLERS[intent.caller]!.key, anyOf: ['404'] });
  const statuses = await askStatuses(waybill.gateway, expected);

  const applied = [...judgement.verdicts].filter(([, verdict]) => verdict !== 'absent').length;
  const onlyDead = deadLetters.filter(
    ({ position }) => (judgement.verdicts.get(position) ?? 'absent') === 'absent',
  ).length;
  const counted = { accepted: events.length, applied, deadLettered: onlyDead };
  const reconciliation = waybill.operations
    ? [await askReconciliation(waybill.operations, OPERATOR_KEY, counted, RECONCILED_MS)]
    : [];
  return {
    sets: algebra.sets,
    claims: [...algebra.claims, statuses, ...reconciliation],
    asked: statuses.asked,
    deadLetters: [...Map.groupBy(deadLetters, ({ why }) => why)].map(([why, { length }]) => ({
      why,
      positions: length,
    })),
  };
}
