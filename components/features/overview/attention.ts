import { countOf } from '../../../contracts/words/count.ts';
import { jobTitle } from '../../api/models/progress-of.ts';
import { projectionsInTrouble } from '../../api/models/projections-in-trouble.ts';
import { runningReplays } from '../../api/models/running-replays.ts';
import { problemSentence } from '../../api/models/status-sentence.ts';
import { whyNow } from '../../api/models/why-now.ts';
import { alertHref, consumerHref, deadLettersHref, replayHref } from '../../ui/links/addresses.ts';
import { alertStatus } from '../../ui/status/alert-status.ts';
import { consumerStatusAt } from '../../ui/status/consumer-status.ts';
import type { Status } from '../../ui/status/family.ts';
import { overviewStatus } from '../../ui/status/overview-status.ts';
import { plainPhrase } from '../../ui/text/phrase.ts';
import type { OverviewFacts } from './overview-facts.ts';
import { type Owners, ownersOf } from './owners.ts';

/** One line of what needs attention. */
export interface AttentionItem {
  key: string;
  status: Status;
  title: string;
  /** One sentence. */
  why: string;
  /** ISO 8601; null where it isn't known. */
  since: string | null;
  /** The owners; undefined if this kind has none, or if they are unknown. */
  who?: Owners | undefined;
  href: string;
  /** A running replay of these dead letters: its progress and its page. */
  replay?: { words: string; href: string };
}

const OPEN = 'dead letters';

/** What needs attention, most urgent first: firing alerts without an owner, most severe first; unhealthy projections without an
 * alert; paused replays; open dead letters; alerts whose owner is unknown; alerts with an owner; last, alerts that have
 * recovered but not cleared. Nothing is listed twice.
 */
export function attention(facts: OverviewFacts): AttentionItem[] {
  const fires = (facts.alerts?.alerts ?? []).filter(({ state }) => state === 'firing');
  // An alert that has recovered and only waits to clear is not urgent.
  const quiet = new Set(fires.filter(({ quietSince }) => quietSince !== null).map(({ id }) => id));
  const alerts = fires.map(
    (alert): AttentionItem => ({
      key: alert.id,
      status: alertStatus(alert),
      title: `${alert.title} · ${alert.subject.name}`,
      why: whyNow(alert),
      since: alert.since,
      who: ownersOf(alert, facts),
      href: alertHref(alert.id),
    }),
  );
  const recorded = new Set(fires.map(({ subject }) => `${subject.kind} ${subject.name}`));
  const items = [
    ...alerts.filter(({ key, who }) => who?.length === 0 && !quiet.has(key)),
    ...notYetAlarmed(facts, recorded),
    ...waitingReplays(facts),
    ...openDeadLetters(facts, recorded),
    ...alerts.filter(({ key, who }) => who === undefined && !quiet.has(key)),
    ...alerts.filter(({ key, who }) => who !== undefined && who.length > 0 && !quiet.has(key)),
    ...alerts.filter(({ key }) => quiet.has(key)),
  ];
  const replay = runningReplays(facts.replays?.replays ?? []);
  // Several lines may be about dead letters; only the first mentions the replay.
  const first = items.find(({ key }) => isOfDeadLetters(key) && !quiet.has(key));
  return items.map((item) => (item === first && replay !== null ? { ...item, replay } : item));
}

const isOfDeadLetters = (key: string): boolean => key === OPEN || key.startsWith('dead-letters-');

function notYetAlarmed({ consumers }: OverviewFacts, recorded: ReadonlySet<string>): AttentionItem[] {
  if (!consumers) return [];
  return projectionsInTrouble(consumers)
    .filter(({ projection }) => !recorded.has(`projection ${projection.projection}`))
    .map((trouble) => {
      const { projection, since, leftMs } = trouble;
      return {
        key: `projection ${projection.projection}`,
        status: consumerStatusAt(projection.status, leftMs),
        title: plainPhrase(problemSentence({ ...trouble, since: null })).replace(/\.$/, ''),
        why: projection.why,
        since,
        href: consumerHref(projection.worst.stream, projection.worst.consumer),
      };
    });
}

/** Paused replays; `why` says whether the canary, too many failures, or a person paused each. */
function waitingReplays({ replays }: OverviewFacts): AttentionItem[] {
  return (replays?.replays ?? [])
    .filter(({ state }) => state === 'paused')
    .map((job) => ({
      key: `replay ${job.replayId}`,
      status: overviewStatus.held,
      title: jobTitle(job),
      why: job.why ?? `${countOf(job.waiting, 'dead letter')} wait.`,
      since: job.createdAt,
      href: replayHref(job.replayId),
    }));
}

function openDeadLetters({ deadLetters }: OverviewFacts, recorded: ReadonlySet<string>): AttentionItem[] {
  if (!deadLetters?.known || deadLetters.open === 0 || recorded.has('dead-letters open')) return [];
  const { open, newestAt, owners } = deadLetters;
  return [
    {
      key: OPEN,
      status: overviewStatus.open,
      title: countOf(open, 'open dead letter'),
      why: 'These accepted events could not be applied. Whole copies are kept.',
      since: newestAt === null ? null : new Date(newestAt).toISOString(),
      ...(owners !== null && owners.length > 0 ? { who: owners } : {}),
      href: deadLettersHref,
    },
  ];
}
