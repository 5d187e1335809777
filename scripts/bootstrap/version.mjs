// @ts-check

/** @typedef {[major: number, minor: number, patch: number]} Version */

/**
 * The first version in a text such as `nats-server: v2.14.5`, `go version go1.26.8 linux/amd64` or `v24.1.0`; undefined
 * if there is none.
 * @param {string} text
 * @returns {Version | undefined}
 */
export function parseVersion(text) {
  const match = /(?:^|[^0-9.])([0-9]+)\.([0-9]+)(?:\.([0-9]+))?/.exec(text);
  if (!match) return undefined;
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/**
 * @param {Version | undefined} version
 * @param {Version} minimum
 */
export function isAtLeast(version, minimum) {
  if (!version) return false;
  for (let part = 0; part < 3; part += 1) {
    const difference = (version[part] ?? 0) - (minimum[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
