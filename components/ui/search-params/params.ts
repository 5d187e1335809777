import { encodeInstant, parseInstant } from '../../../contracts/instant.ts';
/** The query of an address: as the browser has it, or as Next gives it to a page. */
export type Search = URLSearchParams | Record<string, string | string[] | undefined>;

/** One parameter of an address. */
export interface Param<Value> {
  /** Null if the text is not valid. */
  read(text: string): Value | null;
  write(value: Value): string;
  /** The default, if the address has no valid value. */
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

/** A view as a query, with its question mark or empty, without values that are defaults. `beside`: other parameters. */
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

/** Free text, trimmed and cut to this length; empty without one. */
export const text = (maxLength = 1_024): Param<string> => ({
  read: (value) => value.trim().slice(0, maxLength),
  write: same,
  otherwise: '',
});

/** A text that `isOne` accepts, unchanged; null without one. */
export const id = (isOne: (value: string) => boolean): Param<string | null> => ({
  read: (value) => (isOne(value) ? value : null),
  write: String,
  otherwise: null,
});

/** An opaque value of the API, such as a cursor; null without one. */
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

/** Up to `most` different words, separated by commas; `read` gives null for an invalid one. */
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
