import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import { changeSubject } from '../streams/stream-layout.ts';
import type { IdentifiedMessage } from './publish-once.ts';

/** A change of the pipeline as CHANGES holds it. */
export const changeMessage = (change: PipelineChange): IdentifiedMessage => ({
  subject: changeSubject(change.kind),
  id: change.id,
  bytes: Buffer.from(JSON.stringify(change)),
});
