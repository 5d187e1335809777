import type { WebhookStatus } from '../../../contracts/alerts.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';

/** Where alerts are sent, and whether that works. */
export function WebhookLine({ webhook, now }: { webhook: WebhookStatus; now: string }) {
  const { configured, host, waiting, lastDeliveredAt, lastFailure } = webhook;
  if (!configured)
    return (
      <p className="text-ink-2">
        No alert notifications are sent: <code>WAYBILL_ALERT_WEBHOOK_URL</code> is not set.
      </p>
    );
  return (
    <p className="text-ink-2">
      Notified: <Inert text={host ?? 'a webhook'} />
      {waiting > 0 && <>, {countOf(waiting, 'change')} waiting</>}
      {lastDeliveredAt !== null && (
        <>
          , delivered last at <Instant iso={lastDeliveredAt} now={now} />
        </>
      )}
      {lastFailure !== null && (
        <>
          ; failed at <Instant iso={lastFailure.at} now={now} />: <Inert text={lastFailure.why} />
        </>
      )}
      .
    </p>
  );
}
