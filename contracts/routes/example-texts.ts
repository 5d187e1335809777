/** The text of a member whose name says too little. */
export const PLACEHOLDER = 'any text';

const INSTANT = '2026-11-23T03:04:11.482Z';
const COMMAND = '0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa';
const MESSAGE = `/v1/channels/general/messages/${COMMAND}`;
const LAGGING = 'History is 1,240 events behind and growing by 35/s.';
const ADD_WORKER = 'Add a worker.';
const UNREADABLE = 'The log could not be read.';
const NO_TABLE = 'no such table: messages';

/** Examples of texts by the name of their member, for the many that mean the same in every answer. */
const TEXTS: Readonly<Record<string, string>> = {
  // people and their words
  actor: 'maria',
  author: 'maria',
  creator: 'maria',

  memberId: 'maria',
  by: 'olga',
  changedBy: 'olga',
  createdBy: 'olga',
  assignee: 'olga',
  owners: 'olga',
  reason: 'The worker was rolled back.',
  ticket: 'OPS-4711',
  text: 'Are we still on for tonight?',
  roles: 'operator',
  scopes: '*',
  channels: 'general',
  // ids
  id: COMMAND,
  commandId: COMMAND,
  eventId: COMMAND,
  causationId: COMMAND,
  cause: COMMAND,
  effect: COMMAND,
  replacedBy: COMMAND,
  replayId: COMMAND,
  plan: COMMAND,
  requestId: COMMAND,
  epoch: COMMAND,
  epochId: COMMAND,
  correlationId: 'checkout-4711',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  deadLetterId: 'history.1-2-48211',
  targetId: 'history.1-2-48211',
  doesNotReach: 'history.1-2-48211',
  position: '1-2-48211',
  byPosition: '1-2-48212',
  supersededBy: '17592186092628',
  next: 'NXPFW6dGuNUsWzEsIm1lc3NhZ2VzIiwicGFnaW5nIl0',
  key: '3f0c9a7d1b2e4c58',
  // times
  at: INSTANT,
  from: INSTANT,
  until: INSTANT,
  storedAt: INSTANT,
  sentAt: INSTANT,
  createdAt: INSTANT,
  endedAt: INSTANT,
  finishedAt: INSTANT,
  lastDeliveredAt: INSTANT,
  // the parts of Waybill
  stream: 'EVENTS-1-2',
  consumer: 'history',
  projection: 'history',
  role: 'worker',
  process: 'host-3:4711',
  worker: 'host-3:4711',
  version: '1.4.2',
  workerVersion: '1.4.2',
  first: '1.4.1',
  last: '1.4.2',
  newestSeen: '1.4.2',
  host: 'hooks.example.com',
  circuit: 'closed',
  // events and failures
  title: 'General',
  command: 'send-message',
  event: 'message-sent',
  eventName: 'message-sent',
  eventType: 'chat.message-sent.v1',
  subject: 'channel/general',
  originalSubject: 'events.1-2.channel.general.message-sent',
  kind: 'replayed',
  failureClass: 'poison',
  code: 'store-error',
  message: NO_TABLE,
  stack: `Error: ${NO_TABLE}\n    at apply (workers/history/projection.ts:41:9)`,
  base64: 'eyJ0ZXh0IjoxfQ==',
  outcome: 'applied',
  detail: NO_TABLE,
  in: 'body',
  pointer: '/text',
  path: MESSAGE,
  resource: MESSAGE,
  status: `/v1/commands/${COMMAND}?position=1-2-48211`,
  // states, and what to do about them
  why: LAGGING,
  words: LAGGING,
  note: LAGGING,
  facts: LAGGING,
  warning: 'The oldest pending event expires in 2 hours.',
  condition: 'The lag grows for 5 minutes.',
  how: 'Counted from the ledger.',
  todo: ADD_WORKER,
  doNext: ADD_WORKER,
  advice: ADD_WORKER,
  whatToDo: ADD_WORKER,
  runbook: 'runbook.md#the-history-lags',
  obstacle: UNREADABLE,
  obstacles: UNREADABLE,
  to: 'STALLED',
  rule: 'consumer-status',
  name: 'general',
  value: 'general',
  affected: 'history',
  setting: 'WAYBILL_LOG_CHECK_MS',
  unit: 'ms',
};

/** An example for a text that is called `name`. */
export const exampleText = (name: string): string => TEXTS[name] ?? PLACEHOLDER;
