// @ts-check
import { spawn } from 'node:child_process';

/** How much of the end of a command's output is kept to explain a failure. */
const KEPT_OUTPUT = 64 * 1024;

/** The process groups of running commands, so that an interrupted set-up can end them. @type {Set<number>} */
const running = new Set();

export function endRunningCommands() {
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {}
  }
}

/** A command that failed. `output` is the end of its output. */
export class CommandFailed extends Error {
  /** @override */
  name = 'CommandFailed';
  /** @param {string} message @param {string} output */
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/**
 * Runs a command without showing its output, and returns its standard output. Throws CommandFailed if the command can't
 * start, exits with a code other than 0, or takes longer than `timeoutMs`.
 * @param {string} file
 * @param {string[]} args
 * @param {{ timeoutMs: number, cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>}
 */
export function runCommand(file, args, { timeoutMs, cwd, env }) {
  return new Promise((resolve, reject) => {
    const shown = [file, ...args].join(' ');
    // A process group of its own, so that the children of npm and go end with them.
    const child = spawn(file, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const pid = child.pid;
    if (pid !== undefined) running.add(pid);
    let stdout = '';
    let output = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    }, timeoutMs);
    child.stdout.on('data', (data) => {
      stdout = (stdout + data).slice(-KEPT_OUTPUT);
      output = (output + data).slice(-KEPT_OUTPUT);
    });
    child.stderr.on('data', (data) => {
      output = (output + data).slice(-KEPT_OUTPUT);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new CommandFailed(`${shown} could not start: ${error.message}`, ''));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (pid !== undefined) running.delete(pid);
      if (timedOut) reject(new CommandFailed(`${shown} took longer than ${timeoutMs / 1000} s`, output));
      else if (code !== 0)
        reject(new CommandFailed(`${shown} ended with ${signal ?? `code ${code}`}`, output));
      else resolve(stdout);
    });
  });
}
