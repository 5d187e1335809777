import type { HttpClient } from '../client/http-client.ts';
import { OccurrenceCounter } from './count-occurrences.ts';
import { type Delivery, deliver } from './deliver.ts';
import { Dispatcher } from './dispatcher.ts';
import { OutcomeFollower } from './follow-outcomes.ts';
import { type LineCommand, readCommand, UnfitLine } from './read-command.ts';
import { readLines } from './read-lines.ts';
import type { SendOptions } from './send-options.ts';
import type { Tally } from './tally.ts';

interface Sending {
  input: AsyncIterable<Buffer>;
  options: SendOptions;
  client: HttpClient;
  apiKey: string;
  tally: Tally;
  /** Aborted to end the run early; `why` is its reason. */
  stopping: AbortController;
  /** Called with each line. The next line is read when this resolves. */
  onLine(line: number): Promise<void>;
}

/** How many different lines without a key are counted at most; they take about 600 MB. */
const MAX_DIFFERENT_LINES = 2 ** 24;

/** The first unsettled line, if there is one. */
interface Sent {
  unsettledLine: number | undefined;
}

/** Statuses that say nothing about this line, and that every other line would get too. */
const concernsTheRun = (delivery: Delivery): boolean =>
  delivery.kind === 'refused' && (delivery.status === 401 || delivery.status === 403);

/**
 * Sends every line until a stop is requested. Stops the run if a command can't be settled within its retries or the API
 * key isn't accepted, since the following lines would fail too.
 */
export async function sendLines({
  input,
  options,
  client,
  apiKey,
  tally,
  stopping,
  onLine,
}: Sending): Promise<Sent> {
  const { signal } = stopping;
  const follower =
    options.waitMs === undefined
      ? undefined
      : new OutcomeFollower({
          client,
          apiKey,
          patienceMs: options.waitMs,
          onOutcome: (line, outcome, detail) => tally.outcome(line, outcome, detail),
        });

  const work = async (command: LineCommand): Promise<boolean> => {
    const delivery = await deliver(
      { client, apiKey, retryForMs: options.retryForMs, stopping: signal },
      command,
    );
    tally.delivered(command.line, delivery);
    if (delivery.kind === 'unsettled' || concernsTheRun(delivery)) {
      if (!signal.aborted)
        stopping.abort(
          `line ${command.line} could not be sent: ${delivery.kind === 'accepted' ? '' : delivery.detail}`,
        );
      return false;
    }
    if (delivery.kind === 'accepted') await follower?.add(command.line, delivery.location);
    return true;
  };
  const dispatcher = new Dispatcher<LineCommand>({
    concurrency: options.concurrency,
    ordered: options.ordered,
    work,
  });
  signal.addEventListener('abort', () => dispatcher.stop(), { once: true });

  const occurrences = new OccurrenceCounter(MAX_DIFFERENT_LINES);
  let next = options.fromLine;
  for await (const line of untilAborted(readLines(input), signal)) {
    // Lines before the first one to send are read too: their order distinguishes equal lines.
    const isSkipped = line.number < options.fromLine;
    await onLine(line.number);
    try {
      const command = readCommand(line, options.run, occurrences);
      if (!isSkipped) await dispatcher.add(command);
    } catch (error) {
      if (!(error instanceof UnfitLine)) throw error;
      if (!isSkipped) tally.unfit(line.number, error.message);
    }
    if (!isSkipped) next = line.number + 1;
  }
  await dispatcher.finish();
  await follower?.finish(signal);
  return { unsettledLine: dispatcher.firstUnsettled ?? (signal.aborted ? next : undefined) };
}

/** The values until the signal is aborted, even while waiting for the next one, as on standard input. */
async function* untilAborted<Value>(
  values: AsyncGenerator<Value>,
  signal: AbortSignal,
): AsyncGenerator<Value> {
  // Not Promise.race, which would keep every value in memory until the signal is aborted.
  let interrupt = () => {};
  signal.addEventListener('abort', () => interrupt(), { once: true });
  while (!signal.aborted) {
    const next = await new Promise<IteratorResult<Value> | undefined>((resolve, reject) => {
      interrupt = () => resolve(undefined);
      values.next().then(resolve, reject);
    });
    if (next === undefined || next.done || signal.aborted) return;
    yield next.value;
  }
}
