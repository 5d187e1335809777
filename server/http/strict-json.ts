import { isExactNumber } from '../../contracts/json-text/exact-number.ts';
import { pointerTo } from './invalid-request.ts';

/** How deep lists and objects may be nested: code that walks a value recursively can walk this deep. */
export const MAX_DEPTH = 1_000;

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const LIST = 91;
const BACKSLASH = 92;
const LIST_END = 93;
const OBJECT = 123;
const OBJECT_END = 125;

/** A list or object that the scan is in. */
interface Level {
  isObject: boolean;
  /** Whether the next string is the name of a member. */
  expectsName: boolean;
  /** The name or index of the present member; undefined in an object before its first. */
  at: string | number | undefined;
  /** Names of the members so far, once there are two. */
  names: Set<string> | undefined;
}

/** Where in a text, as a JSON pointer, something is that `JSON.parse` would drop or change. */
interface Loss {
  pointer: string;
  /** The number that it would change, as written; undefined for a member that appears twice. */
  number?: string;
}

/** The parts of a number: it ends before anything else. */
const number = /[-+.eE0-9]+/y;

/**
 * What `JSON.parse` accepts and Waybill refuses: nesting that is too deep, or a member that appears twice in its
 * object, by its JSON pointer. One pass over the text; a flat object with one member costs one small object.
 */
export function strictnessFault(text: string): 'depth' | Loss | undefined {
  const levels: Level[] = [];
  let level: Level | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    switch (code) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (level?.expectsName && isRepeated(level, nameIn(text, at, end)))
          return { pointer: pathOf(levels) };
        at = end;
        break;
      }
      case COMMA:
        if (level?.isObject) level.expectsName = true;
        else if (level) level.at = Number(level.at) + 1;
        break;
      case OBJECT:
      case LIST: {
        if (levels.length === MAX_DEPTH) return 'depth';
        const isObject = code === OBJECT;
        level = { isObject, expectsName: isObject, at: isObject ? undefined : 0, names: undefined };
        levels.push(level);
        break;
      }
      case OBJECT_END:
      case LIST_END:
        levels.pop();
        level = levels.at(-1);
        break;
      default: {
        // Outside strings, only a number begins with these.
        if (code !== MINUS && !(code >= ZERO && code <= NINE)) break;
        number.lastIndex = at;
        const [written = ''] = number.exec(text) ?? [];
        if (!isExactNumber(written)) return { pointer: pathOf(levels), number: written };
        at += written.length - 1;
      }
    }
  }
  return undefined;
}

/** Where the string ends that begins at a position: at its closing quote. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
}

function nameIn(text: string, from: number, end: number): string {
  const name = text.slice(from + 1, end);
  return name.includes('\\') ? (JSON.parse(text.slice(from, end + 1)) as string) : name;
}

/** Notes a member; true where its object has had one of the same name. */
function isRepeated(level: Level, name: string): boolean {
  const { at, names } = level;
  level.expectsName = false;
  level.at = name;
  if (at === undefined) return false;
  level.names = names ?? new Set([at as string]);
  const { size } = level.names;
  return level.names.add(name).size === size;
}

const pathOf = (levels: readonly Level[]): string => levels.map(({ at }) => pointerTo(String(at))).join('');
