import type { TestPipeline } from '../engines/pipeline.ts';

/** The answer to a command's status, by the key of whichever of the two sent it: the other gets 404. */
export async function statusBySender({ alice, bob }: Pick<TestPipeline, 'alice' | 'bob'>, commandId: string) {
  const path = `/v1/commands/${commandId}`;
  const answer = await alice.request('GET', path);
  return answer.status === 404 ? bob.request('GET', path) : answer;
}
