import * as Type from './type.ts';

/**
 * Every problem Waybill answers with (RFC 9457). `type` is stable: clients may branch on it. A title never changes with the
 * occurrence; the detail says what to do. The remedy is what to do in general: the page of the type shows it.
 */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    remedy: 'Correct what `errors` names.',
  },
  'invalid-json': { status: 400, title: 'The body is not JSON', remedy: 'Send well-formed JSON in UTF-8.' },
  'invalid-idempotency-key': {
    status: 400,
    title: 'The Idempotency-Key header is malformed',
    remedy: 'Send one key of 1 to 256 printable ASCII characters in double quotes.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not valid',
    remedy: 'Send the cursor from `next` unchanged, or leave it out to read from the start.',
  },
  unauthorized: {
    status: 401,
    title: 'The request carries no valid API key',
    remedy: 'Send a known key as `Authorization: Bearer <key>`.',
  },
  'sign-in-refused': {
    status: 401,
    title: 'Nobody is signed in by this',
    remedy: 'Check the e-mail address and the password. An admin can tell whether the account is disabled.',
  },
  forbidden: {
    status: 403,
    title: 'The caller lacks the permission',
    remedy:
      'Use a key that has the permission and reaches the channel. The operations service must be called by a loopback name.',
  },
  'not-found': {
    status: 404,
    title: 'Nothing was found here',
    remedy:
      'Check the path. A channel or message may not be there yet: if its command was just accepted, ask for its status.',
  },
  'command-never-accepted': {
    status: 404,
    title: 'No such command was ever accepted',
    remedy: 'The command was not and will not be applied: you may send it again.',
  },
  'command-not-in-log': {
    status: 404,
    title: 'No such command has reached the log',
    remedy:
      'It is not there yet, but may still arrive: ask again after `Retry-After`, or send it again with its key.',
  },
  'dead-letter-unknown': {
    status: 404,
    title: 'There is no such dead letter',
    remedy: 'Check the id; the dead letter may have expired.',
  },
  'person-unknown': {
    status: 404,
    title: 'There is no such person',
    remedy: 'Check the id.',
  },
  'link-unknown': {
    status: 404,
    title: 'The link does not work',
    remedy:
      'It was used or has expired. Ask an admin for a new invitation, or run `npm run identity -- reset-admin`.',
  },
  'api-key-unknown': {
    status: 404,
    title: 'There is no such API key',
    remedy: 'Check the id. Keys in the settings are not in the list of API keys.',
  },
  'alert-unknown': {
    status: 404,
    title: 'There is no such alert',
    remedy: 'Check the id: an alert that ended long ago is no longer kept.',
  },
  'consumer-unknown': {
    status: 404,
    title: 'There is no such consumer',
    remedy: 'Check stream and consumer.',
  },
  'trace-unknown': {
    status: 404,
    title: 'There is no such trace',
    remedy: 'Check the correlation id. Find a command that is older than the ledger by its id.',
  },
  'replay-unknown': { status: 404, title: 'There is no such replay', remedy: 'Check the id.' },
  'plan-unknown': {
    status: 404,
    title: 'The plan does not exist or has expired',
    remedy: 'Plan again: a plan is kept for half an hour.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    remedy: 'Use one of the methods in `Allow`.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request was not received in time',
    remedy:
      'The request did not arrive whole within 30 s, or before the service stopped. Nothing was accepted: send it again.',
  },
  'idempotency-key-in-use': {
    status: 409,
    title: 'Another request with this key is being processed',
    remedy: 'Send it again after `Retry-After`.',
  },
  'acted-before': {
    status: 409,
    title: 'Another action came first',
    remedy: 'Read again: `first` says who did what, and when.',
  },
  'consumer-in-use': {
    status: 409,
    title: 'Workers are running on this consumer',
    remedy: 'Stop its workers first.',
  },
  'loop-guard': {
    status: 409,
    title: 'Replayed twice into the same failure: an override is needed',
    remedy: 'Fix the cause first, or leave those dead letters out of the replay.',
  },
  'command-past-retention': {
    status: 410,
    title: 'The command has expired from the log',
    remedy: 'The log no longer has the command: read what it changed.',
  },
  'command-before-log': {
    status: 410,
    title: 'The command is older than this log',
    remedy: 'This log began later and never held it: check the id, and which installation it belongs to.',
  },
  'command-lost': {
    status: 410,
    title: 'The part of the log with this command was lost',
    remedy:
      'The part of the log that would hold the command was destroyed: read what it should have changed before you send it again.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    remedy: 'Send less: the limits are in docs/api.md.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The path with its query is too long',
    remedy: 'Send a shorter path or query: the limits are in docs/api.md.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not application/json',
    remedy: 'Send `Content-Type: application/json`.',
  },
  'unsupported-encoding': {
    status: 415,
    title: 'The body has a content coding',
    remedy: 'Send the body without `Content-Encoding`.',
  },
  'expectation-failed': {
    status: 417,
    title: 'The server does not know this expectation',
    remedy: 'Send no `Expect`, or `100-continue`.',
  },
  'command-rejected': {
    status: 422,
    title: 'A business rule rejected the command',
    remedy: 'With `Prefer: wait` only: the command was accepted, then a rule rejected it. Don’t repeat it.',
  },
  'command-refused': {
    status: 422,
    title: 'The command breaks a rule',
    remedy: 'A rule refused the command before it was accepted. No command has such a rule today.',
  },
  'empty-selection': {
    status: 422,
    title: 'Nothing is selected',
    remedy:
      'Select something that is open and in no other replay. An empty filter, which would be everything, is refused.',
  },
  'event-data-invalid': {
    status: 422,
    title: 'The data does not match the event’s schema',
    remedy: 'Correct the edited data: `errors` names each fault.',
  },
  'not-resettable': {
    status: 422,
    title: 'This consumer cannot be moved to that position',
    remedy: 'Choose another position, or another consumer: `detail` says which.',
  },
  'not-editable': {
    status: 422,
    title: 'This event cannot be edited',
    remedy: 'Discard the dead letter, or deploy a worker that can apply the event and replay it.',
  },
  'request-id-reused': {
    status: 422,
    title: 'The request id was used for another action',
    remedy: 'Make a new id for another action.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The key was used with another payload',
    remedy: 'Use a new key for a new command.',
  },
  'header-too-large': {
    status: 431,
    title: 'The headers are too large',
    remedy: 'Send fewer or smaller headers: the limits are in docs/api.md.',
  },
  'too-many-requests': {
    status: 429,
    title: 'The caller has sent too many requests',
    remedy: 'It had no effect. Send it again after `Retry-After`, and send fewer.',
  },
  internal: {
    status: 500,
    title: 'An unexpected error occurred',
    remedy:
      'An unexpected error, which was logged. Report `correlationId`. You may send a command again with its key.',
  },
  'method-unknown': {
    status: 501,
    title: 'The server does not know this method',
    remedy: 'Use one of the methods that the reference lists.',
  },
  'not-accepted': {
    status: 503,
    title: 'The log cannot confirm: the command is not accepted',
    remedy: 'The command was not accepted. Send it again after `Retry-After`, with its key.',
  },
  overloaded: {
    status: 503,
    title: 'The service is at its limit: the command is not accepted',
    remedy:
      'The command was not accepted: the service has too much in progress. Send it again after `Retry-After`, with its key.',
  },
  unavailable: {
    status: 503,
    title: 'A part needed for this answer cannot be reached',
    remedy: 'Ask again after `Retry-After`; readiness at `/health/ready` says which part is missing.',
  },
  'operations-unreachable': {
    status: 502,
    title: 'The console cannot reach the operations service',
    remedy: 'Check that the operations service runs, and WAYBILL_OPERATIONS_URL of the console.',
  },
  'operations-late': {
    status: 504,
    title: 'The operations service did not answer the console in time',
    remedy: 'A read: try again. An action may have taken effect: send it again with the same `requestId`.',
  },
  'outcome-unknown': {
    status: 504,
    title: 'The log did not confirm in time: the outcome is unknown',
    remedy: 'It may be stored or not. Send it again with the same key or `requestId`, or ask at `Location`.',
  },
  'version-unsupported': {
    status: 505,
    title: 'The server does not speak this version of HTTP',
    remedy: 'Send the request as HTTP/1.1.',
  },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** References are relative to the API's origin, where a page explains each problem (RFC 9457, 3.1.1). */
export const problemType = (name: ProblemName): string => `/problems/${name}`;

export const Problem = Type.Object(
  {
    type: Type.String({ examples: ['/problems/invalid-request'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What happened, and what to do.' }),
    correlationId: Type.String(),
    commandId: Type.Optional(
      Type.String({ description: 'Where the outcome is unknown: the id to ask for.' }),
    ),
    first: Type.Optional(
      Type.Object(
        { actor: Type.String(), at: Type.String(), kind: Type.String() },
        {
          description:
            'Where another action came first, or had this request id: who, when, and what they did.',
        },
      ),
    ),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.String({
            description: 'The place of the fault, as a JSON pointer into the part named by `in`.',
          }),
          in: Type.String({ description: 'body, path, query or header.' }),
          detail: Type.String(),
        }),
      ),
    ),
  },
  { $id: 'Problem' },
);

export type Problem = Type.Static<typeof Problem>;
