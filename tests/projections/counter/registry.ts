import { type Registry, projections as shipped } from '../../../workers/registry.ts';
import { counterProjection } from './projection.ts';

/** Waybill's own registry, plus one line. */
export const projections = [...shipped, counterProjection] satisfies Registry;
