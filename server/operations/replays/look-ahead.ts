import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';
import type { Finding } from '../../../contracts/replay.ts';
import { proveDeadLetter } from './prove-dead-letter.ts';
import { readDeadLetters } from './read-dead-letters.ts';
import { type Epoch, readEpoch } from './read-epoch.ts';
import type { ReplayService } from './replay-service.ts';
import { isGuarded } from './select-dead-letters.ts';

const DAY_MS = 86_400_000;
/** A plan must answer soon, so its reads of stores are limited. Everything else is proven at its turn. */
const PROOF_BUDGET_MS = 1_000;
const PROOFS_AT_ONCE = 50;

interface Ahead {
  findings: Finding[];
  epochs: Map<string, Epoch>;
}

/** The likely outcome of each dead letter, as far as it can be known before sending. Throws LogUnavailable. */
export async function lookAhead(
  service: ReplayService,
  sendable: readonly ReplayCandidate[],
): Promise<Ahead> {
  const epochs = new Map<string, Epoch>();
  for (const consumer of new Set(sendable.map((candidate) => candidate.consumer)))
    epochs.set(consumer, await readEpoch(service.projections.get(consumer)!));
  const findings = sendable.flatMap((candidate) => findingsOf(candidate, epochs.get(candidate.consumer)!));
  await addProofs(
    service,
    sendable.filter(({ consumer }) => 'epochId' in epochs.get(consumer)!),
    findings,
  );
  return { findings, epochs };
}

function findingsOf(candidate: ReplayCandidate, epoch: Epoch): Finding[] {
  const { deadLetterId, schemaFault, replaysOfSameFailure, code, expiresAt } = candidate;
  const findings: Finding[] = [];
  const add = (finding: Finding['finding'], detail: string) =>
    findings.push({ deadLetterId, finding, detail });
  if (schemaFault !== null) add('schema', `A replay would fail again: ${schemaFault} Edit and replay it.`);
  if ('down' in epoch) add('store-down', `A replay would wait: ${epoch.down}`);
  if (isGuarded(candidate))
    add('loop-guard', `${replaysOfSameFailure} replays have ended in this failure (${code}).`);
  if (expiresAt > 0 && expiresAt < Date.now())
    add(
      'original-expired',
      'The original has expired from the log. This copy is complete, and the only one.',
    );
  else if (expiresAt > 0 && expiresAt < Date.now() + DAY_MS)
    add('original-expires-soon', 'The original expires from the log within 24 hours.');
  return findings;
}

async function addProofs(
  service: ReplayService,
  candidates: readonly ReplayCandidate[],
  findings: Finding[],
): Promise<void> {
  const until = performance.now() + PROOF_BUDGET_MS;
  for (let from = 0; from < candidates.length && performance.now() < until; from += PROOFS_AT_ONCE) {
    const deadLetters = await readDeadLetters(service.link, candidates.slice(from, from + PROOFS_AT_ONCE));
    await Promise.all(
      [...deadLetters].map(async ([deadLetterId, deadLetter]) => {
        const proof = await proveDeadLetter(service.projections.get(deadLetter.consumer)!, deadLetter);
        if (!('outcome' in proof) || proof.outcome.outcome === 'skipped') return;
        const detail = `The read model shows the event already: ${proof.outcome.outcome}.`;
        findings.push({ deadLetterId, finding: 'already-applied', detail });
      }),
    );
  }
}
