import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { type CommandStatus, isFinal } from '../../contracts/command-status.ts';
import { encodePosition } from '../../contracts/position.ts';
import { backoff } from '../../contracts/timing/backoff.ts';
import { within } from '../../contracts/timing/within.ts';
import { type Acceptance, statusPath } from '../commands/acceptance.ts';
import type { OutcomeWaiter } from '../commands/register-commands.ts';
import { ProblemError } from '../http/problem-error.ts';
import { askedProjections } from './asked-projections.ts';
import { locateCommand } from './locate-command.ts';
import { decidingProjections, readStatus } from './read-status.ts';
import { readableUntil } from './readable-until.ts';
import type { StatusService } from './status-service.ts';

const FIRST_LOOK_MS = 10;
const BETWEEN_LOOKS_MS = 200;

interface WaitLimits {
  maxWaitSeconds: number;
  /** Ends all waits. */
  stopping: AbortSignal;
}

/** Delays answers to commands until their outcomes are known, at most for `maxWaitSeconds`. */
export const waitForOutcomes = (service: StatusService, limits: WaitLimits): OutcomeWaiter => ({
  check: (eventType, projection) => void askedProjections(service, eventType, projection),
  wait: (...held) => awaitOutcome(service, limits, ...held),
});

/**
 * Delays the answer to a command until its outcome is known, at most as long as the client asks: 200 with the status if it
 * was applied, 422 if a business rule rejected it. Resolves to false if the 202 is to be sent.
 */
async function awaitOutcome(
  service: StatusService,
  { maxWaitSeconds, stopping }: WaitLimits,
  preferredSeconds: number,
  reply: FastifyReply,
  acceptance: Acceptance,
  projection: string | undefined,
): Promise<boolean> {
  const seconds = Math.min(preferredSeconds, maxWaitSeconds);
  reply.header('preference-applied', `wait=${seconds}`);
  const waitMs = seconds * 1_000;
  const asked = finalStatus(service, acceptance, projection, performance.now() + waitMs, stopping);
  // When the time is up, don't wait for a read in progress.
  const status = await within(waitMs, asked, undefined);
  const location = statusPath(acceptance.commandId, encodePosition(acceptance.position));
  if (status?.state === 'applied') {
    reply.code(200).header('location', location).header('cache-control', 'no-store').send(status);
    return true;
  }
  if (status?.state !== 'rejected') return false;
  throw new ProblemError('command-rejected', status.reason?.detail ?? 'The command was rejected.', {
    commandId: acceptance.commandId,
    headers: { location },
  });
}

async function finalStatus(
  service: StatusService,
  acceptance: Acceptance,
  projection: string | undefined,
  deadline: number,
  stopping: AbortSignal,
): Promise<CommandStatus | undefined> {
  const location = await locateCommand(service, acceptance.commandId, acceptance.position);
  if (!('event' in location)) return undefined;
  const { event } = location;
  const asked = askedProjections(service, event.event.type, projection);
  const deciding = decidingProjections(asked);
  /** The answer doesn't depend on the other projections, so their reads get only a part of the remaining time. */
  const withOthers = () => {
    const now = performance.now();
    const until = now + (deadline - now) / 2;
    return readStatus(
      service,
      event,
      asked.map((each) => (deciding.includes(each) ? each : readableUntil(until, each))),
    );
  };
  for (let look = 1; ; look += 1) {
    const status = await readStatus(service, event, deciding);
    if (isFinal(status.state)) return deciding.length === asked.length ? status : withOthers();
    const left = deadline - performance.now();
    if (left <= 0) return undefined;
    await delay(Math.min(left, backoff(look, FIRST_LOOK_MS, BETWEEN_LOOKS_MS)), undefined, {
      signal: stopping,
    });
  }
}
