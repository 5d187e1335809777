import type { FailedEvent } from '../dead-letter.ts';
import type { DeadLetterGroup, Grouping } from '../dead-letter-groups.ts';
import type { DeadLetterStep, Resolution } from '../dead-letter-steps.ts';
import type { Action, DeadLetterSummary } from '../dead-letters.ts';
import type { DeadLetterState, Operation } from '../operation.ts';
import type { StreamProgress } from './stream-progress.ts';

/**
 * The port of the index of dead letters and of operators' acts: what the lists, groups and states of the operations API
 * are read from. It holds nothing of its own: everything comes from the streams DEAD_LETTERS and OPERATIONS, and its
 * state depends on what was read of each of them, not on which was read first.
 *
 * All calls reject with StoreFailure.
 */

/** A message of DEAD_LETTERS. Stack, attempts and bytes stay in the stream; whoever shows an entry reads them there. */
export interface IndexedFailure {
  sequence: number;
  /** Unix ms: when the log stored it. */
  storedAt: number;
  /** The entry: `deadLetterId`. */
  id: string;
  fingerprint: string;
  failed: Omit<
    FailedEvent,
    'bytes' | 'stack' | 'attemptLog' | 'traceparent' | 'tracestate' | 'originalSubject'
  >;
  /** The size of the event's bytes. */
  bytes: number;
  /** What its type's schema says against its data; null for nothing. */
  schemaFault: string | null;
  /** What full text search looks in. */
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

/** What was read of one stream, in its order, and how far that is. */
export interface IndexBatch extends StreamProgress {
  stream: IndexedStream;
  /** Where reading went on from: what `progress` said. */
  after: StreamProgress | null;
  failures: readonly IndexedFailure[];
  actions: readonly IndexedAction[];
}

/** All that are given must hold. */
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
  /** Words, any text: all must occur in the error or the payload, the last one perhaps unfinished. */
  text?: string;
}

export interface DeadLetterPage {
  limit: number;
  order: 'newest' | 'oldest';
  /** The sequence of the last entry of the page before. */
  after?: number;
}

/** An entry as a replay wants it: what decides whether, when and where it is sent. */
export interface IndexedCandidate {
  /** The dead letter's id. */
  entry: string;
  consumer: string;
  position: string;
  eventName: string;
  /** `<aggregate>/<id>`; null where nothing tells one. */
  aggregate: string | null;
  /** The size of the event's bytes. */
  bytes: number;
  /** Unix ms: when the log stored the event. */
  storedAt: number;
  /** Unix ms: when the log drops it; 0 where that isn't known. */
  expiresAt: number;
  code: string;
  state: DeadLetterState;
  /** What made the state what it is: a replay, the event in its place, an operator; null for a worker. */
  stateBy: string | null;
  /** How many replays in a row have ended in the failure it has now: the same fingerprint. */
  replaysOfSameFailure: number;
  /** What its type's schema says against its data; null for nothing. */
  schemaFault: string | null;
}

export interface IndexedCandidates {
  candidates: IndexedCandidate[];
  /** Where the next page goes on; null at the end. */
  next: number | null;
}

/** Where one dead letter stands, and no more. `how`: of a resolved one. */
export interface IndexedStatus {
  position: string;
  state: DeadLetterState;
  how: Resolution['how'] | null;
}

/** One failure in an entry's history. */
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

/** So many channels and callers of a group are told by name. */
export const LARGEST_OF_REACH = 5;

/** A channel or caller that a group reaches, with how many of the group's entries are its own. */
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
  /** The largest first, at most `LARGEST_OF_REACH`. */
  largestChannels: Reached[];
  largestCallers: Reached[];
  /** Entries that came in the last hour, and in the hour before it. */
  lastHour: number;
  hourBefore: number;
  /** Of the group's first and last failure, and of the newest failure of any group of these consumers. */
  workerVersions: { first: string; last: string; newestSeen: string };
  lastReplay: { replayId: string; entry: string; outcome: string; at: string } | null;
}

export interface GroupStates {
  assignee: string | null;
  ticket: string | null;
  note: DeadLetterSummary['note'];
  revision: number;
}

/** The open ones, all together. */
export interface OpenStates {
  open: number;
  /** Unix ms: when the newest of them came, and when one failed last, in a replay too; null without one. */
  cameAt: number | null;
  failedAt: number | null;
  /** Who has them, where somebody has each: it, or its group. Else empty; null where they are too many to tell. */
  owners: string[] | null;
}

export interface ActionFilter {
  actor?: string;
  kinds?: readonly string[];
  target?: Operation['target'];
  targetId?: string;
  /** Acts and replays that concern this entry. */
  entry?: string;
  /** Unix ms; `to` is not included. */
  from?: number;
  to?: number;
}

export interface DeadLetterIndex {
  /** What was read of a stream so far; null for nothing. */
  progress(stream: IndexedStream): Promise<StreamProgress | null>;
  /**
   * Takes in what was read, all or nothing. False, with nothing taken in, where its progress is not what the batch goes
   * on from: the file was removed meanwhile, or somebody else fills it too.
   */
  add(batch: IndexBatch): Promise<boolean>;
  /** Forgets what came from messages before `first`: the stream has dropped them. */
  prune(stream: IndexedStream, first: number): Promise<void>;
  /** Empties it, to be filled from the streams anew. */
  reset(): Promise<void>;

  list(
    filter: DeadLetterFilter,
    page: DeadLetterPage,
  ): Promise<{ entries: DeadLetterSummary[]; total: number }>;
  entry(id: string): Promise<DeadLetterSummary | null>;
  /** Its failures, the oldest first. */
  failures(id: string): Promise<FailureRow[]>;
  /** What OPERATIONS says of it, the oldest first. */
  steps(id: string): Promise<DeadLetterStep[]>;
  /** Those that fit, each once however the entries change between two pages. `after`: 0, or `next` of the page before. */
  candidates(filter: DeadLetterFilter, page: { limit: number; after: number }): Promise<IndexedCandidates>;
  /** Every entry of a consumer, narrow, each once however the entries change between two pages; pages as of `candidates`. */
  statuses(
    consumer: string,
    page: { limit: number; after: number },
  ): Promise<{ statuses: IndexedStatus[]; next: number | null }>;
  /** Those of these ids that there are. */
  candidatesOf(ids: readonly string[]): Promise<IndexedCandidate[]>;
  /** By consumer, how many have come since then (Unix ms), whatever has become of them; none stands for 0. */
  cameSince(since: number): Promise<Record<string, number>>;
  groups(
    by: Grouping,
    filter: DeadLetterFilter,
    limit: number,
    now: number,
  ): Promise<{ groups: DeadLetterGroup[]; total: number }>;
  groupReach(fingerprint: string, now: number): Promise<GroupReach | null>;
  groupStates(fingerprint: string): Promise<GroupStates>;
  openStates(): Promise<OpenStates>;
  /** The newest first. */
  actions(
    filter: ActionFilter,
    page: { limit: number; before?: number },
  ): Promise<{ actions: Action[]; total: number }>;
  /** The act by which a request was answered, if it was. */
  actionOfRequest(requestId: string, target: Operation['target'], targetId: string): Promise<Action | null>;
  /** The newest act on a target. */
  lastAction(target: Operation['target'], targetId: string): Promise<Action | null>;
  close(): Promise<void>;
}
