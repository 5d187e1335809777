import Type from 'typebox';

/**
 * Every problem Waybill answers with (RFC 9457). `type` is stable: clients may branch on it. A title never changes with the
 * occurrence; the detail says what to do.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'invalid-json': { status: 400, title: 'The body is not JSON' },
  'invalid-idempotency-key': { status: 400, title: 'The Idempotency-Key header is malformed' },
  'invalid-cursor': { status: 400, title: 'The cursor is not valid' },
  unauthorized: { status: 401, title: 'The request carries no valid API key' },
  forbidden: { status: 403, title: 'The caller lacks the permission' },
  'not-found': { status: 404, title: 'Nothing was found here' },
  'command-never-accepted': { status: 404, title: 'No such command was ever accepted' },
  'command-not-in-log': { status: 404, title: 'No such command has reached the log' },
  'dead-letter-unknown': { status: 404, title: 'There is no such dead letter' },
  'alert-unknown': { status: 404, title: 'There is no such alert' },
  'consumer-unknown': { status: 404, title: 'There is no such consumer' },
  'trace-unknown': { status: 404, title: 'There is no such trace' },
  'replay-unknown': { status: 404, title: 'There is no such replay' },
  'plan-unknown': { status: 404, title: 'The plan does not exist or has expired' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'request-timeout': { status: 408, title: 'The request was not received in time' },
  'idempotency-key-in-use': { status: 409, title: 'Another request with this key is being processed' },
  'acted-before': { status: 409, title: 'Another action came first' },
  'consumer-in-use': { status: 409, title: 'Workers are running on this consumer' },
  'loop-guard': { status: 409, title: 'Replayed twice into the same failure: an override is needed' },
  'command-past-retention': { status: 410, title: 'The command has expired from the log' },
  'command-before-log': { status: 410, title: 'The command is older than this log' },
  'command-lost': { status: 410, title: 'The part of the log with this command was lost' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'uri-too-long': { status: 414, title: 'The path with its query is too long' },
  'unsupported-media-type': { status: 415, title: 'The body is not application/json' },
  'unsupported-encoding': { status: 415, title: 'The body has a content coding' },
  'expectation-failed': { status: 417, title: 'The server does not know this expectation' },
  'command-rejected': { status: 422, title: 'A business rule rejected the command' },
  'command-refused': { status: 422, title: 'The command breaks a rule' },
  'empty-selection': { status: 422, title: 'Nothing is selected' },
  'event-data-invalid': { status: 422, title: 'The data does not match the event’s schema' },
  'not-resettable': { status: 422, title: 'This consumer cannot be moved to that position' },
  'not-editable': { status: 422, title: 'This event cannot be edited' },
  'request-id-reused': { status: 422, title: 'The request id was used for another action' },
  'idempotency-key-reused': { status: 422, title: 'The key was used with another payload' },
  'header-too-large': { status: 431, title: 'The headers are too large' },
  'too-many-requests': { status: 429, title: 'The caller has sent too many requests' },
  internal: { status: 500, title: 'An unexpected error occurred' },
  'method-unknown': { status: 501, title: 'The server does not know this method' },
  'not-accepted': { status: 503, title: 'The log cannot confirm: the command is not accepted' },
  overloaded: { status: 503, title: 'The service is at its limit: the command is not accepted' },
  unavailable: { status: 503, title: 'A part needed for this answer cannot be reached' },
  'outcome-unknown': { status: 504, title: 'The log did not confirm in time: the outcome is unknown' },
  'version-unsupported': { status: 505, title: 'The server does not speak this version of HTTP' },
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
        { description: 'Where another action came first: who, when, and what they did.' },
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
