/** How a list and its items are addressed. The view is all of the list's state that its URL holds. */
export interface ListAddresses<View> {
  /** The list's own address, with its view. */
  listHref(view: View): string;
  readView(search: URLSearchParams): View;
  /** The address of an item's page; `from` is the list it was opened from. */
  itemHref(id: string, from?: string): string;
  /** The item whose page this path is of; null for any other path. */
  itemOf(pathname: string): string | null;
  /** Whether this address is of the list itself: only such a `from` is followed. */
  isList(href: string): boolean;
}

/** The addresses of a list at `base` whose items are at `base/{id}`. */
export function addressesAt<View>(
  base: string,
  view: {
    read(search: URLSearchParams): View;
    /** The view as a query string of the list, with its question mark or empty. */
    write(view: View): string;
    isId(id: string): boolean;
    /** Where the items are, when that is not under the list. */
    items?: string;
  },
): ListAddresses<View> {
  const items = view.items ?? base;
  return {
    listHref: (shown) => base + view.write(shown),
    readView: view.read,
    itemHref: (id, from) =>
      from === undefined ? `${items}/${id}` : `${items}/${id}?from=${encodeURIComponent(from)}`,
    itemOf(pathname) {
      if (!pathname.startsWith(`${items}/`)) return null;
      const id = decodeURIComponent(pathname.slice(items.length + 1));
      return view.isId(id) ? id : null;
    },
    isList: (href) => href === base || href.startsWith(`${base}?`),
  };
}

/** The list an item was opened from; the plain list where the parameter says nothing of ours. */
export function readFrom<View>(
  addresses: ListAddresses<View>,
  from: string | string[] | null | undefined,
): string {
  const known = typeof from === 'string' && addresses.isList(from);
  return addresses.listHref(addresses.readView(new URLSearchParams(known ? (from.split('?')[1] ?? '') : '')));
}
