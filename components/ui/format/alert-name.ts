import type { AlertSummary } from '../../../contracts/alerts.ts';

/** The name of an alert; its id until the name is known. */
export const alertName = (id: string, alert: Pick<AlertSummary, 'title' | 'subject'> | undefined): string =>
  alert ? `${alert.title} · ${alert.subject.name}` : `Alert ${id}`;
