import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { atExit } from '../engines/at-exit.ts';
import { patientLimits } from '../engines/patient-limits.ts';

interface ToolRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface StartedTool {
  child: ChildProcess;
  /** Its output so far. */
  output(): { stdout: string; stderr: string };
  ended: Promise<ToolRun>;
}

const root = join(import.meta.dirname, '..', '..');

/** Starts a script of `scripts/` as npm does, on the same Node as this process. */
export function startTool(
  script: string,
  args: string[],
  environment: Record<string, string>,
  nodeArgs: string[] = [],
): StartedTool {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...nodeArgs, join(root, 'scripts', script), ...args],
    { env: { ...process.env, ...patientLimits, ...environment }, cwd: root, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  // If a tool ends before it has read all its input, the pipe breaks.
  child.stdin.on('error', () => {});
  const forget = atExit(() => child.kill('SIGKILL'));
  const ended = once(child, 'close').then(([code]) => {
    forget();
    return { code: code as number | null, stdout, stderr };
  });
  return { child, output: () => ({ stdout, stderr }), ended };
}

/** Runs a script to its end, with the given text, or nothing, on standard input. */
export async function runTool(
  script: string,
  args: string[],
  environment: Record<string, string>,
  input = '',
): Promise<ToolRun> {
  const tool = startTool(script, args, environment);
  tool.child.stdin?.end(input);
  return tool.ended;
}
