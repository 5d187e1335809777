import { ALERT_SEVERITIES } from './operation.ts';
import { RequestId } from './replay.ts';
import { Nullable, Prose, Timestamp } from './schemas.ts';
import * as Type from './type.ts';

/** The operations API's view of alerts: shared with the console, scripts, and receivers of the webhook. */

export const AlertId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,128}$',
  description:
    'The id of an alert: its rule and its target, of at most 128 characters. It is the same each time the alert fires.',
  examples: ['lag-history'],
});

const Severity = Type.Enum([...ALERT_SEVERITIES]);

const AlertSubject = Type.Object({
  kind: Type.String({
    description: 'projection, consumer, stream, index, facts, dead-letters or worker.',
  }),
  name: Type.String(),
});

/** The owner, since when, and the owner's note. */
const acknowledgement = { by: Type.String(), at: Type.String(), text: Nullable(Type.String()) };

export const AlertSummary = Type.Object(
  {
    id: AlertId,
    rule: Nullable(Type.String({ description: 'Null for an alert that a worker reports.' })),
    title: Type.String(),
    severity: Severity,
    state: Type.Enum(['firing', 'cleared']),
    since: Timestamp('When the alert was last raised.'),
    clearedAt: Nullable(Timestamp('When the alert cleared; null while it fires.')),
    subject: AlertSubject,
    why: Type.String({
      description:
        'The problem in one sentence with its numbers, which are current while the rule can be judged.',
    }),
    judgedAt: Nullable(
      Timestamp('When that sentence was judged; null for the sentence from when the alert was raised.'),
    ),
    quietSince: Nullable(
      Timestamp(
        'Since when the problem has been absent: a firing alert clears after a while. Null while the problem is present, or if unknown.',
      ),
    ),
    beganAt: Nullable(
      Timestamp('When the problem began, before the alert was raised; null if the rule does not know.'),
    ),
    peak: Nullable(
      Type.Object(
        { at: Timestamp('When.'), words: Type.String({ description: 'In the past tense.' }) },
        { description: 'The peak of the problem; null if it has no number, or was not watched.' },
      ),
    ),
    acknowledged: Nullable(Type.Object(acknowledgement)),
    lastAcknowledged: Nullable(
      Type.Object(acknowledgement, { description: 'The owner when the alert cleared.' }),
    ),
    raisedInLastHour: Type.Integer({ description: 'How often the alert was raised in the last hour.' }),
    undelivered: Type.Integer({
      description: 'Notices that the webhook has not received yet; 0 without a webhook.',
    }),
  },
  { $id: 'AlertSummary' },
);
export type AlertSummary = Type.Static<typeof AlertSummary>;

/** The state of notifications. The webhook's URL is not shown: it may hold a token. */
export const WebhookStatus = Type.Object({
  configured: Type.Boolean(),
  host: Nullable(Type.String({ description: "The webhook's host, without path and query." })),
  waiting: Type.Integer({ description: 'Notices that it has not received yet.' }),
  lastDeliveredAt: Nullable(Type.String({ description: 'Notices that this process has sent.' })),
  lastFailure: Nullable(
    Type.Object(
      { at: Type.String(), why: Type.String(), attempts: Type.Integer() },
      {
        description: "This process's newest failure since its newest success.",
      },
    ),
  ),
});
export type WebhookStatus = Type.Static<typeof WebhookStatus>;

/** `GET /ops/v1/alerts`. */
export const AlertList = Type.Object(
  {
    alerts: Type.Array(AlertSummary, {
      description: 'Firing alerts, most severe first; then cleared ones, newest first.',
    }),
    firing: Type.Integer(),
    unacknowledged: Type.Integer(),
    judgedAt: Nullable(Timestamp('When the service that answers last judged the rules.')),
    webhook: WebhookStatus,
  },
  { $id: 'AlertList' },
);
export type AlertList = Type.Static<typeof AlertList>;

const ALERT_STEPS = ['alert-raised', 'alert-cleared', 'alert-acknowledged', 'alert-notified'] as const;

/** `GET /ops/v1/alerts/{id}`. */
export const AlertDetail = Type.Object(
  {
    alert: AlertSummary,
    effect: Type.String({ description: 'What the problem means, and for whom.' }),
    whatToDo: Type.String(),
    runbook: Type.String({ description: 'A path in the repository, with an anchor.' }),
    affected: Type.Array(Type.String(), { description: 'Names of consumers, streams and other targets.' }),
    timeline: Type.Array(
      Type.Object({
        sequence: Type.Integer({ description: "The action's sequence in OPERATIONS." }),
        kind: Type.Enum([...ALERT_STEPS]),
        at: Type.String(),
        actor: Type.String(),
        detail: Nullable(Type.String()),
        quietSince: Nullable(
          Timestamp(
            'Since when the problem had been absent before this action; null if it had not, or if unknown.',
          ),
        ),
      }),
      { description: 'The newest 100 actions, newest first.' },
    ),
  },
  { $id: 'AlertDetail' },
);
export type AlertDetail = Type.Static<typeof AlertDetail>;

export const AcknowledgeRequest = Type.Object(
  {
    requestId: RequestId,
    text: Type.Optional(Prose(1_000, 'A note.')),
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
        raisedBy: Type.Enum(['rule', 'worker'], {
          description: 'worker: a worker reports the alert, and there are no thresholds.',
        }),
        condition: Type.String(),
        thresholds: Type.Array(
          Type.Object({ setting: Type.String(), value: Type.Number(), unit: Type.String() }),
        ),
        effect: Type.String(),
        whatToDo: Type.String(),
        runbook: Type.String(),
        firing: Type.Integer({ description: 'How many alerts of the rule fire now.' }),
      }),
    ),
    clearMs: Type.Integer({ description: 'How long an alert must be quiet before it clears.' }),
    evaluateMs: Type.Integer(),
  },
  { $id: 'AlertRules' },
);
export type AlertRules = Type.Static<typeof AlertRules>;

/** What the webhook receives. It holds no content of events. */
export const AlertNotice = Type.Object(
  {
    id: Type.String({ description: 'The id of the action; the same each time the notice is sent.' }),
    kind: Type.Enum(['alert-raised', 'alert-cleared']),
    at: Timestamp('When the alert was raised or cleared.'),
    environment: Type.String(),
    detail: Type.String({ description: 'One sentence with its numbers.' }),
    alert: Type.Object({
      id: AlertId,
      rule: Nullable(Type.String()),
      title: Type.String(),
      severity: Severity,
      since: Timestamp('When the alert was last raised.'),
      beganAt: Nullable(
        Timestamp('When the problem began, before the alert was raised; null if the rule does not know.'),
      ),
      subject: AlertSubject,
      affected: Type.Array(Type.String()),
      effect: Type.String(),
      whatToDo: Type.String(),
    }),
    link: Type.String({ description: 'The alert’s page in the console.' }),
    runbook: Type.String(),
  },
  { $id: 'AlertNotice' },
);
export type AlertNotice = Type.Static<typeof AlertNotice>;
