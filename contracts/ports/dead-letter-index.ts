import type { FailedEvent } from '../dead-letter.ts';
import type { DeadLetterGroup, Grouping } from '../dead-letter-groups.ts';
import type { DeadLetterStep, Resolution } from '../dead-letter-steps.ts';
import type { Action, DeadLetterSummary } from '../dead-letters.ts';
import type { DeadLetterState, Operation } from '../operation.ts';
import type { StreamProgress } from './stream-progress.ts';

/**
 * The port of the index of dead letters and of operators' actions, from which the operations API reads its lists, groups and
 * states. Its content comes from the streams DEAD_LETTERS and OPERATIONS, and depends only on how far each was read, not on
 * the order.
 *
 * All calls reject with StoreFailure.
 */

/** A message of DEAD_LETTERS. Stack, attempts and bytes stay in the stream: read them there. */
export interface IndexedFailure {
  sequence: number;
  /** Unix ms: when the log stored it. */
  storedAt: number;
  /** The dead letter: `deadLetterId`. */
  id: string;
  fingerprint: string;
  failed: Omit<
    FailedEvent,
    'bytes' | 'stack' | 'attemptLog' | 'traceparent' | 'tracestate' | 'originalSubject'
  >;
  /** The size of the event's bytes. */
  bytes: number;
  /** Why its data does not match its type's schema; null if it matches. */
  schemaFault: string | null;
  /** The texts that full-text search covers. */
  errorText: string;
  payloadText: string;
}

/** A message of OPERATIONS. */
export interface IndexedAction {
  sequence: number;
  storedAt: number;
  operation: Operation;
}

export type IndexedStream = 'DEAD_LETTERS' | 'OPERATIONS';

/** What was read of one stream, in order, and how far. */
export interface IndexBatch extends StreamProgress {
  stream: IndexedStream;
  /** The progress when reading began. */
  after: StreamProgress | null;
  failures: readonly IndexedFailure[];
  actions: readonly IndexedAction[];
}

/** All given fields must match. */
export interface DeadLetterFilter {
  group?: string;
  states?: readonly DeadLetterState[];
  consumer?: string;
  type?: string;
  failureClass?: string;
  code?: string;
  /** Unix ms, of the newest failure; `to` is not included. */
  from?: number;
  to?: number;
  /** `<aggregate>/<id>`. */
  subject?: string;
  actor?: string;
  correlationId?: string;
  eventId?: string;
  ticket?: string;
  assignee?: string;
  /** Words, any text: all must occur in the error or the payload; the last one may be a prefix. */
  text?: string;
}

export interface DeadLetterPage {
  limit: number;
  order: 'newest' | 'oldest';
  /** The sequence of the last dead letter of the previous page. */
  after?: number;
}

/** A dead letter as a replay needs it: the fields that decide whether, when and where it is sent. */
export interface IndexedCandidate {
  /** The dead letter's id. */
  deadLetterId: string;
  consumer: string;
  position: string;
  eventName: string;
  /** `<aggregate>/<id>`; null if unknown. */
  aggregate: string | null;
  /** The size of the event's bytes. */
  bytes: number;
  /** Unix ms: when the log stored the event. */
  storedAt: number;
  /** Unix ms: when the event expires; 0 if unknown. */
  expiresAt: number;
  code: string;
  state: DeadLetterState;
  /** What set the state: a replay, the replacing event, an operator; null for a worker. */
  stateBy: string | null;
  /** How many replays in a row have ended in its present failure: the same fingerprint. */
  replaysOfSameFailure: number;
  /** Why its data does not match its type's schema; null if it matches. */
  schemaFault: string | null;
}

export interface IndexedCandidates {
  candidates: IndexedCandidate[];
  /** Where the next page begins; null at the end. */
  next: number | null;
}

/** The state of one dead letter. `how`: how it was resolved. */
export interface IndexedStatus {
  position: string;
  state: DeadLetterState;
  how: Resolution['how'] | null;
}

/** One failure in a dead letter's history. */
export interface FailureRow {
  sequence: number;
  storedAt: number;
  failureClass: string;
  code: string;
  message: string;
  fingerprint: string;
  attempts: number;
  failedAt: string;
  worker: string;
  workerVersion: string;
  epochId: string;
  replayId: string | null;
}

