import { setTimeout as pause } from 'node:timers/promises';
import { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { natsTargetOf } from '../../platform/configuration/nats-target.ts';
import { knownRoles } from '../../processes/supervisor/start-arguments.ts';
import { projections } from '../../workers/registry.ts';
import { seededRandom } from '../conversation/random.ts';
import { schedule } from '../conversation/schedule.ts';
import { UnfitSender } from '../send-unfit.ts';
import { awaitRecovery, awaitRest, type Recovery } from './await-recovery.ts';
import { countEverything } from './count-everything.ts';
import { CountingClient } from './counting-client.ts';
import { makeIntents } from './intents.ts';
import type { ChaosOptions } from './options.ts';
import { type PlayedFault, playFault } from './play-fault.ts';
import { REFUSALS } from './refuse-store.ts';
import type { Outcome } from './report.ts';
import { planFaults } from './schedule.ts';
import { sendSteadily, type Traffic } from './send-steadily.ts';
import { CALLERS, type Stage } from './stage.ts';

const ROLES = knownRoles(projections);
const LAST_ANSWERS_MS = 30_000;
const SUPERVISOR_LOOK_MS = 250;
const NEVER = new AbortController().signal;
const LINK = { name: 'chaos', connectTimeoutMs: 2_000, pingIntervalMs: 2_000, requestTimeoutMs: 5_000 };

interface Events {
  fault(fault: PlayedFault): void;
  say(line: string): void;
}

/** Sends commands and plays faults for the given time, waits for the recovery, then counts. */
export async function runChaos(stage: Stage, options: ChaosOptions, events: Events): Promise<Outcome> {
  const { seed, durationMs, rate, recoveryMs } = options;
  const supervisorEnded = new AbortController();
  const watch = setInterval(() => {
    if (!stage.hasSupervisor()) supervisorEnded.abort();
  }, SUPERVISOR_LOOK_MS);
  const sendingEnded = new AbortController();
  const clientLink = openLink(stage);
  const unfit = new UnfitSender(clientLink);
  const client = new CountingClient(new URL(stage.waybill.gateway), CALLERS, unfit, sendingEnded.signal);
  try {
    events.say(`Sending ${rate} commands a second for ${durationMs / 1_000} s and playing faults.`);
    const began = performance.now();
    const faults = playAll(stage, options, began, events, supervisorEnded.signal);
    const traffic = await sendSteadily(
      makeIntents(CALLERS.length, seededRandom(`${seed}, intents`)),
      schedule(rate, durationMs, seededRandom(`${seed}, times`)),
      (intent) => client.send(intent),
      supervisorEnded.signal,
    );
    const played = await faults;
    const healedAt = performance.now();
    events.say('The faults have ended. Waiting for the recovery.');
    const recovery = await recover(
      stage,
      traffic,
      sendingEnded,
      healedAt,
      recoveryMs,
      supervisorEnded.signal,
    );
    let help: string | undefined;
    if (!stage.hasSupervisor()) {
      help = `the supervisor ended (${describeEnd(stage)}), and chaos had to start Waybill again.`;
      events.say(`The supervisor ended (${describeEnd(stage)}). Starting Waybill again, to count.`);
      await stage.startByHand();
      const link = openLink(stage);
      await awaitRest(link, performance.now(), recoveryMs, NEVER).finally(() => link.close());
    }
    events.say('Counting.');
    const link = openLink(stage);
    try {
      if (!(await link.whenUp(recoveryMs)))
        throw new Error('The log does not answer, so nothing can be counted.');
      return {
        seed,
        durationMs,
        intents: client.sent.length,
        notSent: traffic.notSent,
        unfinished: recovery.unfinished,
        answers: countAnswers(client),
        faults: played,
        recovery: recovery.roles,
        help,
        count: await countEverything(stage, link, client.sent),
      };
    } finally {
      await link.close();
    }
  } finally {
    clearInterval(watch);
    sendingEnded.abort();
    client.close();
    unfit.close();
    await clientLink.close();
  }
}

/** Waits for every role to recover, then for the last answers, then for the worker to have no events left. */
async function recover(
  stage: Stage,
  traffic: Traffic,
  sendingEnded: AbortController,
  healedAt: number,
  withinMs: number,
  ended: AbortSignal,
): Promise<{ roles: Recovery[]; unfinished: number }> {
  const link = openLink(stage);
  try {
    const roles = await awaitRecovery(stage.waybill, link, healedAt, withinMs, ended);
    if (!ended.aborted) await traffic.settled(LAST_ANSWERS_MS);
    sendingEnded.abort();
    const unfinished = await traffic.settled(LAST_ANSWERS_MS);
    return { roles: [...roles, await awaitRest(link, healedAt, withinMs, ended)], unfinished };
  } finally {
    await link.close();
  }
}

const openLink = ({ waybill }: Stage) =>
  new NatsLink({ ...LINK, target: natsTargetOf({ natsUrl: waybill.nats }) });

async function playAll(
  stage: Stage,
  options: ChaosOptions,
  began: number,
  events: Events,
  stopping: AbortSignal,
): Promise<PlayedFault[]> {
  const running = ROLES.filter((role) => stage.process(role) !== undefined);
  const kinds = options.only.filter((kind) => kind !== 'disk' || stage.disk !== undefined);
  // Faults of Cassandra's process are faults of the store.
  const others = running.filter((role) => role !== 'cassandra');
  const planned = planFaults(
    options.durationMs,
    {
      kinds,
      killed: others,
      stopped: [...others, 'supervisor'],
      refusals: running.includes('worker:history') ? REFUSALS[options.history] : [],
    },
    seededRandom(`${options.seed}, faults`),
  );
  const elapsed = () => performance.now() - began;
  const played = planned.map(async (fault) => {
    await pause(fault.atMs - elapsed(), undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return undefined;
    const done = await playFault(fault, stage, elapsed, stopping);
    events.fault(done);
    return done;
  });
  return (await Promise.all(played)).filter((fault) => fault !== undefined);
}

function countAnswers({ sent }: CountingClient): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { answers } of sent) for (const { what } of answers) counts[what] = (counts[what] ?? 0) + 1;
  return counts;
}

const describeEnd = ({ waybill }: Stage): string => {
  const { exitCode, signalCode } = waybill.child;
  return signalCode === null ? `exit code ${exitCode}` : `killed by ${signalCode}`;
};
