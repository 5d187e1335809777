import type { Destroyed, DestroyedStream } from '../../../../contracts/lost-stream.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'stream-lost';
const RESTORE = 'If you have a backup of this stream, restore it under its name: workers apply its events.';

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
    whatToDo: 'Find out who deleted it. Waybill created it again and continues.',
  });
  switch (stream) {
    case 'DEAD_LETTERS':
      return {
        severity: 'critical',
        held: 'dead letter',
        means: 'The list of dead letters is empty, but their events are still in the log.',
        whatToDo:
          'Wait. After the next reconciliations Waybill sends these events to their worker again: they are applied, or become dead letters again.',
      };
    case 'OPERATIONS':
      return {
        severity: 'critical',
        held: 'action',
        means: "The audit log, alerts, replays and operators' decisions about dead letters are lost.",
        whatToDo: 'Dead letters are open again: discard, hold or edit them again before you rebuild.',
      };
    case 'RETRIES':
      return {
        severity: 'critical',
        held: 'event',
        means: 'These events are still in the log, but no worker tries them yet.',
        whatToDo:
          'Wait. After the next reconciliations Waybill sends these events to their worker again. Check that the reconciliation is balanced then.',
      };
    case 'KV_IDEMPOTENCY':
      return {
        severity: 'critical',
        held: 'idempotency key',
        means: `Earlier idempotency keys are lost: a command that was sent before the loss and is repeated with its key within ${idempotencyHours} hours becomes a second command.`,
        whatToDo: 'Ask clients to read the status of a command by its id instead of sending it again.',
      };
    case 'ATTEMPTS':
      return warning('unfinished attempt', 'An event that crashes its worker may get a few more attempts.');
    case 'LEDGER':
      return warning(
        'message',
        'Traces have no timeline for that time; the reconciliation reads the read model instead.',
      );
    case 'CHANGES':
      return warning('change', 'Activity shows nothing for that time.');
    case 'SNAPSHOTS':
      return warning('snapshot', 'Charts may have a gap for that time.');
    case 'ADVISORIES':
      return warning(
        'advisory message',
        'An event that the server abandoned at that time may be missing from the dead letters.',
      );
    case 'KV_LEASES':
      return warning('lease', 'Alerts and replays paused for some seconds.');
    case 'PROBE':
      return warning('message', 'It holds only the messages with which Waybill tests the log.');
    default:
      return {
        held: 'event',
        ...whatIsLost(lost),
        whatToDo: `The reconciliation counts and names the lost events. Their clients must send them again. ${RESTORE}`,
      };
  }
};

/** How many events of a lost stream each projection lost. */
function whatIsLost(lost: DestroyedStream['lost']): Pick<Meaning, 'severity' | 'means'> {
  const counts = Object.entries(lost).map(
    ([projection, ranges]) =>
      [projection, ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)] as const,
  );
  if (counts.length === 0)
    return { severity: 'critical', means: 'Waybill is counting the events that no projection had applied.' };
  const missing = counts.filter(([, count]) => count > 0);
  if (missing.length === 0)
    return {
      severity: 'warning',
      means: 'All of its events were applied, or are dead letters or retries.',
    };
  const named = missing.map(([projection, count]) => `${projection} lost ${countOf(count, 'event')}`);
  return { severity: 'critical', means: `${named.join(', ')}.` };
}

const HOW: Record<Destroyed, string> = {
  deleted: 'was deleted',
  replaced: 'was replaced by another stream of the same name',
  shortened: 'ends before the last event that it confirmed',
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
    effect: 'Messages that only this stream held are lost. Waybill created the stream again and continues.',
    whatToDo: 'Find out who deleted it.',
    judge({ lostStreams, at }) {
      if (!lostStreams.known) return undefined;
      return newestOfEach(lostStreams.value).flatMap((lost) => {
        const { stream, how, messages, noticedAt } = lost;
        const noticed = Date.parse(noticedAt);
        if (at - noticed >= time) return [];
        const meaning = meaningOf(lost, limits);
        const held =
          messages === null ? `an unknown number of ${meaning.held}s` : countOf(messages, meaning.held);
        const missing = how === 'shortened' ? `${held} missing` : `at the last check it held ${held}`;
        return {
          alert: alertId(NAME, stream),
          subject: { kind: 'stream', name: stream },
          severity: meaning.severity,
          over: true,
          why: `The stream ${stream} ${HOW[how]}: ${missing}. ${meaning.means}`,
          whatToDo: meaning.whatToDo,
          beganAt: noticed,
          affected: [stream],
        };
      });
    },
  };
}

const newestOfEach = (lost: readonly DestroyedStream[]): DestroyedStream[] => [
  ...new Map(lost.map((each) => [each.stream, each])).values(),
];
