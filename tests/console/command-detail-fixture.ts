import type { CommandDetail, CommandSummary, Stage } from '../../contracts/command-detail.ts';
import { mintCommandId, readCommandId } from '../../contracts/command-id.ts';
import type { CommandState, ProjectionStatus, Reason } from '../../contracts/command-status.ts';
import { type ProblemName, problemType } from '../../contracts/problem.ts';

export interface CommandFixture {
  commandId?: string;
  state: CommandState;
  title?: string;
  command?: string;
  channel?: string;
  author?: string;
  text?: string;
  /** Unix milliseconds. */
  acceptedAt?: number;
  sequence?: number;
  reason?: Reason;
  replacedBy?: string;
  ahead?: number;
  /** How long the projection took, in milliseconds. */
  tookMs?: number;
  data?: Record<string, unknown>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const stageOf: Record<CommandState, Pick<Stage, 'state' | 'word'>> = {
  accepted: { state: 'not-yet', word: 'waiting' },
  processing: { state: 'under-way', word: 'processing' },
  retrying: { state: 'under-way', word: 'retrying' },
  applied: { state: 'passed', word: 'proven' },
  rejected: { state: 'refused', word: 'rejected' },
  dead_lettered: { state: 'failed', word: 'dead-lettered' },
  replayed: { state: 'under-way', word: 'replayed' },
};

/** A command detail as the operations service makes it for a command in this state. Each has its own id. */
export function commandDetailFixture(
  fixture: CommandFixture,
  now = Date.now(),
): CommandDetail & { command: CommandSummary } {
  const acceptedAt = fixture.acceptedAt ?? now - 2_000;
  const commandId = fixture.commandId ?? mintCommandId(1, 2, acceptedAt);
  const { state, title = 'Send message', channel = 'general', author = 'maria' } = fixture;
  const text = fixture.text ?? 'Are we still on for tonight?';
  const loggedAt = acceptedAt + 3;
  const through = state !== 'accepted' && state !== 'processing';
  const at = through ? loggedAt + (fixture.tookMs ?? 208) : null;
  const projection: ProjectionStatus = {
    state,
    proven: state === 'applied' || state === 'rejected',
    at: at === null ? null : iso(at),
    ahead: fixture.ahead ?? null,
    supersededBy: null,
    retry: null,
    deadLetter: null,
    replacedBy: fixture.replacedBy ?? null,
    reason: fixture.reason ?? null,
    waitsFor: null,
    until: null,
  };
  const command: CommandSummary = {
    commandId,
    command: fixture.command ?? 'send-message',
    title,
    fields: [
      { name: 'channel', value: channel },
      { name: 'author', value: author },
      { name: 'text', value: text },
    ],
    correlationId: '7f3a91c2-44d0-4c1b-9a55-0d8e2b6c1f90',
    position: `1-${readCommandId(commandId)?.partition ?? 0}-${fixture.sequence ?? 48_211}`,
    acceptedAt: iso(acceptedAt),
    loggedAt: iso(loggedAt),
    state,
    replacedBy: fixture.replacedBy ?? null,
  };
  const event = {
    specversion: '1.0',
    id: commandId,
    type: 'chat.message-sent.v1',
    source: '/waybill/gateway',
    subject: `channel/${channel}`,
    time: command.acceptedAt,
    datacontenttype: 'application/json',
    correlationid: command.correlationId,
    actor: author,
    data: { channelId: channel, messageId: commandId, text, ...fixture.data },
  };
  const status = {
    commandId,
    correlationId: command.correlationId,
    command: command.command,
    eventType: event.type,
    subject: event.subject,
    actor: author,
    state,
    reason: fixture.reason ?? null,
    acceptedAt: command.acceptedAt,
    loggedAt: command.loggedAt,
    position: command.position,
    resource: `/v1/channels/${channel}/messages/${commandId}`,
    complete: state === 'applied' || state === 'rejected',
    projections: { history: projection },
    checkedAt: iso(now),
  };
  const word =
    state === 'accepted' && fixture.ahead
      ? `${fixture.ahead.toLocaleString('en')} ahead`
      : stageOf[state].word;
  return {
    command,
    event: JSON.stringify(event),
    stages: [
      trunk('gateway', 'Received by gateway', 'accepted', acceptedAt, null),
      trunk('log', 'In the log', 'durable', loggedAt, 3),
      {
        kind: 'projection',
        name: 'history',
        title: 'History',
        ...(fixture.replacedBy ? { state: 'replaced' as const } : stageOf[state]),
        word: fixture.replacedBy ? 'replaced' : word,
        at: projection.at,
        tookMs: at === null ? null : at - loggedAt,
        ahead: projection.ahead,
        note: fixture.reason?.detail ?? null,
      },
    ],
    status,
    client: {
      method: 'GET',
      path: `/v1/commands/${commandId}?position=${command.position}`,
      status: 200,
      body: status,
    },
    readAt: iso(now),
  };
}

const trunk = (
  kind: 'gateway' | 'log',
  title: string,
  word: string,
  at: number,
  tookMs: number | null,
): Stage => ({
  kind,
  name: kind,
  title,
  state: 'passed',
  word,
  at: iso(at),
  tookMs,
  ahead: null,
  note: null,
});

const missing = {
  'command-never-accepted': [404, 'No such command was ever accepted', 'No event of it is in the log.'],
  'command-not-in-log': [
    404,
    'No such command has reached the log',
    'Its id is recent: it may still arrive.',
  ],
  'command-past-retention': [
    410,
    'The log no longer holds this command',
    'It is older than the log keeps events.',
  ],
  'command-before-log': [
    410,
    'The command is older than this log',
    'This log was begun after its id was made.',
  ],
} as const satisfies Partial<Record<ProblemName, readonly [number, string, string]>>;

export type MissingName = keyof typeof missing;

/** The command detail of an id the log holds nothing of. */
export function missingCommandDetailFixture(
  commandId: string,
  name: MissingName,
  now = Date.now(),
): CommandDetail {
  const [status, title, detail] = missing[name];
  return {
    command: null,
    event: null,
    stages: [],
    status: null,
    client: {
      method: 'GET',
      path: `/v1/commands/${commandId}`,
      status,
      body: {
        type: problemType(name),
        title,
        status,
        detail,
        correlationId: '5c9d1a44-7c5d-4a86-9a55-3a0e4b6c1f90',
      },
    },
    readAt: iso(now),
  };
}
