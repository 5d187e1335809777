import type { AlertSummary } from '../../../contracts/alerts.ts';

/** What an alert is called: by its id until more is known. */
export const alertName = (id: string, alert: Pick<AlertSummary, 'title' | 'subject'> | undefined): string =>
  alert ? `${alert.title} · ${alert.subject.name}` : `Alert ${id}`;
