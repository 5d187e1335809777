/**
 * One line of the input, numbered from 1. If the line can't be read, `text` is undefined and `fault` gives the reason.
 */
export type Line =
  | { number: number; bytes: number; text: string; fault?: never }
  | { number: number; bytes: number; text?: never; fault: string };

/** Longer than any command the gateway accepts, even fully escaped. */
const MAX_LINE_BYTES = 8 * 1024 ** 2;

const LINE_FEED = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The lines of a byte stream. Reads only as far as lines are requested, and skips a line that is too long without
 * holding it in memory. Blank lines are left out but count for the numbers.
 */
export async function* readLines(input: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 1;
  const keep = (part: Buffer) => {
    length += part.length;
    if (length <= MAX_LINE_BYTES) parts.push(part);
    else parts = [];
  };
  const finish = (): Line | undefined => {
    const line = readLine(number, parts, length);
    parts = [];
    length = 0;
    number += 1;
    return line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      const line = finish();
      if (line) yield line;
    }
    // A copy, so that the rest of a chunk doesn't keep the whole chunk in memory.
    if (start < chunk.length) keep(start === 0 ? chunk : Buffer.from(chunk.subarray(start)));
  }
  const last = length > 0 ? finish() : undefined;
  if (last) yield last;
}

function readLine(number: number, parts: Buffer[], bytes: number): Line | undefined {
  if (bytes > MAX_LINE_BYTES) {
    return { number, bytes, fault: `The line has ${bytes} bytes; a line may have ${MAX_LINE_BYTES}.` };
  }
  try {
    // The decoder drops a byte order mark by itself.
    const text = decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts)).trim();
    return text === '' ? undefined : { number, bytes, text };
  } catch {
    return { number, bytes, fault: 'The line is not UTF-8.' };
  }
}
