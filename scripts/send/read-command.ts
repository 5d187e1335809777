import { createHash } from 'node:crypto';
import { type CommandRequest, commandRequest, UnfitCommand } from '../client/command-request.ts';
import type { OccurrenceCounter } from './count-occurrences.ts';
import type { Line } from './read-lines.ts';

/** A line's command, with the idempotency key for every attempt to send it. */
export interface LineCommand {
  line: number;
  bytes: number;
  key: string;
  request: CommandRequest;
}

/** Thrown for an invalid line. The message is for people. */
export class UnfitLine extends Error {
  override name = 'UnfitLine';
}

const members = new Set(['command', 'parameters', 'body', 'key']);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The command in a line. Its key is the line's own, or else made of the run's name, the digest of the command, and how
 * often the same command came before: the line's number is no part of it, so other lines may come and go. Throws UnfitLine.
 */
export function readCommand(line: Line, run: string, occurrences: OccurrenceCounter): LineCommand {
  if (line.fault !== undefined) throw new UnfitLine(line.fault);
  const value = parse(line.text);
  if (!isObject(value)) throw new UnfitLine('The line is not a JSON object.');
  const unknown = Object.keys(value).find((name) => !members.has(name));
  if (unknown !== undefined) {
    throw new UnfitLine(`A line has command, parameters, body and key, not ${JSON.stringify(unknown)}.`);
  }
  const { command, parameters = {}, body, key } = value;
  if (typeof command !== 'string') throw new UnfitLine('"command" is missing or not a string.');
  if (!isObject(parameters)) throw new UnfitLine('"parameters" is not an object.');
  if (key !== undefined && (typeof key !== 'string' || !/^[\x20-\x7e]{1,256}$/.test(key))) {
    throw new UnfitLine('"key" is not a string of 1 to 256 printable ASCII characters.');
  }
  try {
    const request = commandRequest({ command, parameters, body });
    return {
      line: line.number,
      bytes: line.bytes,
      key: key ?? keyOf(run, request, occurrences),
      request,
    };
  } catch (error) {
    if (error instanceof UnfitCommand) throw new UnfitLine(error.message, { cause: error });
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnfitLine(`The line is not JSON: ${(error as Error).message}.`, { cause: error });
  }
}

/** Replaces a run's name that a header can't hold by its digest. */
function keyOf(run: string, { method, path, body }: CommandRequest, occurrences: OccurrenceCounter): string {
  const name = /^[\x21-\x7e]{1,160}$/.test(run) ? run : createHash('sha256').update(run).digest('hex');
  const digest = createHash('sha256')
    .update(`${method} ${path}\n${body ?? ''}`)
    .digest();
  const occurrence = occurrences.add(digest);
  if (occurrence === undefined)
    throw new UnfitLine(
      'The input has too many different lines without a "key". Split it, or give its lines keys.',
    );
  return `${name}:${digest.toString('hex', 0, 16)}:${occurrence}`;
}
