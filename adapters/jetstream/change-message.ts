import type { PipelineChange } from '../../contracts/pipeline-change.ts';
import type { IdentifiedMessage } from './publish-once.ts';
import { changeSubject } from './stream-layout.ts';

/** A change of the pipeline as CHANGES holds it. */
export const changeMessage = (change: PipelineChange): IdentifiedMessage => ({
  subject: changeSubject(change.kind),
  id: change.id,
  bytes: Buffer.from(JSON.stringify(change)),
});
