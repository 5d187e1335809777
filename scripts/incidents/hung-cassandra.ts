import { setTimeout as pause } from 'node:timers/promises';
import type { Play } from './play.ts';
import { setStage } from './stage.ts';

const CALM_MS = 20_000;
const ALERT_MS = 180_000;

/** (b) At 02:10 Cassandra hangs: its process is suspended, holds its connections and answers nothing. Later it resumes. */
export const playHungCassandra: Play = async ({ report, goOn, engines, begun }) => {
  const stage = begun(
    await setStage({
      args: ['--history', 'cassandra'],
      env: {
        ...engines,
        WAYBILL_STORES: 'history:cassandra',
        WAYBILL_CASSANDRA_PORT: '0',
        WAYBILL_CASSANDRA_HEAP_BYTES: String(512 * 1024 ** 2),
      },
      rate: 8,
    }),
  );
  const { waybill } = stage;
  report({ step: 'calm', say: 'Normal operation. The history is in Cassandra.', link: waybill.console });
  await pause(CALM_MS);
  const node = waybill.pid('cassandra')!;
  process.kill(node, 'SIGSTOP');
  report({
    step: 'alert',
    say: 'You are paged. Your phone shows this link.',
    link: await stage.alert('status', ALERT_MS),
    find: [
      'Is anything lost?',
      'Does anything need replaying?',
      'What are the workers doing?',
      'Until when does the log keep the pending events?',
      'What do you have to do?',
    ],
  });
  await goOn();
  process.kill(node, 'SIGCONT');
  report({
    step: 'going-on',
    say: 'Cassandra runs again. It is 05:00.',
    link: waybill.console,
    find: ['Is the incident resolved, and since when?', 'What happened, in order?', 'What was the impact?'],
  });
  await goOn();
};
