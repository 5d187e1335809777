import { BadSetting } from '../../platform/configuration/setting.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { PatientReads, patientProjection } from '../../server/status/patient-reads.ts';
import type { ReadableProjection } from '../../server/status/readable-projection.ts';
import type { Registry } from '../../workers/registry.ts';
import type { DeclaredProjection, OpenProjection } from '../../workers/runtime/define-projection.ts';
import { storeOf } from './choose-stores.ts';

/** The projection of this name. Throws BadSetting, which lists the known names. */
export function findProjection(projections: Registry, name: string): DeclaredProjection {
  const found = projections.find((projection) => projection.name === name);
  if (found) return found;
  const names = projections.map((projection) => projection.name).join(', ');
  throw new BadSetting(`There is no projection ${JSON.stringify(name)}. Projections: ${names}.`);
}

/** A projection on the store that the settings choose; the store opens on its first use. Throws BadSetting. */
export const openProjection = <Store>(
  declared: DeclaredProjection<Store>,
  settings: Settings,
): Promise<OpenProjection<Store>> => declared.open(storeOf(declared, settings), settings);

/** All projections, for a service that reads them while answers wait. */
interface OpenProjections {
  readable: ReadableProjection[];
  /**
   * The store of one projection, and how long its reads may take. Throws TypeError for a projection that was not
   * opened.
   */
  storeOf<Store>(declared: DeclaredProjection<Store>): { store: Store; reads: PatientReads };
  close(): Promise<void>;
}

/** Opens every projection, each store on its first use. Throws BadSetting. */
export async function openProjections(projections: Registry, settings: Settings): Promise<OpenProjections> {
  const opened = await Promise.all(
    projections.map(async (declared) => ({
      declared,
      open: await openProjection(declared, settings),
      reads: new PatientReads(settings),
    })),
  );
  return {
    readable: opened.map(({ open, reads }) => patientProjection(open.projection, reads)),
    storeOf<Store>(declared: DeclaredProjection<Store>) {
      const found = opened.find((each) => each.declared === declared);
      if (!found) throw new TypeError(`The projection ${declared.name} is not among those that were opened.`);
      return { store: found.open.store as Store, reads: found.reads };
    },
    async close() {
      await Promise.all(opened.map(({ open }) => open.close()));
    },
  };
}