/** How many channels and callers of a group are listed. */
export const LARGEST_OF_REACH = 5;

/** A channel or caller affected by a group, with its number of dead letters. */
export interface Reached {
  name: string;
  count: number;
  open: number;
}

export interface GroupReach {
  channels: number;
  callers: number;
  consumers: number;
  types: number;
  /** Largest first, at most `LARGEST_OF_REACH`. */
  largestChannels: Reached[];
  largestCallers: Reached[];
  /** Dead letters created in the last hour, and in the hour before it. */
  lastHour: number;
  hourBefore: number;
  /** The group's first and last failure, and the newest failure of any group of these consumers. */
  workerVersions: { first: string; last: string; newestSeen: string };
  lastReplay: { replayId: string; deadLetterId: string; outcome: string; at: string } | null;
}

export interface GroupTriage {
  assignee: string | null;
  ticket: string | null;
  note: DeadLetterSummary['note'];
  revision: number;
}

/** All open dead letters together. */
export interface OpenDeadLetters {
  open: number;
  /** Unix ms: when the newest of them was created, and when one last failed, including in a replay; null if there are none. */
  openedAt: number | null;
  failedAt: number | null;
  /** The owners, if each dead letter or its group has one. Otherwise empty; null if they are too many to list. */
  owners: string[] | null;
}

export interface ActionFilter {
  actor?: string;
  kinds?: readonly string[];
  target?: Operation['target'];
  targetId?: string;
  /** Actions and replays that include this dead letter. */
  deadLetterId?: string;
  /** Unix ms; `to` is not included. */
  from?: number;
  to?: number;
}

export interface DeadLetterIndex {
  /** How far a stream was read; null if not at all. */
  progress(stream: IndexedStream): Promise<StreamProgress | null>;
  /**
   * Stores what was read, all or nothing. Resolves to false and stores nothing if the batch does not continue the present
   * progress: the file was removed meanwhile, or another process fills it too.
   */
  add(batch: IndexBatch): Promise<boolean>;
  /** Removes the content of messages before `first`, which the stream has dropped. */
  prune(stream: IndexedStream, first: number): Promise<void>;
  /** Empties the index; it is then filled from the streams again. */
  reset(): Promise<void>;

  list(
    filter: DeadLetterFilter,
    page: DeadLetterPage,
  ): Promise<{ deadLetters: DeadLetterSummary[]; total: number }>;
  deadLetter(id: string): Promise<DeadLetterSummary | null>;
  /** Its failures, oldest first. */
  failures(id: string): Promise<FailureRow[]>;
  /** The records of OPERATIONS about it, oldest first. */
  steps(id: string): Promise<DeadLetterStep[]>;
  /** The matching dead letters, each once, even if they change between two pages. `after`: 0, or `next` of the previous page. */
  candidates(filter: DeadLetterFilter, page: { limit: number; after: number }): Promise<IndexedCandidates>;
  /**
   * Every dead letter of a consumer, with few fields, each once, even if they change between two pages; pages as for
   * `candidates`.
   */
  statuses(
    consumer: string,
    page: { limit: number; after: number },
  ): Promise<{ statuses: IndexedStatus[]; next: number | null }>;
  /** Those of these ids that exist. */
  candidatesOf(ids: readonly string[]): Promise<IndexedCandidate[]>;
  /** By consumer, how many were created since a time (Unix ms), in any state; a missing consumer has 0. */
  openedSince(since: number): Promise<Record<string, number>>;
  groups(
    by: Grouping,
    filter: DeadLetterFilter,
    limit: number,
    now: number,
  ): Promise<{ groups: DeadLetterGroup[]; total: number }>;
  groupReach(fingerprint: string, now: number): Promise<GroupReach | null>;
  groupTriage(fingerprint: string): Promise<GroupTriage>;
  openDeadLetters(): Promise<OpenDeadLetters>;
  /** Newest first. */
  actions(
    filter: ActionFilter,
    page: { limit: number; before?: number },
  ): Promise<{ actions: Action[]; total: number }>;
  /** The action that answered a request, if there is one. */
  actionOfRequest(requestId: string, target: Operation['target'], targetId: string): Promise<Action | null>;
  /** The newest action on a target. */
  lastAction(target: Operation['target'], targetId: string): Promise<Action | null>;
  close(): Promise<void>;
}
