import type { SamplePoison, SampleState } from '../../../contracts/samples.ts';
import { within } from '../../../contracts/timing/within.ts';
import { endSamples } from './end-samples.ts';
import { PAUSE_MS, type SampleService } from './sample-service.ts';

/** How long a reader waits for the workers' latest reports. */
const CATCH_UP_MS = 1_000;
/** How long results are shown once the offer has ended. */
const SHOWN_FOR_MS = 24 * 3_600_000;

/** What is offered, and the results so far. Throws LogUnavailable, StoreFailure. */
export async function showSamples(service: SampleService): Promise<SampleState> {
  const { offer, running, hold, history, changes, projection } = service;
  const look = await offer.recent();
  if (!look.only) endSamples(running);
  const { traffic, pause: held } = running;
  if (held) await within(CATCH_UP_MS, changes.catchUp('CHANGES'), undefined);
  const isRecorded = (at: string) => look.only || Date.now() - Date.parse(at) < SHOWN_FOR_MS;
  const run = traffic?.show() ?? null;
  const poison = await lastPoison(service);
  const storePause = (await held?.show(history, projection)) ?? null;
  return {
    open: look.only,
    why: look.only ? null : look.why,
    samples: look.only ? look.samples : null,
    traffic: run && isRecorded(run.startedAt) ? run : null,
    poison: poison && isRecorded(poison.sentAt) ? poison : null,
    storePause: storePause && isRecorded(storePause.startedAt) ? storePause : null,
    pausable: { seconds: PAUSE_MS / 1_000, why: typeof hold === 'function' ? null : hold.why },
    readAt: new Date().toISOString(),
  };
}

/** The newest one: the audit log has it, also after a restart. */
async function lastPoison({ operations: { index } }: SampleService): Promise<SamplePoison | null> {
  const action = await index.lastAction('sample', 'poison');
  if (!action) return null;
  const correlationId = action.requestId;
  const { entries } = await index.list({ correlationId }, { limit: 1, order: 'oldest' });
  const [entry] = entries;
  return {
    sentAt: action.at,
    correlationId,
    deadLetter: entry ? { id: entry.id, state: entry.state, since: entry.since } : null,
  };
}
