import { setTimeout as pause } from 'node:timers/promises';
import { deployHistoryWorker } from './history-worker.ts';
import type { Play } from './play.ts';
import { setStage } from './stage.ts';

const GOOD = '2.14.1';
const BAD = '2.15.0';
const CALM_MS = 20_000;
const ALERT_MS = 120_000;

/** (a) At 03:04 a new version of the worker is deployed and can't apply any message. Later it is rolled back. */
export const playBadDeploy: Play = async ({ report, goOn, engines, begun }) => {
  const stage = begun(
    await setStage({ args: ['--roles', 'nats,gateway,operations,console'], env: engines, rate: 12 }),
  );
  const { waybill, environment } = stage;
  let worker = await deployHistoryWorker(environment, GOOD);
  report({
    step: 'calm',
    say: `Normal operation. The worker runs version ${GOOD}.`,
    link: waybill.console,
  });
  await pause(CALM_MS);
  await worker.stop();
  worker = await deployHistoryWorker(environment, BAD, {
    eventType: 'chat.message-sent.v1',
    code: 'SQLITE_CONSTRAINT',
    message: 'NOT NULL constraint failed: messages.thread_id (SQLITE_CONSTRAINT, 1299)',
  });
  report({
    step: 'alert',
    say: 'You are paged. Your phone shows this link.',
    link: await stage.alert('dead-letters-many', ALERT_MS),
    find: [
      'Which failure group is affected?',
      'Who is affected?',
      'Which version of the worker brought the failure, and which version ran before?',
      'Is a replay useful now?',
    ],
  });
  await goOn();
  await worker.stop();
  worker = await deployHistoryWorker(environment, GOOD);
  report({
    step: 'rolled-back',
    say: 'The team says: rolled back.',
    link: waybill.console,
    find: [
      'Does the console show which version runs now? Is a replay useful now?',
      'Replay ten first, then the rest.',
      'Leave the page, and find out how far the replay is.',
      'How did the replay end, and what proves it?',
    ],
  });
  await goOn();
  await worker.stop();
};
