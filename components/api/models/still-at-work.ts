import type { ChangeList } from '../../../contracts/changes.ts';
import { versionsOf } from './worker-versions.ts';

/** The code of an event whose data does not fit its schema: no worker with the same schemas would apply it. */
export const SCHEMA_VIOLATION = 'schema-violation';
/** The code of bytes that are no event: no worker can apply them. */
export const UNDECODABLE = 'undecodable';
const EVENT_FAULTS: ReadonlySet<string | undefined> = new Set([SCHEMA_VIOLATION, UNDECODABLE]);

/** A failure that a replay would try again: its consumer, its time, and the version of the worker if known. */
export interface LastFailure {
  consumer: string;
  workerVersion: string | null;
  failedAt: string;
  /** The error's code, if known. */
  code?: string;
  /** When a replay of an event with the same cause was last applied, if known: a worker that has applied one is fixed. */
  appliedAt?: string | null;
}

/** Dead letters whose worker still has the version that refused them; null if there are none, or if no start is known. */
export interface StillAtWork {
  /** How many dead letters this is true of, and how many were checked. */
  count: number;
  of: number;
  /** The running versions, as a rule one. */
  versions: string[];
  /** False if they failed on another version, but after the running one had started. */
  sameVersion: boolean;
  /** The code of all of those, if the events are at fault and not the worker; otherwise null. */
  eventFault: string | null;
}

/**
 * A warning before a replay: the running worker is the one on which these failed, or some failed after it had
 * started.
 */
export function stillAtWork(
  starts: Pick<ChangeList, 'changes'>,
  failures: readonly LastFailure[],
): StillAtWork | null {
  const versions = new Set<string>();
  let count = 0;
  let sameVersion = true;
  let eventFault: string | null | undefined;
  const atWork = new Map<string, ReturnType<typeof versionsOf>>();
  for (const { consumer, workerVersion, failedAt, code, appliedAt = null } of failures) {
    if (!atWork.has(consumer)) atWork.set(consumer, versionsOf(starts, consumer));
    const now = atWork.get(consumer)?.now;
    if (!now || (appliedAt !== null && appliedAt > failedAt && appliedAt > now.since)) continue;
    const same = workerVersion === now.version || (workerVersion === null && failedAt > now.since);
    if (!same && failedAt <= now.since) continue;
    versions.add(now.version);
    count += 1;
    sameVersion &&= same;
    const fault = same && code !== undefined && EVENT_FAULTS.has(code) ? code : null;
    eventFault = eventFault === undefined || eventFault === fault ? fault : null;
  }
  return count === 0
    ? null
    : { count, of: failures.length, versions: [...versions], sameVersion, eventFault: eventFault ?? null };
}

export function stillAtWorkWords(
  { count, of, versions, sameVersion, eventFault }: StillAtWork,
  single: boolean,
): string {
  const version = versions.join(', ');
  if (eventFault === UNDECODABLE) {
    const what = single ? 'The bytes are' : count < of ? 'Some of these are' : 'These are';
    return `${what} no event, so no version of the worker can apply ${single ? 'them' : 'any'}: replaying changes nothing. Discard ${single || count === of ? 'them' : 'those'}.`;
  }
  if (eventFault === SCHEMA_VIOLATION) {
    const who = single ? 'The event does' : count < of ? 'Some of the events do' : 'The events do';
    return `${who} not fit the schema of the running worker, ${version}: as ${single ? 'it is, it' : 'they are, they'} will fail again. Edit and replay ${single ? 'it' : 'each'}.`;
  }
  const them = single ? 'it' : count < of ? 'some of them' : 'them';
  const will = `${single ? 'it' : 'they'} will most likely fail again. Fix it or roll it back first.`;
  return sameVersion
    ? `The worker that refused ${them}, ${version}, is still running: ${will}`
    : `${single ? 'It' : 'Some'} failed after the running worker, ${version}, had started: ${will}`;
}
