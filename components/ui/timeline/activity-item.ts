import type { Action } from '../../../contracts/dead-letters.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { consumerTitle, hrefOfConsumer } from '../format/consumer-name.ts';
import { cutId } from '../format/cut-id.ts';
import {
  accessHref,
  alertHref,
  deadLetterGroupHref,
  deadLetterHref,
  projectionHref,
  replayHref,
} from '../links/addresses.ts';
import { actionStatus, changeStatus } from '../status/activity-status.ts';
import type { Status } from '../status/family.ts';
import { actionOutcome, type ReplayStep, replayStep } from './action-outcome.ts';

/** A time as it is shown. */
type Time = (iso: string) => string;

/** A line of the timeline: an action of a person or the pipeline, or a change of the pipeline. */
export interface ActivityItem {
  key: string;
  at: string;
  status: Status;
  /** Who did it; null for a change that no person made. */
  actor: string | null;
  /** What it concerns. */
  target: { name: string; href: string | null } | null;
  /** What it did, or how it ended. */
  says: string | null;
  reason: string | null;
  /** Set if a replay sent dead letters or reported their outcomes: there are hundreds of such lines. */
  step: { of: string; did: ReplayStep } | null;
}

function targetOf({ target, targetId }: Pick<Action, 'target' | 'targetId'>): ActivityItem['target'] {
  switch (target) {
    case 'dead-letter':
      return { name: `dead letter ${targetId}`, href: deadLetterHref(targetId) };
    case 'group':
      return { name: `group ${targetId}`, href: deadLetterGroupHref(targetId) };
    case 'replay':
      return { name: `replay ${cutId(targetId)}`, href: replayHref(targetId) };
    case 'alert':
      return { name: `alert ${targetId}`, href: alertHref(targetId) };
    case 'person':
      return { name: 'access', href: accessHref };
    case 'api-key':
      return { name: `API key ${targetId}`, href: accessHref };
    case 'consumer': {
      // A stream's name has no dots, so the first dot ends it; a consumer's name could have some one day.
      const at = targetId.indexOf('.');
      const of = { stream: targetId.slice(0, at), consumer: targetId.slice(at + 1) };
      return { name: consumerTitle({ ...of, projection: null }), href: hrefOfConsumer(of) };
    }
  }
}

export function actionItem(action: Action, time: Time): ActivityItem {
  const did = replayStep(action);
  return {
    key: `act ${action.sequence}`,
    at: action.at,
    status: actionStatus(action.kind),
    actor: actorOf(action),
    target: targetOf(action),
    says: actionOutcome(action, time),
    reason: action.reason,
    step: did && { of: action.targetId, did },
  };
}

/** Who did it; if the pipeline reports on a replay or an edit, also whose replay or edit it is. */
const actorOf = ({ actor, details }: Action): string =>
  typeof details.onBehalfOf === 'string' ? `${actor}, for ${details.onBehalfOf}` : actor;

const projectionTarget = (projection: string): ActivityItem['target'] => ({
  name: projection,
  href: projectionHref(projection),
});

function roleTarget(role: string): ActivityItem['target'] {
  const projection = /^worker:(.+)$/.exec(role)?.[1];
  const target = projection === undefined ? null : projectionTarget(projection);
  return { name: role, href: target?.href ?? null };
}

function concerned(change: PipelineChange, time: Time): Pick<ActivityItem, 'target' | 'says'> {
  switch (change.kind) {
    case 'process-started':
    case 'process-stopped':
    case 'process-silent':
    case 'process-returned': {
      const why = change.why === null ? '' : `: ${change.why}`;
      return { target: roleTarget(change.role), says: `${change.process}, version ${change.version}${why}` };
    }
    case 'circuit-opened':
    case 'circuit-closed': {
      const lasted = change.openForMs === null ? '' : `, suspended for ${formatDuration(change.openForMs)}`;
      const why = change.why === null ? '' : `: ${change.why}`;
      return { target: projectionTarget(change.projection), says: `${change.process}${lasted}${why}` };
    }
    case 'log-unreachable': {
      const away = formatDuration(Date.parse(change.until) - Date.parse(change.since));
      const now = change.restarted ? '; nats-server was restarted' : '';
      return {
        target: roleTarget(change.role),
        says: `no connection to the log from ${time(change.since)} to ${time(change.until)} (${away})${now}`,
      };
    }
    case 'epoch-begun':
      return {
        target: projectionTarget(change.projection),
        says: `epoch ${change.epochId} by ${change.process}`,
      };
    case 'stream-lost': {
      const held = change.messages === null ? 'an unknown number of' : formatCount(change.messages);
      return {
        target: { name: change.stream, href: null },
        says: `${change.how}, with ${held} ${change.messages === 1 ? 'message' : 'messages'}; noticed by ${change.process}`,
      };
    }
    case 'consumer-status': {
      const before =
        change.from === null
          ? ''
          : `Changed from ${change.from === 'ok' ? 'OK' : change.from.replaceAll('-', ' ')}. `;
      return {
        target: { name: consumerTitle(change), href: hrefOfConsumer(change) },
        says: `${before}${change.why}`,
      };
    }
  }
}

export const changeItem = (change: PipelineChange, time: Time): ActivityItem => ({
  key: `change ${change.id}`,
  at: change.at,
  status: changeStatus(change),
  actor: null,
  reason: null,
  step: null,
  ...concerned(change, time),
});

/** One timeline of several, the newest first. */
export const merged = (...lists: readonly (readonly ActivityItem[])[]): ActivityItem[] =>
  lists.flat().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
