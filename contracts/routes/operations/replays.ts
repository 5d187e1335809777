import { DeadLetterId } from '../../dead-letters.ts';
import { EditAndReplayRequest, EditedReplay } from '../../edit-and-replay.ts';
import {
  CreateReplayRequest,
  PlanRequest,
  Replay,
  ReplayId,
  ReplayList,
  ReplayPlan,
  SteerRequest,
} from '../../replay.ts';
import * as Type from '../../type.ts';
import { PathHeader } from '../parameters.ts';
import { defineRoutes } from '../route.ts';

const params = Type.Object({ replayId: ReplayId });

const steering = {
  method: 'POST',
  permission: 'dead-letters:replay',
  changes: true,
  params,
  body: SteerRequest,
  answers: { 200: { description: 'The replay.', schema: Replay } },
  problems: ['replay-unknown', 'acted-before', 'request-id-reused'],
} as const;

/** Replays of dead letters: plan, create, follow, steer; edit and replay one. */
export const replayRoutes = defineRoutes({
  'plan-replay': {
    method: 'POST',
    path: '/ops/v1/replays/plan',
    summary: 'Plan a replay',
    description: 'Selects dead letters and predicts the outcome of a replay. Changes nothing.',
    permission: 'dead-letters:replay',
    changes: false,
    body: PlanRequest,
    answers: { 200: { description: 'The plan.', schema: ReplayPlan } },
    problems: ['empty-selection'],
  },
  'create-replay': {
    method: 'POST',
    path: '/ops/v1/replays',
    summary: 'Create a replay',
    description: 'From a plan, or from dead letters by their ids.',
    permission: 'dead-letters:replay',
    changes: true,
    body: CreateReplayRequest,
    answers: {
      200: { description: 'An earlier request with this id created the replay.', schema: Replay },
      201: {
        description: 'The replay was created.',
        schema: Replay,
        headers: { Location: PathHeader('The path of the replay.') },
      },
    },
    problems: ['plan-unknown', 'empty-selection', 'loop-guard', 'request-id-reused'],
  },
  'list-replays': {
    method: 'GET',
    path: '/ops/v1/replays',
    summary: 'List replays',
    description: 'The newest 200 replays, newest first, and how many there are.',
    permission: 'pipeline:read',
    answers: { 200: { description: 'The replays.', schema: ReplayList } },
  },
  'read-replay': {
    method: 'GET',
    path: '/ops/v1/replays/:replayId',
    summary: 'Read a replay',
    description: 'One replay with its progress, its failures and the actions on it.',
    permission: 'pipeline:read',
    params,
    answers: { 200: { description: 'The replay.', schema: Replay } },
    problems: ['replay-unknown'],
  },
  'pause-replay': {
    ...steering,
    path: '/ops/v1/replays/:replayId/pause',
    summary: 'Pause a replay',
    description: 'Sends no further dead letters until it is resumed.',
  },
  'resume-replay': {
    ...steering,
    path: '/ops/v1/replays/:replayId/resume',
    summary: 'Resume a replay',
    description: 'Sends the rest.',
  },
  'cancel-replay': {
    ...steering,
    path: '/ops/v1/replays/:replayId/cancel',
    summary: 'Cancel a replay',
    description: 'Sends nothing more, for good. Unsent dead letters stay as they are.',
  },
  'edit-and-replay': {
    method: 'POST',
    path: '/ops/v1/dead-letters/:id/edit-and-replay',
    summary: 'Edit a dead letter’s event and replay it',
    description:
      'Publishes a corrected event in place of the failed one. A dry run only checks it and shows the difference.',
    permission: 'dead-letters:replay',
    changes: true,
    params: Type.Object({ id: DeadLetterId }),
    body: EditAndReplayRequest,
    answers: {
      200: { description: 'A dry run, or an earlier request with this id.', schema: EditedReplay },
      202: { description: 'The edited event is published.', schema: EditedReplay },
    },
    problems: [
      'dead-letter-unknown',
      'acted-before',
      'event-data-invalid',
      'not-editable',
      'request-id-reused',
    ],
  },
});
