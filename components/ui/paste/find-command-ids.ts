import { readCommandId } from '../../../contracts/command-id.ts';

interface FoundIds {
  /** Ids that can be command ids: lower case, each once, in the order of the text. */
  commandIds: string[];
  /** How many other UUIDs the text has: correlation ids, or somebody else's. */
  others: number;
}

const anywhere = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;

/** Every command id in a pasted text: an id, a URL, a curl command, a log line. */
export function findCommandIds(text: string): FoundIds {
  const found = new Set((text.match(anywhere) ?? []).map((id) => id.toLowerCase()));
  const commandIds = [...found].filter((id) => readCommandId(id) !== undefined);
  return { commandIds, others: found.size - commandIds.length };
}
