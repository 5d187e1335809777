import { type Registry, projections as shipped } from '../../../workers/registry.ts';
import { counterProjection } from './projection.ts';

/** What Waybill ships, and one line. */
export const projections = [...shipped, counterProjection] satisfies Registry;
