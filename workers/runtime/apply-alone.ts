import {
  readUnfinishedAttempts,
  removeUnfinishedAttempts,
  type UnfinishedAttempts,
  writeUnfinishedAttempts,
} from '../../adapters/jetstream/records/attempts.ts';
import { failureClassOf } from '../../contracts/ports/store-failure.ts';
import type { Failure } from './failure.ts';
import type { settleFailure } from './settle-failure.ts';
import type { ReadableWork, Work } from './work.ts';
import type { EpochContext } from './worker-context.ts';

/** Without the record, no crash of the worker could count against an event. */
const NO_RECORD = 'The worker could not record an attempt.';
const READ_AT_ONCE = 64;

/**
 * Applies quarantined events one at a time; events with which workers crashed come last. It records each attempt before it
 * begins and deletes the record when it ends, so the remaining records count the crashed workers. It probes the store first,
 * so that an outage counts against no event. Meanwhile no other work of this process applies events.
 */
export async function applyAlone(
  context: EpochContext,
  quarantined: readonly ReadableWork[],
  apply: (work: ReadableWork) => Promise<void>,
  settleCrash: (work: Work, failure: Failure) => ReturnType<typeof settleFailure>,
): Promise<void> {
  const known: (readonly [ReadableWork, UnfinishedAttempts | undefined])[] = [];
  for (let at = 0; at < quarantined.length; at += READ_AT_ONCE) {
    const some = quarantined.slice(at, at + READ_AT_ONCE);
    known.push(
      ...(await Promise.all(some.map(async (work) => [work, await unfinishedOf(context, work)] as const))),
    );
  }
  known.sort(([, one], [, other]) => (one?.count ?? 0) - (other?.count ?? 0));
  for (const [work, unfinished] of known) {
    if (context.stopping.aborted) work.delivery.nak();
    else if ((unfinished?.count ?? 0) >= context.limits.crashAttempts) {
      // Keep the record until the event is a dead letter: without it, the event would crash as many workers again.
      if ((await settleCrash(work, crashOf(unfinished!))) === 'dead-letter') await drop(context, work);
    } else {
      await context.lock.exclusive(() => tryAlone(context, work, unfinished, apply));
    }
  }
}

async function unfinishedOf(
  { link, consumer }: EpochContext,
  work: Work,
): Promise<UnfinishedAttempts | undefined> {
  const unfinished = await readUnfinishedAttempts(link, consumer, work.position).catch(() => undefined);
  const { earlier } = work;
  // Crashes that the dead letter already reports don't count against the first attempt of its replay.
  const isReplay = earlier !== undefined && earlier.attempts === earlier.attemptsBefore;
  return unfinished && isReplay && unfinished.lastAt <= earlier.failedAt ? undefined : unfinished;
}

async function tryAlone(
  context: EpochContext,
  work: ReadableWork,
  unfinished: UnfinishedAttempts | undefined,
  apply: (work: ReadableWork) => Promise<void>,
): Promise<void> {
  if (unfinished && !(await storeAnswers(context))) {
    work.delivery.nak();
    return;
  }
  const now = new Date().toISOString();
  const attempt = { count: (unfinished?.count ?? 0) + 1, lastAt: now };
  const { inbox, consumer, limits } = context;
  const written = await writeUnfinishedAttempts(
    inbox,
    consumer,
    work.position,
    attempt,
    limits.publishTimeoutMs,
  ).catch(() => false);
  if (!written) {
    context.journal.leftInPlace({ position: work.position, why: NO_RECORD });
    work.delivery.nak(limits.deadLetterRetryMs);
    return;
  }
  await apply(work);
  await drop(context, work);
}

/** Resolves to false if the worker is stopped before the store answers. */
async function storeAnswers({ projection, circuit, stopping }: EpochContext): Promise<boolean> {
  for (;;) {
    await circuit.whenAdmitted();
    if (stopping.aborted) return false;
    try {
      await projection.probe();
      return true;
    } catch (error) {
      if (failureClassOf(error) !== 'outage') return true;
      circuit.open(error);
    }
  }
}

async function drop({ link, consumer, journal }: EpochContext, work: Work): Promise<void> {
  await removeUnfinishedAttempts(link, consumer, work.position).catch((error) =>
    journal.failed(`deleting the record of an attempt on ${work.position}`, error),
  );
}

function crashOf({ count }: UnfinishedAttempts): Failure {
  const error = new Error(`Applied alone, this event crashed ${count} workers.`);
  error.stack = '';
  return { class: 'crash', code: 'worker-crash', error, attempts: count };
}
