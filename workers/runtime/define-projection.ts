import type { LoggedEvent } from '../../contracts/event.ts';
import type { ProjectionStore } from '../../contracts/ports/projection-store.ts';
import { type ProjectionInfo, takesEvent } from '../../contracts/projection.ts';
import type { Verification } from '../../contracts/verification.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import type { Projection } from './projection.ts';

/** One kind of store that a projection can be in. */
export interface StoreDeclaration<Store> {
  /** Resolves to the store unopened; its first call opens it, so a process starts without it. Throws BadSetting. */
  open(settings: Settings): Store | Promise<Store>;
  /** Where it is, for people. */
  place(settings: Settings): string;
  /** The store's file, if it is a file in the data folder: a rebuild and the demo can then reach it. */
  file?(settings: Settings): string;
  /** The server that `npm start` runs for it if the settings name no other. */
  server?: 'cassandra';
}

/** A projection as its folder declares it. */
export interface ProjectionDeclaration<Change, Store extends ProjectionStore<Change>> extends ProjectionInfo {
  /** Turns an event into a change of the store. Throws StoreFailure of class `poison` for an event that can never be applied. */
  changeOf(event: LoggedEvent): Change;
  /** Reads from the store whether the event is applied. Throws StoreFailure if the store cannot be read. */
  verify(store: Store, event: LoggedEvent): Promise<Verification>;
  /** By name. The first is the default: the embedded one, which needs only the data folder. */
  stores: Readonly<Record<string, StoreDeclaration<Store>>>;
}

/** A projection on one of its stores. */
export interface OpenProjection<Store = unknown> {
  projection: Projection;
  store: Store;
  /** Where the store is, for people. */
  place: string;
  close(): Promise<void>;
}

/** A projection of the registry. */
export interface DeclaredProjection<Store = unknown> extends ProjectionInfo {
  readonly stores: Readonly<Record<string, Pick<StoreDeclaration<unknown>, 'file' | 'server'>>>;
  /** On the store of this name. Throws BadSetting. */
  open(storeName: string, settings: Settings): Promise<OpenProjection<Store>>;
  /** The projection on a store that is already open. */
  on(store: Store, storeName: string): Projection;
}

/** For an event that the projection does not take: nothing waits for it. */
const NOT_TAKEN: Verification = { state: 'applied', at: null, supersededBy: null };

/** Options of `npm start` that are not projections. */
const TAKEN = ['roles', 'json', 'help'];

/** Turns a declaration into an entry of the registry. Throws TypeError for an invalid one. */
export function defineProjection<Change, Store extends ProjectionStore<Change>>(
  declaration: ProjectionDeclaration<Change, Store>,
): DeclaredProjection<Store> {
  const { changeOf, verify, stores, ...info } = declaration;
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(info.name) || TAKEN.includes(info.name))
    throw new TypeError(`projection name ${info.name}: use another name in kebab-case`);
  if (Object.keys(stores).length === 0)
    throw new TypeError(`projection ${info.name}: declare at least one store`);
  const takes = ({ event }: LoggedEvent) => takesEvent(info, event.type);
  const takesAll = info.events === 'all';
  const on = (store: Store, storeName: string): Projection => ({
    ...info,
    storeName,
    apply: async (events) => store.apply((takesAll ? events : events.filter(takes)).map(changeOf)),
    verify: async (event) => (takes(event) ? verify(store, event) : NOT_TAKEN),
    probe: () => store.probe(),
    epochId: () => store.epochId(),
    filledFrom: () => store.filledFrom(),
    beginEpoch: (logId) => store.beginEpoch(logId),
    wipe: (logId) => store.wipe(logId),
    contentHash: () => store.contentHash(),
  });
  return {
    ...info,
    stores,
    on,
    async open(storeName, settings) {
      const declared = stores[storeName];
      if (!declared) throw new TypeError(`The projection ${info.name} has no store ${storeName}.`);
      const store = await declared.open(settings);
      return {
        projection: on(store, storeName),
        store,
        place: declared.place(settings),
        close: () => store.close(),
      };
    },
  };
}
