import { isJson } from './is-json.ts';
import { jsonTokens } from './json-tokens.ts';

/**
 * A JSON value with everything as it is written: `1128302748472360971` and `1.0` keep their digits, a string its escapes, and a
 * member that appears twice appears twice. `JSON.parse` loses all of that.
 */
export type JsonTree = { text: string } | { items: JsonTree[] } | { members: JsonMember[] };

interface JsonMember {
  /** With its quotes and escapes. */
  name: string;
  value: JsonTree;
}

/** The tree of a JSON text; null where the text is not JSON. It may be nested as deep as the text is long. */
export function readJsonTree(text: string): JsonTree | null {
  if (!isJson(text)) return null;
  // The text is JSON, so its tokens come in an order that makes sense.
  const root: JsonTree[] = [];
  const open: (JsonTree & object)[] = [];
  let name: string | undefined;
  const add = (value: JsonTree): void => {
    const parent = open.at(-1);
    if (parent === undefined) root.push(value);
    else if ('items' in parent) parent.items.push(value);
    else if ('members' in parent) parent.members.push({ name: name as string, value });
    name = undefined;
  };
  for (const [token] of jsonTokens(text)) {
    if (token === ',' || token === ':') continue;
    if (token === '}' || token === ']') open.pop();
    else if (token === '{' || token === '[') {
      const value: JsonTree = token === '[' ? { items: [] } : { members: [] };
      add(value);
      open.push(value);
    } else {
      const parent = open.at(-1);
      if (parent && 'members' in parent && name === undefined) name = token;
      else add({ text: token });
    }
  }
  return root[0] as JsonTree;
}

/** The last member of this name, which is the one that `JSON.parse` gives; undefined where the tree has none. */
export function memberOf(tree: JsonTree, name: string): JsonTree | undefined {
  if (!('members' in tree)) return undefined;
  return tree.members.findLast((member) => JSON.parse(member.name) === name)?.value;
}
