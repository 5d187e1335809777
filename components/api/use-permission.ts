'use client';

import { useQuery } from '@tanstack/react-query';
import type { Permission } from '../../contracts/permissions.ts';
import { principal } from './principal.ts';
import { readFromBrowser } from './read-from-browser.ts';

/**
 * Whether the person may do it: what they may not is not offered. The service decides; until it has said who they are, everything is
 * offered, as it is to most.
 */
export function usePermission(permission: Permission): boolean {
  const { data } = useQuery(principal(readFromBrowser));
  return data?.permissions.includes(permission) ?? true;
}
