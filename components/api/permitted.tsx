'use client';

import type { ReactNode } from 'react';
import type { Permission } from '../../contracts/permissions.ts';
import { usePermission } from './use-permission.ts';

/** What is offered only to those who may do it. */
export const Permitted = ({ to, children }: { to: Permission; children: ReactNode }) =>
  usePermission(to) ? children : null;
