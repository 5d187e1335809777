import type { Reconciliation } from '../../../contracts/reconciliation.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { countedAt, countOfTerm, lossOf } from '../../api/models/loss-of.ts';
import { projectionsInTrouble } from '../../api/models/projections-in-trouble.ts';
import { impactWords, problemSentence } from '../../api/models/status-sentence.ts';
import { alertHref, consumerHref, deadLettersHref } from '../../ui/links/addresses.ts';
import { alertStatus } from '../../ui/status/alert-status.ts';
import { consumerStatus, consumerStatusAt } from '../../ui/status/consumer-status.ts';
import type { Status } from '../../ui/status/family.ts';
import { overviewStatus } from '../../ui/status/overview-status.ts';
import type { Phrase } from '../../ui/text/phrase.ts';
import type { OverviewFacts } from './overview-facts.ts';
import { ownersOf, ownerWords } from './owners.ts';

/** The first line of the console: the problem, since when, its impact, and what to do. */
export interface Verdict {
  status: Status;
  what: Phrase;
  costs: Phrase;
  /** What to do, in a sentence; null where no action is needed, or the link says it. */
  todo: string | null;
  /** Where to do it. */
  link: Link | null;
}

interface Link {
  href: string;
  words: string;
}

const verdict = (
  status: Status,
  what: Phrase,
  rest: Partial<Pick<Verdict, 'costs' | 'todo' | 'link'>> = {},
): Verdict => ({
  status,
  what,
  costs: rest.costs ?? [],
  todo: rest.todo ?? null,
  link: rest.link ?? null,
});

/** The first that is true: nothing readable, events lost, a projection in trouble, an alert, paused, unknown; otherwise that all projections keep up, with the count that proves it. It never shows a 0 that was not counted.
 */
export function judge(facts: OverviewFacts): Verdict {
  return (
    unreadable(facts) ??
    lostEvents(facts) ??
    inTrouble(facts) ??
    firing(facts) ??
    paused(facts) ??
    nothingYet(facts) ??
    allKeepUp(facts)
  );
}

function unreadable({ consumers, failingSince }: OverviewFacts): Verdict | null {
  if (consumers === null)
    return failingSince === null
      ? verdict(overviewStatus.unknown, ['Reading the status of the pipeline.'])
      : verdict(
          overviewStatus.unknown,
          ['The status of the pipeline has been unknown since ', { at: failingSince }, '.'],
          {
            todo: 'Check that the operations service runs. Commands are accepted without it.',
          },
        );
  const { current, why, snapshotAt } = consumers.watch;
  if (current && failingSince === null) return null;
  const since = snapshotAt ?? failingSince;
  const unknown: Phrase =
    since === null ? [': no data yet.'] : [' has been unknown since ', { at: since }, '.'];
  return verdict(overviewStatus.unknown, ['The status of the pipeline', ...unknown], {
    costs: why === null ? [] : [why],
    todo:
      since === null
        ? null
        : 'Check that NATS and the operations service run. Accepted events stay in the log.',
  });
}

function lostEvents({ reconciliation }: OverviewFacts): Verdict | null {
  const worst = reconciliation?.projections.find(({ state }) => state === 'lost');
  if (!reconciliation || !worst) return null;
  const lost = countOfTerm(worst, 'lost') ?? worst.lostEvents.length;
  return verdict(
    overviewStatus.lost,
    [
      `${countOf(lost, 'accepted event')} of ${worst.title} ${lost === 1 ? 'is' : 'are'} lost`,
      ...countedAt(reconciliation),
      '.',
    ],
    {
      costs: [worst.why],
      todo: worst.doNext,
      link: { href: '#reconciliation', words: 'See the count' },
    },
  );
}

