import type {
  ConsumerFact,
  PipelineFacts,
  ReconciliationFact,
  StreamFact,
} from '../../../../contracts/pipeline-facts.ts';
import { readSettings } from '../../../../platform/configuration/settings.ts';
import { rulesInForce } from '../../../../server/operations/alerts/rules-in-force.ts';

export const NOW = Date.parse('2026-11-23T12:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A pipeline without problems. */
export const well = (facts: Partial<PipelineFacts> = {}): PipelineFacts => ({
  at: NOW,
  consumers: { known: true, value: [] },
  log: { known: true, value: [] },
  deadLetters: {
    known: true,
    value: { open: 0, newestAt: null, failedAgainAt: null, owners: [], deadLetteredPerSecond: null },
  },
  reconciliation: { known: true, value: [] },
  lostStreams: { known: true, value: [] },
  indexes: { known: true, value: [] },
  ...facts,
});

export const consumer = (fact: Partial<ConsumerFact> = {}): ConsumerFact => ({
  stream: 'EVENTS-1-0',
  consumer: 'history-0123456789',
  projection: 'history',
  lag: 0,
  isRetries: false,
  oldestAt: null,
  oldestExpiresAt: null,
  status: 'ok',
  statusSince: NOW - DAY,
  why: 'It is fine.',
  inPerSecond: 0,
  outPerSecond: 0,
  drainMs: null,
  ...fact,
});

export const consumers = (...facts: Partial<ConsumerFact>[]) =>
  well({ consumers: { known: true, value: facts.map(consumer) } });

export const streams = (...facts: Partial<StreamFact>[]) =>
  well({
    log: {
      known: true,
      value: facts.map((fact) => ({
        stream: 'EVENTS-1-0',
        messages: 1,
        bytes: 0,
        maxBytes: 1024 ** 3,
        refusesWhenFull: true,
        oldestAt: NOW,
        ...fact,
      })),
    },
  });

export const deadLetters = (
  open: number,
  newestAt: number | null = null,
  failedAgainAt: number | null = null,
) =>
  well({
    deadLetters: {
      known: true,
      value: { open, newestAt, failedAgainAt, owners: [], deadLetteredPerSecond: null },
    },
  });

export const reconciled = (fact: Partial<ReconciliationFact> = {}) =>
  well({
    reconciliation: {
      known: true,
      value: [
        {
          projection: 'history',
          from: NOW - DAY,
          until: NOW,
          countedAt: NOW - MINUTE,
          accepted: 1_000,
          applied: 1_000,
          deadLettered: 0,
          inFlight: 0,
          lost: 0,
          unreconciled: 0,
          unknown: null,
          ...fact,
        },
      ],
    },
  });

export const defaultRules = (environment: Record<string, string> = {}) =>
  rulesInForce(readSettings(environment));

/** A rule with its defaults. */
export const ruleOf = (name: string, environment: Record<string, string> = {}) => {
  const found = defaultRules(environment).find(({ rule }) => rule.name === name);
  if (!found) throw new Error(`There is no rule ${name}.`);
  return found.rule;
};

/** One stream of the log, destroyed at `noticedAt`. */
export const lostStream = (noticedAt: number, stream = 'EVENTS-1-0', messages: number | null = 120) =>
  well({
    lostStreams: {
      known: true,
      value: [
        {
          stream,
          created: '2026-11-01T00:00:00Z',
          how: 'deleted',
          noticedAt: new Date(noticedAt).toISOString(),
          messages,
          first: 1,
          last: 120,
          lost: {},
        },
      ],
    },
  });
