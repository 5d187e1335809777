'use client';

import { useQuery } from '@tanstack/react-query';
import { readFromBrowser } from '../read-from-browser.ts';
import { workerStarts } from '../worker-starts.ts';
import { type LastFailure, type StillAtWork, stillAtWork } from './still-at-work.ts';

/** Whether the worker that refused these is still running; null if not, or if unknown. */
export function useStillAtWork(failures: readonly LastFailure[]): StillAtWork | null {
  const { data } = useQuery({ ...workerStarts(readFromBrowser), enabled: failures.length > 0 });
  return data ? stillAtWork(data, failures) : null;
}
