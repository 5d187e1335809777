/** Values that no segment carries, because some parser would read them as another path. */
const unfit = /^\.{0,2}$|[/\\]|\p{Cc}/u;

/** The path with its parameters, each percent-encoded as one segment. Throws TypeError for a value that no segment can carry. */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || unfit.test(value)) {
      throw new TypeError(`${JSON.stringify(value)} cannot be the ${name} of ${path}.`);
    }
    return encodeURIComponent(value);
  });
}

/** Why a part of a path is refused, as the rest of a sentence that begins with its name. */
export const UNFIT_PART = 'must not have a slash, a backslash or a control character';

/** The parameters of a pathname, or the name of the first whose value no segment may carry. */
type PathMatch = { params: Record<string, string> } | { unfit: string };

/** Reads a pathname as it was sent; null if it does not have the shape of the path. Never throws. */
export function matchPath(path: string, pathname: string): PathMatch | null {
  const parts = path.split('/');
  const sent = pathname.split('/');
  if (parts.length !== sent.length) return null;
  const params: Record<string, string> = {};
  let refused: string | undefined;
  for (const [n, part] of parts.entries()) {
    const segment = sent[n] as string;
    if (!part.startsWith(':')) {
      if (segment !== part) return null;
      continue;
    }
    const value = decodePath(segment);
    if (value === null || value === '') return null;
    if (unfit.test(value)) refused ??= part.slice(1);
    params[part.slice(1)] = value;
  }
  return refused === undefined ? { params } : { unfit: refused };
}

/** The text of a part of a path; null if its %-escapes are malformed. */
export function decodePath(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
