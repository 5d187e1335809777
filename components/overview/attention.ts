import { whyNow } from '../alerts/why-now.ts';
import { countOf } from '../format/count.ts';
import { alertHref, consumerHref, deadLettersHref, replayHref } from '../frame/addresses.ts';
import { alertStatus } from '../status/alert-status.ts';
import { consumerStatusAt } from '../status/consumer-status.ts';
import type { Status } from '../status/family.ts';
import { overviewStatus } from '../status/overview-status.ts';
import type { OverviewFacts } from './overview-facts.ts';
import { plainPhrase } from './phrase.ts';
import { projectionsInTrouble } from './projections-in-trouble.ts';
import { whatIsSo } from './status-sentence.ts';
import { ownersInWords, whoHas } from './who-has.ts';

/** One line of what needs attention. */
export interface AttentionItem {
  key: string;
  status: Status;
  title: string;
  /** One sentence. */
  why: string;
  /** ISO 8601; null where it isn't known. */
  since: string | null;
  /** Who has it; null for nobody, undefined where nobody can have it. */
  who?: string | null;
  href: string;
}

/**
 * What needs attention, the most urgent first: what fires and nobody has, the gravest first; what is not well and has raised
 * nothing yet; replays that wait for a person; open dead letters; then what fires and somebody has; last what
 * is over and has yet to clear. Nothing is named twice.
 */
export function attention(facts: OverviewFacts): AttentionItem[] {
  const fires = (facts.alerts?.alerts ?? []).filter(({ state }) => state === 'firing');
  // What is over but for its time to clear is nothing to get up for.
  const quiet = new Set(fires.filter(({ quietSince }) => quietSince !== null).map(({ id }) => id));
  const alerts = fires.map(
    (alert): AttentionItem => ({
      key: alert.id,
      status: alertStatus(alert),
      title: `${alert.title} · ${alert.concerns.name}`,
      why: whyNow(alert),
      since: alert.since,
      who: whoHas(alert, facts),
      href: alertHref(alert.id),
    }),
  );
  const told = new Set(fires.map(({ concerns }) => `${concerns.kind} ${concerns.name}`));
  return [
    ...alerts.filter(({ key, who }) => who === null && !quiet.has(key)),
    ...notYetAlarmed(facts, told),
    ...waitingReplays(facts),
    ...openDeadLetters(facts, told),
    ...alerts.filter(({ key, who }) => who !== null && !quiet.has(key)),
    ...alerts.filter(({ key }) => quiet.has(key)),
  ];
}

function notYetAlarmed({ consumers }: OverviewFacts, told: ReadonlySet<string>): AttentionItem[] {
  if (!consumers) return [];
  return projectionsInTrouble(consumers)
    .filter(({ projection }) => !told.has(`projection ${projection.projection}`))
    .map((trouble) => {
      const { projection, since, leftMs } = trouble;
      return {
        key: `projection ${projection.projection}`,
        status: consumerStatusAt(projection.status, leftMs),
        title: plainPhrase(whatIsSo({ ...trouble, since: null })).replace(/\.$/, ''),
        why: projection.why,
        since,
        href: consumerHref(projection.worst.stream, projection.worst.consumer),
      };
    });
}

/** Paused ones: held after the first few, stopped by themselves, or by somebody. `why` says which. */
function waitingReplays({ replays }: OverviewFacts): AttentionItem[] {
  return (replays?.replays ?? [])
    .filter(({ state }) => state === 'paused')
    .map(({ replayId, title, why, waiting, createdAt }) => ({
      key: `replay ${replayId}`,
      status: overviewStatus.held,
      title,
      why: why ?? `${countOf(waiting, 'entry', 'entries')} wait.`,
      since: createdAt,
      href: replayHref(replayId),
    }));
}

function openDeadLetters({ deadLetters }: OverviewFacts, told: ReadonlySet<string>): AttentionItem[] {
  if (!deadLetters?.known || deadLetters.open === 0 || told.has('dead-letters open')) return [];
  const { open, newestAt, owners } = deadLetters;
  return [
    {
      key: 'dead letters',
      status: overviewStatus.open,
      title: countOf(open, 'open dead letter'),
      why: 'They were accepted, are kept whole, and could not be applied.',
      since: newestAt === null ? null : new Date(newestAt).toISOString(),
      ...(owners.length > 0 ? { who: ownersInWords(owners) } : {}),
      href: deadLettersHref,
    },
  ];
}
