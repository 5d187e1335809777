import type { ChildProcess } from 'node:child_process';

/** How one role's process is run. */
export interface ProcessPlan {
  /** The role: `nats`, `cassandra`, `console` or one of the table of roles. */
  name: string;
  /** As it is called in sentences, such as "the gateway". */
  title: string;
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Whether it speaks with the supervisor over a channel, and ends when that closes. */
  channel: boolean;
  logFile: string;
  /** Makes the files and folders that it needs, where they are missing, before each start. */
  prepare?(): void;
  /**
   * Takes what it prints, line by line, on its way to the log file; for what must be known even where the log file
   * can't be written. Without, it has the log file itself.
   */
  output?: { started(): void; line(line: string): void };
  /** How long after SIGTERM it is killed. */
  stopTimeoutMs: number;
  /** Resolves when the process does its work, with its URL where it has one; may never when it doesn't. */
  whenReady(child: ChildProcess, ended: AbortSignal): Promise<{ url?: string | undefined }>;
}
