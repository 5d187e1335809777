import { AcknowledgeRequest, AlertDetail, AlertId, AlertList, AlertRules } from '../../alerts.ts';
import * as Type from '../../type.ts';
import { PageLimit } from '../parameters.ts';
import { defineRoutes } from '../route.ts';

const params = Type.Object({ id: AlertId });

/** Alerts, and the rules behind them. */
export const alertRoutes = defineRoutes({
  'list-alerts': {
    method: 'GET',
    path: '/ops/v1/alerts',
    summary: 'List alerts',
    description: 'Firing alerts, most severe first; then cleared ones, newest first.',
    permission: 'pipeline:read',
    query: Type.Object({ limit: PageLimit(500, 100) }),
    answers: { 200: { description: 'The alerts.', schema: AlertList } },
  },
  'read-alert': {
    method: 'GET',
    path: '/ops/v1/alerts/:id',
    summary: 'Read an alert',
    description: 'One alert: its effect, what to do, and its timeline.',
    permission: 'pipeline:read',
    params,
    answers: { 200: { description: 'The alert.', schema: AlertDetail } },
    problems: ['alert-unknown'],
  },
  'acknowledge-alert': {
    method: 'POST',
    path: '/ops/v1/alerts/:id/acknowledge',
    summary: 'Acknowledge an alert',
    description: 'Makes you the owner.',
    permission: 'alerts:acknowledge',
    changes: true,
    params,
    body: AcknowledgeRequest,
    answers: { 200: { description: 'The alert.', schema: AlertDetail } },
    problems: ['alert-unknown', 'acted-before', 'request-id-reused'],
  },
  'list-alert-rules': {
    method: 'GET',
    path: '/ops/v1/alert-rules',
    summary: 'List alert rules',
    description: 'Every rule with its thresholds, and the number of its firing alerts.',
    permission: 'pipeline:read',
    answers: { 200: { description: 'The rules.', schema: AlertRules } },
  },
});
