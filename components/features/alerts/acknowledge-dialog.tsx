'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { AlertSummary } from '../../../contracts/alerts.ts';
import { ActionDialog } from '../../api/action-dialog/action-dialog.tsx';
import { ALERTS_KEY, alertDetail } from '../../api/alerts.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { sendAction } from '../../api/send-action.ts';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';

/** Makes the reader the owner. The answer is the alert as the log has it now. */
export function AcknowledgeDialog({ alert, close }: { alert: AlertSummary; close(): void }) {
  const queries = useQueryClient();
  const action = async (requestId: string, text: string | undefined) => {
    const detail = await sendAction('POST /ops/v1/alerts/:id/acknowledge', {
      params: { id: alert.id },
      body: { requestId, text },
    });
    queries.setQueryData(alertDetail(readFromBrowser, alert.id).queryKey, detail);
    void queries.invalidateQueries({ queryKey: ALERTS_KEY });
    const { acknowledged } = detail.alert;
    if (acknowledged === null)
      return <p>Recorded, but the alert was resolved or became more severe in the meantime.</p>;
    return (
      <p>
        <Inert text={acknowledged.by} /> has been the owner since{' '}
        <Instant iso={acknowledged.at} now={new Date().toISOString()} />, as the audit log says.
      </p>
    );
  };
  return (
    <ActionDialog
      title={`Acknowledge: ${alert.title}, ${alert.subject.name}`}
      reach="Shows you as the owner to everybody, until the alert is resolved or becomes more severe."
      notTouched="The pipeline does not change. The alert fires until its cause is fixed."
      reason="optional"
      kind="alert-acknowledged"
      button="Acknowledge 1 alert"
      action={action}
      close={close}
    />
  );
}
