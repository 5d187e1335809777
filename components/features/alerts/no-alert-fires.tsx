import { Notice } from '../../ui/notices/notice.tsx';
import { Instant } from '../../ui/text/instant.tsx';

/** No alert is firing, or nothing is known yet because no rule was checked. */
export function NoAlertFires({ judgedAt, now }: { judgedAt: string | null; now: string }) {
  return judgedAt === null ? (
    <Notice title="No alert data yet">
      <p>
        The operations service has just started and has not checked the alert rules yet. This takes a few
        seconds.
      </p>
    </Notice>
  ) : (
    <Notice title="No alert is firing">
      <p>
        All alert rules were checked at <Instant iso={judgedAt} now={now} />. Alerts are listed here when they
        are raised, most severe first, with their impact and what to do.
      </p>
    </Notice>
  );
}
