import { IndexCurrency } from './dead-letters.ts';
import { PipelineChange, type PipelineChangeKind } from './pipeline-change.ts';
import { Nullable } from './schemas.ts';
import * as Type from './type.ts';

/** The operations API's view of the pipeline's timeline. */

export const CHANGE_KINDS = [
  'process-started',
  'process-stopped',
  'process-silent',
  'process-returned',
  'log-unreachable',
  'circuit-opened',
  'circuit-closed',
  'epoch-begun',
  'stream-lost',
  'consumer-status',
] as const satisfies readonly PipelineChangeKind[];

/** One change, with its sequence in the stream. */
const Change = Type.Intersect([Type.Object({ sequence: Type.Integer() }), PipelineChange]);

/** `GET /ops/v1/changes`. */
export const ChangeList = Type.Object(
  {
    changes: Type.Array(Change, { description: 'Newest first.' }),
    next: Nullable(Type.String({ description: 'The cursor of the next page.' })),
    index: IndexCurrency,
  },
  { $id: 'ChangeList' },
);
export type ChangeList = Type.Static<typeof ChangeList>;
