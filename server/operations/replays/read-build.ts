import { failureClassOf } from '../../../contracts/ports/store-failure.ts';
import type { ReadableProjection } from '../../status/status-service.ts';

export type Build = { buildId: string } | { down: string };

/** Which filling of its store a projection is at, or why it can't be asked now. */
export async function readBuild(projection: ReadableProjection): Promise<Build> {
  try {
    const buildId = await projection.buildId();
    return buildId === null ? { down: `${projection.title} is being rebuilt.` } : { buildId };
  } catch (error) {
    if (failureClassOf(error) === 'bug') throw error;
    return { down: (error as Error).message };
  }
}
