import { formatCount } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';

const NS_PER_MS = 1_000_000;
const NANOSECONDS = /^(ack_wait|inactive_threshold|idle_heartbeat|max_expires)$/;

interface ConfigFact {
  name: string;
  value: string;
}

function inWords(name: string, value: unknown): string {
  if (typeof value === 'number') {
    if (NANOSECONDS.test(name)) return value > 0 ? formatDuration(value / NS_PER_MS) : 'none';
    return value === -1 ? 'no limit' : formatCount(value);
  }
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** The server's configuration of a consumer in words, by name; nested settings by their path. */
export function configFacts(config: Record<string, unknown>): ConfigFact[] {
  return Object.entries(config)
    .flatMap(([name, value]): ConfigFact[] => {
      const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isRecord) return [{ name, value: inWords(name, value) }];
      return Object.entries(value).map(([key, each]) => ({
        name: `${name}: ${key}`,
        value: inWords(key, each),
      }));
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}
