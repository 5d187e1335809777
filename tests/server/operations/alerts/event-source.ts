import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { waitUntil } from '../../../engines/condition.ts';

interface LiveMessage {
  id: string;
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into states of every kind
  data: any;
  /** Of performance.now. */
  at: number;
}

export interface TestEventSource {
  status: number;
  headers: IncomingHttpHeaders;
  messages: LiveMessage[];
  /** The number of comments so far. */
  comments: number;
  /** Whether the other side ended the stream, and cleanly. */
  ended: 'no' | 'end' | 'cut';
  /** The newest of a kind. */
  newest(event: string): LiveMessage | undefined;
  /** Resolves to the newest of a kind once it matches. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  until(event: string, holds: (data: any) => boolean): Promise<LiveMessage>;
  /** Reads nothing more, and leaves the connection open. */
  stopReading(): void;
  resume(): void;
  close(): void;
}

/** A client of server-sent events that shows what arrives. Resolves with the head of the answer. */
export async function openEventSource(
  url: string,
  headers: Record<string, string> = {},
): Promise<TestEventSource> {
  const { answer, asked } = await new Promise<{ answer: IncomingMessage; asked: ClientRequest }>(
    (resolve, reject) => {
      const asking = request(url, { headers: { accept: 'text/event-stream', ...headers } }, (given) =>
        resolve({ answer: given, asked: asking }),
      );
      asking.on('error', reject).end();
    },
  );
  let rest = '';
  const source: TestEventSource = {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    messages: [],
    comments: 0,
    ended: 'no',
    newest: (event) => source.messages.findLast((message) => message.event === event),
    until: (event, holds) =>
      waitUntil(
        () => {
          const newest = source.newest(event);
          return newest && holds(newest.data) ? newest : undefined;
        },
        { what: `an event ${event}` },
      ),
    stopReading: () => void answer.pause(),
    resume: () => void answer.resume(),
    close: () => void asked.destroy(),
  };
  asked.on('error', () => {});
  answer.setEncoding('utf8');
  answer.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) take(source, part);
  });
  answer.on('end', () => {
    source.ended = 'end';
  });
  answer.on('error', () => {
    source.ended = 'cut';
  });
  return source;
}

function take(source: TestEventSource, part: string): void {
  if (part.startsWith(':')) source.comments += 1;
  const fields = new Map(
    part.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return;
  const { id = '', event = '' } = Object.fromEntries(fields);
  source.messages.push({ id, event, data: JSON.parse(data), at: performance.now() });
}
