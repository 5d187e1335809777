import { BadSetting } from '../../platform/configuration/setting.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { Registry } from '../../workers/registry.ts';

type Stored = Pick<Registry[number], 'name' | 'stores'>;

const pairsOf = (stores: string): [projection: string, store: string][] =>
  stores
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split(':') as [string, string]);

/** The name of the store that the settings choose for a projection; the embedded one by default. */
export const storeOf = ({ name, stores }: Stored, settings: Pick<Settings, 'stores'>): string =>
  new Map(pairsOf(settings.stores)).get(name) ?? Object.keys(stores)[0]!;

/** Throws BadSetting if WAYBILL_STORES names an unknown projection or store. */
export function checkStores(projections: Registry, settings: Pick<Settings, 'stores'>): void {
  for (const [name, store] of pairsOf(settings.stores)) {
    const projection = projections.find((each) => each.name === name);
    if (!projection) {
      const names = projections.map((each) => each.name).join(', ');
      throw new BadSetting(`WAYBILL_STORES: unknown projection ${name}. Projections: ${names}.`);
    }
    if (!Object.hasOwn(projection.stores, store)) {
      const names = Object.keys(projection.stores).join(' or ');
      throw new BadSetting(`WAYBILL_STORES: the store of ${name} can be ${names}, not ${store}.`);
    }
  }
}

/** The value of WAYBILL_STORES after one projection is moved to another store. */
export const withStore = (stores: string, projection: string, store: string): string =>
  [...new Map([...pairsOf(stores), [projection, store] as const])].map((pair) => pair.join(':')).join(',');

/** The servers that the chosen stores need, such as `cassandra`. */
export const serversOf = (projections: Registry, settings: Pick<Settings, 'stores'>): Set<string> =>
  new Set(
    projections.flatMap((projection) => projection.stores[storeOf(projection, settings)]?.server ?? []),
  );
