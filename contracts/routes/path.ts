/** Decoded segments that are refused, because some parser would read them as another path. */
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

/** The parameters of a pathname as it was sent, decoded; null if it does not fit the path. Never throws. */
export function matchPath(path: string, pathname: string): Record<string, string> | null {
  const parts = path.split('/');
  const sent = pathname.split('/');
  if (parts.length !== sent.length) return null;
  const params: Record<string, string> = {};
  for (const [n, part] of parts.entries()) {
    const segment = sent[n] as string;
    if (!part.startsWith(':')) {
      if (segment !== part) return null;
      continue;
    }
    const value = decodePath(segment);
    if (value === null || unfit.test(value)) return null;
    params[part.slice(1)] = value;
  }
  return params;
}

/** The text of a part of a path; null if its %-escapes are malformed. */
export function decodePath(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
