/** A short list that is kept in this browser, the newest first; empty without storage. */
export function keptList<Item>(key: string, most: number, isItem: (value: unknown) => value is Item) {
  const name = `waybill-${key}`;
  const read = (): Item[] => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isItem).slice(0, most) : [];
    } catch {
      // No storage, or its content isn't Waybill's.
      return [];
    }
  };
  const write = (items: readonly Item[]): void => {
    try {
      localStorage.setItem(name, JSON.stringify(items.slice(0, most)));
    } catch {
      // Kept or not, nothing depends on it.
    }
  };
  return {
    read,
    /** Puts an item first and removes those that `isSame` calls the same. */
    add: (item: Item, isSame: (other: Item) => boolean): void =>
      write([item, ...read().filter((other) => !isSame(other))]),
    remove: (isSame: (other: Item) => boolean): void => write(read().filter((other) => !isSame(other))),
  };
}

/** Something with a name and an address within the console. */
export interface NamedHref {
  name: string;
  href: string;
}

const MOST_TEXT = 2_000;

/** Other pages of this origin can write to the storage, so addresses that lead elsewhere are ignored. */
export const isNamedHref = (value: unknown): value is NamedHref => {
  const { name, href } = (value ?? {}) as Partial<NamedHref>;
  return (
    typeof name === 'string' &&
    typeof href === 'string' &&
    /^\/(?![/\\])/.test(href) &&
    name.length + href.length <= MOST_TEXT
  );
};
