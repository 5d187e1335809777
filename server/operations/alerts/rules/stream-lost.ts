import type { Destroyed, DestroyedStream } from '../../../../contracts/lost-stream.ts';
import { counted, momentInWords, timeInWords } from '../../in-words.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'stream-lost';
const RESTORE = 'A backup of that very stream may be restored under its name: workers apply what it holds.';

/** What each stream held, what its loss means, and what to do. */
interface Meaning {
  severity: 'critical' | 'warning';
  held: string;
  means: string;
  whatToDo: string;
}

const meaningOf = ({ stream, lost }: DestroyedStream, { idempotencyHours }: AlertLimits): Meaning => {
  const warning = (held: string, means: string): Meaning => ({
    severity: 'warning',
    held,
    means,
    whatToDo: 'Find out who deleted it. Waybill created it again and continues by itself.',
  });
  switch (stream) {
    case 'DEAD_LETTERS':
      return {
        severity: 'critical',
        held: 'dead letter',
        means: 'Events that could not be applied are in no list any more.',
        whatToDo:
          'Their events are in the log. Waybill sends them to their worker again once the reconciliation has looked for them: they are applied, or are dead letters again.',
      };
    case 'OPERATIONS':
      return {
        severity: 'critical',
        held: 'action',
        means: 'The audit log, alerts, replays and what operators decided about dead letters are gone.',
        whatToDo: 'Dead letters are open again: decide them again before you rebuild.',
      };
    case 'RETRIES':
      return {
        severity: 'critical',
        held: 'event to be tried again',
        means: 'These events are still in the log, but no worker tries them yet.',
        whatToDo:
          'Waybill sends them to their worker again once the reconciliation has looked for them. Watch that it is balanced again.',
      };
    case 'KV_IDEMPOTENCY':
      return {
        severity: 'critical',
        held: 'idempotency key',
        means: `A command that was sent before that with an Idempotency-Key, and is sent again within ${idempotencyHours} hours, becomes a second command.`,
        whatToDo: 'Tell clients to ask for the status of a command by its id instead of sending it again.',
      };
    case 'ATTEMPTS':
      return warning('attempt under way', 'An event that ends its worker is tried a few times more.');
    case 'LEDGER':
      return warning(
        'message',
        'Traces of that time have no timeline; what was applied is proven by reading.',
      );
    case 'CHANGES':
      return warning('change', 'Activity shows nothing of that time.');
    case 'SAMPLES':
      return warning('snapshot', 'Charts may lack that time.');
    case 'ADVISORIES':
      return warning(
        'advisory',
        'An event that the server abandoned meanwhile may be missing from the dead letters.',
      );
    case 'KV_LEASES':
      return warning('lease', 'Alerts and replays paused for some seconds.');
    case 'PROBE':
      return warning('message', 'Nothing else was in it.');
    default:
      return {
        held: 'event',
        ...whatIsLost(lost),
        whatToDo: `The reconciliation counts what was lost, and names it. Its clients have to send it again. ${RESTORE}`,
      };
  }
};

/** Of a stream of events: what each projection had nowhere. */
function whatIsLost(lost: DestroyedStream['lost']): Pick<Meaning, 'severity' | 'means'> {
  const counts = Object.entries(lost).map(
    ([projection, ranges]) =>
      [projection, ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)] as const,
  );
  if (counts.length === 0)
    return { severity: 'critical', means: 'What no projection had applied yet is being counted.' };
  const missing = counts.filter(([, count]) => count > 0);
  if (missing.length === 0)
    return {
      severity: 'warning',
      means: 'Every event of it had been applied, or is a dead letter or a retry.',
    };
  const named = missing.map(([projection, count]) => `${projection} lost ${counted(count, 'event')}`);
  return { severity: 'critical', means: `${named.join(', ')}.` };
}

const HOW: Record<Destroyed, string> = {
  deleted: 'was deleted',
  replaced: 'was deleted, and another one has its name',
  shortened: 'ends before what it had confirmed',
};

/** Somebody destroyed a part of the log. */
export function streamLostRule(limits: AlertLimits): AlertRule {
  const time = limits.alertStreamLostMs;
  return {
    name: NAME,
    title: 'A stream was lost',
    condition: `In the last ${timeInWords(time)} a stream of the log was deleted, replaced or shortened.`,
    thresholds: thresholdsOf(limits, 'alertStreamLostMs'),
    forMs: 0,
    effect: 'What was only in that stream is lost. Waybill created the stream again, and continues.',
    whatToDo: 'Find out who deleted it.',
    judge({ lostStreams, at }) {
      if (!lostStreams.known) return undefined;
      return newestOfEach(lostStreams.value).flatMap((lost) => {
        const { stream, how, messages, noticedAt } = lost;
        const noticed = Date.parse(noticedAt);
        if (at - noticed >= time) return [];
        const meaning = meaningOf(lost, limits);
        const held =
          messages === null ? `an unknown number of ${meaning.held}s` : counted(messages, meaning.held);
        const missing = how === 'shortened' ? `${held} missing` : `it held ${held}`;
        return {
          alert: alertId(NAME, stream),
          concerns: { kind: 'stream', name: stream },
          severity: meaning.severity,
          over: true,
          why: `The stream ${stream} ${HOW[how]} (noticed ${momentInWords(noticed)}): ${missing}. ${meaning.means}`,
          whatToDo: meaning.whatToDo,
          beganAt: noticed,
          touches: [stream],
        };
      });
    },
  };
}

const newestOfEach = (lost: readonly DestroyedStream[]): DestroyedStream[] => [
  ...new Map(lost.map((each) => [each.stream, each])).values(),
];
