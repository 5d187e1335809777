import { encodeInstant, parseInstant } from '../../../contracts/instant.ts';
/** The query of an address: as the browser has it, or as Next gives it to a page. */
export type Search = URLSearchParams | Record<string, string | string[] | undefined>;

/** One parameter of an address. */
export interface Param<Value> {
  /** Null where the text is no valid value. */
  read(text: string): Value | null;
  write(value: Value): string;
  /** What it is where the address does not have it, or what the address has is not valid. */
  otherwise: Value;
}

// biome-ignore lint/suspicious/noExplicitAny: each has a value of its own type.
export type Params = Record<string, Param<any>>;
export type ViewOf<Of extends Params> = { [Name in keyof Of]: Of[Name]['otherwise'] };

/** The view that a query holds, whole and valid. */
export function readView<Of extends Params>(params: Of, search: Search): ViewOf<Of> {
  const get = (name: string) => {
    const value = search instanceof URLSearchParams ? search.get(name) : search[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => {
      const text = get(name);
      return [name, (typeof text === 'string' ? param.read(text) : null) ?? param.otherwise];
    }),
  ) as ViewOf<Of>;
}

/** A view as a query, with its question mark or empty: what has its default is left out. `beside` are other parameters. */
export function writeView<Of extends Params>(
  params: Of,
  view: Partial<ViewOf<Of>>,
  beside: URLSearchParams = new URLSearchParams(),
): string {
  const query = new URLSearchParams(beside);
  for (const [name, { write, otherwise }] of Object.entries(params)) {
    const value = view[name] ?? otherwise;
    const text = value === null ? null : write(value);
    if (text === null || (otherwise !== null && text === write(otherwise))) query.delete(name);
    else query.set(name, text);
  }
  return query.size === 0 ? '' : `?${query}`;
}

const same = (value: string): string => value;

/** Free text, without what surrounds it, and no longer than that; empty where there is none. */
export const text = (maxLength = 1_024): Param<string> => ({
  read: (value) => value.trim().slice(0, maxLength),
  write: same,
  otherwise: '',
});

/** What `isOne` knows as one, as it is; null where there is none. */
export const id = (isOne: (value: string) => boolean): Param<string | null> => ({
  read: (value) => (isOne(value) ? value : null),
  write: String,
  otherwise: null,
});

/** What somebody else made and reads, such as a cursor; null where there is none. */
export const opaque: Param<string | null> = id((value) => value !== '' && value.length <= 2_048);

/** One of a few words. */
export const oneOf = <const Word extends string, Otherwise extends Word | null>(
  words: readonly Word[],
  otherwise: Otherwise,
): Param<Word | Otherwise> => ({
  read: (value) => words.find((word) => word === value) ?? null,
  write: String,
  otherwise,
});

/** Up to so many different words between commas; `read` gives null for what is none of them. */
export const setOf = (read: (word: string) => string | null, most: number): Param<string[]> => ({
  read: (value) => [...new Set(value.split(',').flatMap((word) => read(word) ?? []))].slice(0, most),
  write: (words) => words.join(','),
  otherwise: [],
});

/** A moment, RFC 3339; empty if there is none. */
export const moment: Param<string> = {
  read(value) {
    const at = parseInstant(value);
    return at === undefined ? null : encodeInstant(at);
  },
  write: same,
  otherwise: '',
};

export const flag: Param<boolean> = {
  read: (value) => (value === 'true' ? true : null),
  write: String,
  otherwise: false,
};

/** A page of a list, from one on. */
export const page: Param<number> = {
  read: (value) => (/^[1-9]\d{0,5}$/.test(value) ? Number(value) : null),
  write: String,
  otherwise: 1,
};
