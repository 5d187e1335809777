import { decodePath } from '../../../contracts/routes/path.ts';
import { type Params, readView, type Search, type ViewOf, writeView } from './params.ts';

/**
 * The addresses of a list and its items. The view is the part of the list's state that is in its URL. An invalid
 * value gets its default, and a default is not written to the URL.
 */
export interface ListAddresses<View> {
  /** The list's own address, with its view; missing values have their defaults. */
  listHref(view?: Partial<View>): string;
  readView(search: Search): View;
  /** The view that an address of this list holds. */
  viewOf(href: string): View;
  /** The address of an item's page; `from` is the list it was opened from. */
  itemHref(id: string, from?: string): string;
  /** The item whose page has this path; null for any other path. */
  itemOf(pathname: string): string | null;
  /** The list that an item's `from` names; the list without filters if `from` is not valid. */
  backFrom(from: unknown): string;
}

/** The addresses of a list at `base` whose items are at `base/{id}`. */
export function addressesAt<Of extends Params>(
  base: string,
  params: Of,
  isId: (id: string) => boolean,
  /** The base of the items' addresses, if it differs from the list's. */
  items = base,
): ListAddresses<ViewOf<Of>> {
  const listHref = (view: Partial<ViewOf<Of>> = {}) => base + writeView(params, view);
  const viewOf = (href: string) => readView(params, new URLSearchParams(href.split('?')[1] ?? ''));
  return {
    listHref,
    readView: (search) => readView(params, search),
    viewOf,
    itemHref(id, from) {
      const href = `${items}/${id.split('/').map(encodeURIComponent).join('/')}`;
      return from === undefined ? href : `${href}?from=${encodeURIComponent(from)}`;
    },
    itemOf(pathname) {
      if (!pathname.startsWith(`${items}/`)) return null;
      const id = decodePath(pathname.slice(items.length + 1));
      return id !== null && isId(id) ? id : null;
    },
    backFrom: (from) =>
      typeof from === 'string' && from.split('?')[0] === base ? listHref(viewOf(from)) : base,
  };
}