function inTrouble({ consumers, reconciliation }: OverviewFacts): Verdict | null {
  const troubles = consumers ? projectionsInTrouble(consumers) : [];
  const worst = troubles.find(({ projection }) => projection.status !== 'paused');
  if (!worst) return null;
  const { status, todo, worst: of } = worst.projection;
  const others = troubles.length - 1;
  return verdict(consumerStatusAt(status, worst.leftMs), problemSentence(worst), {
    costs: [
      `${impactWords(worst)} `,
      ...lossOf(reconciliation),
      others > 0 ? ` ${countOf(others, 'other projection')} in trouble too.` : '',
    ],
    todo,
    link: { href: consumerHref(of.stream, of.consumer), words: 'Open' },
  });
}

function firing({ alerts, deadLetters }: OverviewFacts): Verdict | null {
  const worst = alerts?.alerts.find(({ state, quietSince }) => state === 'firing' && quietSince === null);
  if (!worst) return null;
  const owners = ownersOf(worst, { deadLetters });
  return verdict(alertStatus(worst), [worst.why], {
    costs: ['Since ', { at: worst.since }, owners === undefined ? '.' : `; ${ownerWords(owners)}.`],
    link: { href: alertHref(worst.id), words: 'See what to do' },
  });
}

function paused({ consumers }: OverviewFacts): Verdict | null {
  const [trouble] = consumers ? projectionsInTrouble(consumers) : [];
  if (!trouble) return null;
  const { worst, todo } = trouble.projection;
  return verdict(consumerStatus.paused, problemSentence(trouble), {
    costs: [impactWords(trouble)],
    todo,
    link: { href: consumerHref(worst.stream, worst.consumer), words: 'Open' },
  });
}

const nothingYet = (facts: OverviewFacts): Verdict | null =>
  hasNothingYet(facts) ? verdict(overviewStatus.nothingYet, ['No command has been accepted yet.']) : null;

/** Whether the log is empty: by the stream, or by its consumers, whose partitions all end at 0. */
export function hasNothingYet({ log, consumers }: OverviewFacts): boolean {
  if (log?.known) return log.events === 0;
  const own = (consumers?.consumers ?? []).filter(({ kind }) => kind === 'projection');
  return consumers?.watch.current === true && own.length > 0 && own.every(({ logEnd }) => logEnd === 0);
}

function allKeepUp({ consumers, reconciliation, deadLetters }: OverviewFacts): Verdict {
  const projections = consumers?.projections ?? [];
  const what =
    projections.length === 0
      ? 'No projections yet.'
      : projections.length === 1
        ? `${projections[0]!.title} keeps up.`
        : `All ${projections.length} projections keep up.`;
  const open = deadLetters?.known ? deadLetters.open : 0;
  const retried = projections.reduce((sum, { retrying }) => sum + (retrying ?? 0), 0);
  const isKnown = projections.length > 0 && isCounted(reconciliation);
  return verdict(
    isKnown ? overviewStatus.well : overviewStatus.unknown,
    [`${what} `, ...lossOf(reconciliation)],
    {
      costs: leftOver(open, retried),
      ...(open > 0
        ? {
            link: { href: deadLettersHref, words: open === 1 ? 'Open its group' : 'Open their groups' },
          }
        : {}),
    },
  );
}

/** Failed events, although all projections keep up. */
function leftOver(open: number, retried: number): Phrase {
  const said = [
    ...(open > 0 ? [`${countOf(open, 'dead letter')} ${open === 1 ? 'is' : 'are'} open.`] : []),
    ...(retried > 0
      ? [`${countOf(retried, 'event')} failed and ${retried === 1 ? 'waits' : 'wait'} in the retry queue.`]
      : []),
  ];
  return said.length === 0 ? [] : [said.join(' ')];
}

const isCounted = (reconciliation: Reconciliation | null): boolean =>
  reconciliation !== null &&
  reconciliation.unknown === null &&
  reconciliation.countedAt !== null &&
  reconciliation.projections.every(({ terms, accepted }) => {
    const lost = terms.find(({ term }) => term === 'lost');
    return accepted !== null && lost !== undefined && lost.count !== null && lost.unknown === null;
  });
