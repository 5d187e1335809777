import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { atExit } from './at-exit.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Whether Schemathesis can run here; `npm test` sets it up. */
export const hasSchemathesis = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  Boolean(environment.SCHEMATHESIS_PYTHON && environment.SCHEMATHESIS_PACKAGES);

interface SchemathesisRun {
  /** The address of the OpenAPI document. */
  document: string;
  key: string;
  checks: readonly string[];
  /** Requests of random content for each operation. */
  maxExamples: number;
  excludePath?: string;
}

/**
 * Sends requests made from an OpenAPI document, the same in every run, and checks the answers against it. Gives what it
 * reported; code 0 means no failure.
 */
export async function runSchemathesis(
  run: SchemathesisRun,
): Promise<{ code: number | null; output: string }> {
  const { document, key, checks, maxExamples, excludePath } = run;
  const folder = temporaryFolder('schemathesis');
  const { SCHEMATHESIS_PYTHON: python = '', SCHEMATHESIS_PACKAGES: packages = '' } = process.env;
  const child = spawn(
    python,
    [
      ...['-m', 'schemathesis.cli', 'run', document, '--header', `Authorization: Bearer ${key}`],
      ...['--checks', checks.join(','), '--phases', 'examples,coverage,fuzzing', '--continue-on-failure'],
      ...['--max-examples', String(maxExamples), '--seed', '1', '--request-timeout', '60', '--no-color'],
      ...(excludePath === undefined ? [] : ['--exclude-path', excludePath]),
    ],
    {
      cwd: folder.path,
      env: { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1', HOME: folder.path },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const forget = atExit(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const [code] = await once(child, 'close');
  forget();
  folder.remove();
  return { code, output };
}
