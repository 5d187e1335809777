import Type from 'typebox';
import { ALERT_SEVERITIES } from './operation.ts';
import { RequestId } from './replay.ts';
import { Nullable, Timestamp } from './schemas.ts';

/** The operations API's view of alerts: shared with the console, with scripts, and with whoever takes the webhook. */

export const AlertId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,128}$',
  description: 'The id of an alert: its rule and what it concerns. It is the same each time it fires.',
  examples: ['lag-history'],
});

const Severity = Type.Enum([...ALERT_SEVERITIES]);

const Concerns = Type.Object({
  kind: Type.String({
    description: 'projection, consumer, stream, index, facts, dead-letters or worker.',
  }),
  name: Type.String(),
});

/** Who has it, since when, and what they said. */
const acknowledgement = { by: Type.String(), at: Type.String(), text: Nullable(Type.String()) };

export const AlertSummary = Type.Object(
  {
    id: AlertId,
    rule: Nullable(Type.String({ description: 'Null where a worker reports it of itself.' })),
    title: Type.String(),
    severity: Severity,
    state: Type.Enum(['firing', 'cleared']),
    since: Timestamp('When it was raised last.'),
    clearedAt: Nullable(Timestamp('When it cleared; null while it fires.')),
    concerns: Concerns,
    why: Type.String({ description: 'One sentence with its numbers, of now where it is judged now.' }),
    judgedAt: Nullable(
      Timestamp('When that sentence was true; null where it is the one it was raised with.'),
    ),
    quietSince: Nullable(
      Timestamp(
        'Since when it has not been so any more: one that fires clears when that lasts. Null where it is so, or nobody can tell.',
      ),
    ),
    beganAt: Nullable(
      Timestamp('When what it is about began, before it was raised; null where its rule does not know.'),
    ),
    peak: Nullable(
      Type.Object(
        { at: Timestamp('When.'), words: Type.String({ description: 'In the past tense.' }) },
        { description: 'How bad it was at its worst; null where that has no number, or was not watched.' },
      ),
    ),
    acknowledged: Nullable(Type.Object(acknowledgement)),
    lastAcknowledged: Nullable(Type.Object(acknowledgement, { description: 'Who had it when it cleared.' })),
    raisedInLastHour: Type.Integer({ description: 'How often it went from quiet to firing.' }),
    undelivered: Type.Integer({ description: 'What the webhook has yet to be told of it; 0 without one.' }),
  },
  { $id: 'AlertSummary' },
);
export type AlertSummary = Type.Static<typeof AlertSummary>;

/** How telling goes. The URL is nobody's business: it may hold a token. */
export const WebhookStatus = Type.Object({
  configured: Type.Boolean(),
  host: Nullable(Type.String({ description: 'Where it goes, without path and query.' })),
  waiting: Type.Integer({ description: 'What it has yet to be told.' }),
  lastDeliveredAt: Nullable(Type.String({ description: 'By this process.' })),
  lastFailure: Nullable(
    Type.Object(
      { at: Type.String(), why: Type.String(), attempts: Type.Integer() },
      {
        description: 'The newest failure of this process since its newest success.',
      },
    ),
  ),
});
export type WebhookStatus = Type.Static<typeof WebhookStatus>;

/** `GET /ops/v1/alerts`. */
export const AlertList = Type.Object(
  {
    alerts: Type.Array(AlertSummary, {
      description: 'Those that fire, the gravest first; then those that cleared, the newest first.',
    }),
    firing: Type.Integer(),
    unacknowledged: Type.Integer(),
    judgedAt: Nullable(Timestamp('When the rules were judged last, by the service that answers.')),
    webhook: WebhookStatus,
  },
  { $id: 'AlertList' },
);
export type AlertList = Type.Static<typeof AlertList>;

export const ALERT_STEPS = ['alert-raised', 'alert-cleared', 'alert-acknowledged', 'alert-notified'] as const;

/** `GET /ops/v1/alerts/{id}`. */
export const AlertDetail = Type.Object(
  {
    alert: AlertSummary,
    effect: Type.String({ description: 'What it means for whom.' }),
    whatToDo: Type.String(),
    runbook: Type.String({ description: 'A path in the repository, with an anchor.' }),
    touches: Type.Array(Type.String(), { description: 'Consumers, streams or the like, by name.' }),
    timeline: Type.Array(
      Type.Object({
        sequence: Type.Integer({ description: 'Of the act in OPERATIONS.' }),
        kind: Type.Enum([...ALERT_STEPS]),
        at: Type.String(),
        actor: Type.String(),
        detail: Nullable(Type.String()),
      }),
      { description: 'The newest 100 acts, the newest first.' },
    ),
  },
  { $id: 'AlertDetail' },
);
export type AlertDetail = Type.Static<typeof AlertDetail>;

export const AcknowledgeRequest = Type.Object(
  {
    requestId: RequestId,
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
  },
  { additionalProperties: false, $id: 'AcknowledgeRequest' },
);
export type AcknowledgeRequest = Type.Static<typeof AcknowledgeRequest>;

/** `GET /ops/v1/alert-rules`. */
export const AlertRules = Type.Object(
  {
    rules: Type.Array(
      Type.Object({
        name: Type.String(),
        title: Type.String(),
        on: Type.Boolean({ description: 'False where WAYBILL_ALERT_RULES_OFF names it.' }),
        judgedBy: Type.Enum(['rule', 'worker'], {
          description: 'worker: a worker reports it of itself, and there is nothing to set.',
        }),
        condition: Type.String(),
        thresholds: Type.Array(
          Type.Object({ setting: Type.String(), value: Type.Number(), unit: Type.String() }),
        ),
        effect: Type.String(),
        whatToDo: Type.String(),
        runbook: Type.String(),
        firing: Type.Integer({ description: 'How many alerts of it fire now.' }),
      }),
    ),
    clearMs: Type.Integer({ description: 'How long it must be quiet before an alert clears.' }),
    evaluateMs: Type.Integer(),
  },
  { $id: 'AlertRules' },
);
export type AlertRules = Type.Static<typeof AlertRules>;

/** What the webhook is sent. Nothing of what events hold is in it. */
export const AlertNotice = Type.Object(
  {
    id: Type.String({ description: 'Of the act that is told; the same each time it is sent.' }),
    kind: Type.Enum(['alert-raised', 'alert-cleared']),
    at: Timestamp('When it was raised or cleared.'),
    environment: Type.String(),
    detail: Type.String({ description: 'One sentence with its numbers.' }),
    alert: Type.Object({
      id: AlertId,
      rule: Nullable(Type.String()),
      title: Type.String(),
      severity: Severity,
      since: Timestamp('When it was raised last.'),
      concerns: Concerns,
      touches: Type.Array(Type.String()),
      effect: Type.String(),
      whatToDo: Type.String(),
    }),
    link: Type.String({ description: 'The alert’s page of the console.' }),
    runbook: Type.String(),
  },
  { $id: 'AlertNotice' },
);
export type AlertNotice = Type.Static<typeof AlertNotice>;
