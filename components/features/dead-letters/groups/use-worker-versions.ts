'use client';

import { useQuery } from '@tanstack/react-query';
import { versionsOf, type WorkerVersions } from '../../../api/models/worker-versions.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { workerStarts } from '../../../api/worker-starts.ts';

/** The versions of a projection's worker: undefined until they are read, null without a recorded start. */
export function useWorkerVersions(projection: string): {
  versions: WorkerVersions | null | undefined;
  unreadable: boolean;
} {
  const { data, error } = useQuery(workerStarts(readFromBrowser));
  return { versions: data && versionsOf(data, projection), unreadable: data === undefined && error !== null };
}
