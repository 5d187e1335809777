import { historyProjection } from './history/projection.ts';
import type { DeclaredProjection } from './runtime/define-projection.ts';

/** All projections of an instance, in the order in which they are shown. */
export type Registry = readonly DeclaredProjection[];

/** Every projection that Waybill ships: a new one is its folder and its line here. */
export const projections = [historyProjection] satisfies Registry;
