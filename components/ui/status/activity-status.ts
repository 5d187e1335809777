import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { alertStepStatus } from './alert-status.ts';
import { consumerStatusOf } from './consumer-status.ts';
import { type Status, status } from './family.ts';

const changeKinds: Record<Exclude<PipelineChange['kind'], 'consumer-status'>, Status> = {
  'process-started': status('none', 'started', 'check'),
  'process-stopped': status('none', 'stopped', 'slashed'),
  'process-silent': status('warn', 'silent'),
  'process-returned': status('ok', 'back'),
  'log-unreachable': status('warn', 'log was away'),
  'circuit-opened': status('warn', 'store calls suspended'),
  'circuit-closed': status('ok', 'store calls resumed'),
  'epoch-begun': status('active', 'rebuild started'),
  'stream-lost': status('bad', 'stream lost'),
};

/** The kinds of changes, with their words. */
export const changeWords: readonly { value: string; word: string }[] = [
  ...Object.entries(changeKinds).map(([value, { word }]) => ({ value, word })),
  { value: 'consumer-status', word: 'consumer status' },
];

export const changeStatus = (change: PipelineChange): Status =>
  change.kind === 'consumer-status' ? consumerStatusOf(change.to) : changeKinds[change.kind];

const actions: Record<string, Status> = {
  noted: status('none', 'noted', 'check'),
  assigned: status('none', 'assigned', 'check'),
  'ticket-linked': status('none', 'ticket linked', 'check'),
  held: status('held', 'put on hold'),
  released: status('none', 'released', 'check'),
  discarded: status('none', 'discarded', 'check'),
  restored: status('none', 'restored', 'check'),
  'edit-begun': status('active', 'edit begun'),
  edited: status('ok', 'edited'),
  'edit-failed': status('bad', 'edit failed'),
  proven: status('ok', 'found in the read model'),
  'group-noted': status('none', 'noted', 'check'),
  'group-assigned': status('none', 'assigned', 'check'),
  'group-ticket-linked': status('none', 'ticket linked', 'check'),
  'replay-created': status('active', 'replay created'),
  'replay-paused': status('held', 'replay paused'),
  'replay-resumed': status('active', 'replay resumed'),
  'replay-cancelled': status('none', 'replay cancelled', 'check'),
  'replay-sending': status('active', 'replay sent'),
  'replay-outcomes': status('none', 'replay outcomes', 'check'),
  'replay-finished': status('none', 'replay finished', 'check'),
  'consumer-paused': status('held', 'paused'),
  'consumer-resumed': status('none', 'resumed', 'check'),
  'consumer-reset': status('warn', 'reset'),
  'signed-in': status('none', 'signed in', 'check'),
  'sign-in-refused': status('warn', 'sign-in refused'),
  'signed-out': status('none', 'signed out', 'check'),
  'password-changed': status('none', 'password changed', 'check'),
  invited: status('none', 'invited', 'check'),
  joined: status('none', 'joined', 'check'),
  'role-changed': status('none', 'role changed', 'check'),
  disabled: status('warn', 'disabled'),
  enabled: status('none', 'enabled', 'check'),
  'sessions-ended': status('none', 'sessions ended', 'check'),
  'api-key-created': status('none', 'key created', 'check'),
  'api-key-rotated': status('none', 'key rotated', 'check'),
  'api-key-revoked': status('warn', 'key revoked'),
  ...alertStepStatus,
};

/** The kinds of actions that are known here, with their words. */
export const actionWords: readonly { value: string; word: string }[] = Object.entries(actions).map(
  ([value, { word }]) => ({ value, word: value.startsWith('alert-') ? `alert ${word}` : word }),
);

/** The status of an action in the audit log; a kind of another version is shown by its name. */
export const actionStatus = (kind: string): Status => actions[kind] ?? status('none', kind);
