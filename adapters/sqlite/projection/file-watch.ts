import { fileIdentity, fileState } from '../thread/file-identity.ts';
import { readFileRecord } from '../thread/file-record.ts';
import { firstMarkInLog, readRawFile } from '../thread/raw-file.ts';
import { follows, markBefore, NO_MARK } from './commit-mark.ts';
import type { FileFault } from './file-fault.ts';

/** A file that changed less than this ago may be a copy in progress: check it later. */
const SETTLED_MS = 2_000;
/** How often to check the files of the write-ahead log and its index if nothing else changed. */
const LOG_LOOK_MS = 100;

const isSettled = (changedAtMs: number): boolean => Math.abs(Date.now() - changedAtMs) > SETTLED_MS;

/** Whether a write-ahead log beside this file holds commits. */
const hasLog = (path: string): boolean => (fileState(`${path}-wal`)?.size ?? 0) > 0;

/**
 * What is wrong with a file that this process has not open; null for nothing. It was emptied, is no database, was cut short,
 * or has another file's write-ahead log, which SQLite would silently apply. Throws what the file system throws.
 */
export function faultAtRest(path: string): FileFault | null {
  const state = fileState(path);
  if (!state) return null;
  const raw = readRawFile(path);
  const log = hasLog(path);
  const fault = ((): FileFault | null => {
    if (raw.kind === 'empty') return log || readFileRecord(path) ? 'emptied' : null;
    if (raw.kind === 'other') return 'no-database';
    // With a log, the missing pages may be in it: a checkpoint was interrupted.
    if (!log) return raw.kind === 'short' ? 'cut-short' : null;
    const first = firstMarkInLog(`${path}-wal`);
    const isOfFile = first === null || raw.mark === NO_MARK || follows(raw.mark, markBefore(first));
    return isOfFile ? null : 'replaced';
  })();
  const isHealed = fault === 'emptied' || fault === 'replaced';
  return isHealed && !isSettled(state.changedAtMs) ? 'changing' : fault;
}

/** The same for readers, which can't repair a file: until a worker does, they would read incomplete content. */
export function faultForReaders(path: string): FileFault | null {
  const fault = faultAtRest(path);
  if (fault !== null || fileIdentity(path) === null) return fault;
  return !hasLog(path) && readFileRecord(path)?.isOpen ? 'log-lost' : null;
}

/** Whether commits were lost with a removed write-ahead log, or the file was restored to an earlier state. */
export function isBehindRecord(path: string, mark: number, hadLog: boolean): boolean {
  const record = readFileRecord(path);
  if (!record) return false;
  return (record.isOpen && !hadLog) || !follows(mark, record.mark);
}

/**
 * Watches the files under one open connection. SQLite does not notice such changes: it continues with cached pages and with
 * removed files that are still open.
 */
export class FileWatch {
  readonly #path: string;
  readonly #identity: string | null;
  #log: string | null;
  #index: string | null;
  #size: number;
  #changedAtMs: number;
  #mark: number;
  #logLookAt = 0;
  #logSize: number;
  readonly #isLogWhole: (size: number) => boolean;

  /**
   * Call it once the connection has read. `opened`: the file's identity before it was opened; the file may have been
   * replaced since. `isLogWhole`: whether a log that became shorter, as checkpoints make it, has all its frames.
   */
  constructor(
    path: string,
    opened: string | null | undefined,
    isLogWhole: (size: number) => boolean = () => true,
  ) {
    this.#path = path;
    this.#isLogWhole = isLogWhole;
    const state = fileState(path);
    this.#identity = opened === undefined ? (state?.identity ?? null) : opened;
    this.#size = state?.size ?? 0;
    this.#changedAtMs = state?.changedAtMs ?? 0;
    this.#mark = readRawFile(path).mark;
    const log = fileState(`${path}-wal`);
    this.#log = log?.identity ?? null;
    this.#logSize = log?.size ?? 0;
    this.#index = fileIdentity(`${path}-shm`);
  }

  /**
   * `other`: another file is there, or none. `isThorough`: checks everything, however recent the last check. Throws what the
   * file system throws.
   */
  look(isThorough = false): FileFault | 'other' | null {
    const state = fileState(this.#path);
    if (state === null || state.identity !== this.#identity) return 'other';
    if (state.size !== this.#size || state.changedAtMs !== this.#changedAtMs) {
      const fault = this.#judge(state.size);
      if (fault && !isSettled(state.changedAtMs)) return 'changing';
      if (fault) return fault;
      this.#size = state.size;
      this.#changedAtMs = state.changedAtMs;
    }
    const now = performance.now();
    if (!isThorough && now - this.#logLookAt < LOG_LOOK_MS) return null;
    this.#logLookAt = now;
    const found = fileState(`${this.#path}-wal`);
    const log = found?.identity ?? null;
    const index = fileIdentity(`${this.#path}-shm`);
    // Two connections with different index files would overwrite each other's frames in one log.
    if ((this.#log !== null && log !== this.#log) || (this.#index !== null && index !== this.#index))
      return 'log-lost';
    this.#log = log;
    this.#index = index;
    const size = found?.size ?? 0;
    if (size < this.#logSize && !this.#isLogWhole(size)) return 'log-lost';
    this.#logSize = size;
    return null;
  }

  /** Call it after a commit of this connection, which made the log longer. */
  wrote(): void {
    this.#logSize = fileState(`${this.#path}-wal`)?.size ?? 0;
  }

  /** Checkpoints change the file too, but only increase its mark and never shorten it, because SQLite frees no page. */
  #judge(size: number): FileFault | null {
    const raw = readRawFile(this.#path);
    if (raw.kind === 'unknown') return null;
    if (raw.kind === 'empty' || raw.kind === 'missing') return 'emptied';
    if (raw.kind === 'other') return 'no-database';
    if (raw.kind === 'short') return size < this.#size ? 'cut-short' : null;
    if (!follows(raw.mark, this.#mark)) return 'replaced';
    this.#mark = raw.mark;
    return null;
  }
}
