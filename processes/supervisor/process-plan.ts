import type { ChildProcess } from 'node:child_process';

/** How to run one role's process. */
export interface ProcessPlan {
  /** `nats`, `cassandra`, `console`, or a role of the role table. */
  name: string;
  /** Used in sentences, such as "the gateway". */
  title: string;
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Whether the process has a channel to the supervisor, and ends when that closes. */
  channel: boolean;
  logFile: string;
  /** Called before each start. Creates the files and folders that the process needs and are missing. */
  prepare?(): void;
  /**
   * Gets each line of output before the log file does, for facts that must be known even if the file can't be written.
   * Without it, the process writes to the log file itself.
   */
  output?: { started(): void; line(line: string): void };
  /** How long after SIGTERM the process is killed. */
  stopTimeoutMs: number;
  /** Resolves when the process is ready, with its URL if it has one. May never resolve otherwise. */
  whenReady(child: ChildProcess, ended: AbortSignal): Promise<{ url?: string | undefined }>;
}
