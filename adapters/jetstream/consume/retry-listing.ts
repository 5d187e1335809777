import { decodePosition } from '../../../contracts/position.ts';
import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { lastMessage } from '../connection/stored-message.ts';
import type { EventIdentity } from '../records/event-identity.ts';
import { FAILED_EVENT_HEADERS as H } from '../records/failed-event-headers.ts';
import { eventStream, otherRetrySubject, positionOfSubject, RETRIES } from '../streams/stream-layout.ts';

/** The events of one stream that are in RETRIES for one consumer. */
interface RetriesOfStream {
  /** Each event once, whether it is scheduled, due, or in transition between the two. */
  count: number;
  /** The lowest position, which is the oldest event's, and its subject in RETRIES. */
  first: { sequence: number; subject: string };
}

/** The events in RETRIES for one consumer, from one answer of the server. */
export interface RetryListing {
  /** Each event once. */
  total: number;
  /** How many of them wait for a time and are not due; null if there are too many to list. */
  scheduled: number | null;
  /** By the name of their event stream; null if there are too many to list. */
  byStream: ReadonlyMap<string, RetriesOfStream> | null;
}

const NO_RETRIES: RetryListing = { total: 0, scheduled: 0, byStream: new Map() };

/** If the offset is beyond the end, the server counts the subjects and names none. */
const COUNT_ONLY = 2 ** 31 - 1;

interface Page {
  total?: number;
  state: { subjects?: Record<string, number> | null };
}

/**
 * Scheduled and due events are listed in one answer, so an event that moves between the two is never missed. `held`: how many
 * messages RETRIES holds. Beyond `most` the server counts events and names none. Throws LogUnavailable, ApiRefusal.
 */
export async function listRetries(
  link: NatsLink,
  consumer: string,
  { held, most }: { held: number; most: number },
): Promise<RetryListing> {
  if (held === 0) return NO_RETRIES;
  if (held > most) {
    const { total = 0 } = await askForSubjects(link, consumer, COUNT_ONLY);
    if (total > most) return { total, scheduled: null, byStream: null };
  }
  return foldSubjects(await retrySubjectsOf(link, consumer));
}

/** The subjects of RETRIES for one consumer, scheduled and due in one answer. Throws LogUnavailable, ApiRefusal. */
export async function retrySubjectsOf(link: NatsLink, consumer: string): Promise<string[]> {
  const subjects: string[] = [];
  for (;;) {
    const page = await askForSubjects(link, consumer, subjects.length);
    const named = Object.keys(page.state.subjects ?? {});
    for (const subject of named) subjects.push(subject);
    // The server names 100,000 subjects per answer.
    if (named.length === 0 || subjects.length >= (page.total ?? 0)) return subjects;
  }
}

const askForSubjects = (link: NatsLink, consumer: string, offset: number): Promise<Page> =>
  apiRequest<Page>(link, `STREAM.INFO.${RETRIES}`, { subjects_filter: `*.${consumer}.>`, offset });

/** What a list of subjects of RETRIES says; a pure function. */
export function foldSubjects(subjects: readonly string[]): RetryListing {
  const due = new Set<string>();
  const all = new Map<string, string>();
  for (const subject of subjects) {
    const token = positionOfSubject(subject);
    if (subject.startsWith('retries.')) due.add(token);
    all.set(token, subject);
  }
  const byStream = new Map<string, RetriesOfStream>();
  for (const [token, subject] of all) {
    const at = decodePosition(token);
    const stream = at ? eventStream(at.generation, at.partition) : '';
    const sequence = at?.sequence ?? 0;
    const known = byStream.get(stream);
    if (!known) byStream.set(stream, { count: 1, first: { sequence, subject } });
    else {
      known.count += 1;
      if (sequence < known.first.sequence) known.first = { sequence, subject };
    }
  }
  return { total: all.size, scheduled: all.size - due.size, byStream };
}

/**
 * The event of a retry that was listed; undefined if the retry was acknowledged, or doesn't say when its event was stored. Throws
 * LogUnavailable, ApiRefusal.
 */
export async function identifyRetry(link: NatsLink, subject: string): Promise<EventIdentity | undefined> {
  // It may have become due, or been scheduled again, since it was listed.
  return (await identify(link, subject)) ?? (await identify(link, otherRetrySubject(subject)));
}

async function identify(link: NatsLink, subject: string): Promise<EventIdentity | undefined> {
  const message = await lastMessage(link, RETRIES, subject);
  const storedAt = Number(message?.header(H.storedAt));
  if (!message || !(storedAt > 0)) return undefined;
  const text = (name: string) => message.header(name) || null;
  return {
    storedAt,
    sequence: message.sequence,
    subject: text(H.originalSubject) ?? subject,
    position: text(H.position),
    commandId: text(H.eventId),
    eventType: text(H.eventType),
  };
}
