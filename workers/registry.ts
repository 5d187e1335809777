import { historyProjection } from './history/projection.ts';
import type { DeclaredProjection } from './runtime/define-projection.ts';

/** All projections of an instance, in display order. */
export type Registry = readonly DeclaredProjection[];

/** Every projection that Waybill ships. A new one needs its folder and one line here. */
export const projections = [historyProjection] satisfies Registry;
