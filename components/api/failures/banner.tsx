import { LIST_POLL_MS } from '../../limits.ts';
import { familyClass } from '../../ui/status/family.ts';
import { liveStatus } from '../../ui/status/live-status.ts';
import { StatusMark } from '../../ui/status/status-mark.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { missingPart } from '../liveness-of.ts';
import { OperationsFailure } from '../read-answer.ts';

/** Shown across the page while the operations service or the log is missing. */
export function Banner({ error, since }: { error: Error | null; since: string | null }) {
  // The refusal of one item, such as an unknown id, is shown in that item's place instead.
  if (error === null || (error instanceof OperationsFailure && error.status < 500)) return null;
  const { family, mark } = liveStatus.stale;
  const part = missingPart(error);
  const said = meaning[part];
  const detail = error instanceof OperationsFailure && !said?.isWhole ? error.message : undefined;
  return (
    <div
      role="status"
      className={`${familyClass[family]} -mx-4 -mt-6 mb-6 flex items-start gap-2 bg-(--status-tint) px-4 py-2 text-(--status) phone:-mx-6 phone:px-6`}
    >
      <StatusMark mark={mark} className="mt-1" />
      <p className="max-w-[120ch] text-pretty">
        <strong className="font-semibold first-letter:uppercase">
          {said?.sentence ?? `The operations API ${part}.`}
        </strong>{' '}
        {detail !== undefined && <Inert text={detail} />}{' '}
        {since === null ? (
          'Nothing could be read yet.'
        ) : (
          <>
            What is shown is as of <Instant iso={since} now={since} />.
          </>
        )}{' '}
        Asked again every {LIST_POLL_MS / 1_000} s.
      </p>
    </div>
  );
}

/** `isWhole`: the sentence is complete, and the answer adds nothing to it. */
const meaning: Record<string, { sentence: string; isWhole: boolean }> = {
  'NATS unreachable': {
    sentence: 'NATS cannot be reached: the log can be neither read nor written, and clients get 503.',
    isWhole: true,
  },
  'NATS refuses the credentials': {
    sentence: 'NATS refuses Waybill’s credentials, so clients get 503.',
    isWhole: false,
  },
  'NATS credentials unusable': {
    sentence: 'Waybill’s credentials for NATS cannot be used, so clients get 503.',
    isWhole: false,
  },
  'no TLS with NATS': { sentence: 'TLS with NATS failed, so clients get 503.', isWhole: false },
  'operations service unreachable': {
    sentence:
      'The operations service cannot be reached, so this console shows no new data. Commands don’t pass through it: the gateway’s /health/ready says whether they are accepted.',
    isWhole: true,
  },
  'console unreachable': {
    sentence:
      'The console’s own server does not answer, so this page shows no new data. Commands don’t pass through it: the gateway’s /health/ready says whether they are accepted.',
    isWhole: true,
  },
};
