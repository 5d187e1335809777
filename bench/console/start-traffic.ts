import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestWaybill } from '../../tests/engines/waybill.ts';

const root = join(import.meta.dirname, '..', '..');

/** Sends conversations at that rate from its own process until it is stopped. `stop` returns its counts. */
export function startTraffic(waybill: TestWaybill, rate: number, env: NodeJS.ProcessEnv) {
  const { gateway, apiKey } = waybill;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'scripts', 'traffic.ts'),
      ...['--rate', String(rate), '--for', '2h', '--in-flight', '512', '--url', gateway, '--key', apiKey],
    ],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (data) => {
    said = `${said}${data}`.slice(-2_000);
  });
  const exited = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  return {
    async stop(): Promise<string> {
      child.kill('SIGTERM');
      await exited;
      process.off('exit', kill);
      return said.trim().split('\n').slice(-3).join('\n');
    },
  };
}
