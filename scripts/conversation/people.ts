import type { Random } from './random.ts';

/** A person with their own style of writing. */
export interface Person {
  name: string;
  /** The person's share of the conversation. */
  weight: number;
  write(sentence: string, random: Random): string;
  /** The probability that a message has a typing error, which the person corrects. */
  typos: number;
  deletes: number;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const ended = (text: string, end: string) => (/[.?!`)]$/.test(text) ? text : text + end);

export const people: readonly Person[] = [
  { name: 'Ada', weight: 4, typos: 0.02, deletes: 0.01, write: (text) => ended(capital(text), '.') },
  {
    name: 'Björn',
    weight: 3,
    typos: 0.1,
    deletes: 0.02,
    write: (text, random) => text.toLowerCase() + (random.chance(0.3) ? ' 😄' : ''),
  },
  {
    name: 'Chiamaka',
    weight: 3,
    typos: 0.04,
    deletes: 0.02,
    write: (text, random) =>
      `${ended(capital(text), '!')}${random.chance(0.5) ? ` ${random.pick(['🎉', '🙌', '💛', '👩🏾‍💻'])}` : ''}`,
  },
  {
    name: 'Dmitri',
    weight: 2,
    typos: 0.03,
    deletes: 0.05,
    write: (text, random) =>
      `${random.chance(0.25) ? `${random.pick(['Привет.', 'Ну,', 'Хорошо —'])} ` : ''}${text} …`,
  },
  {
    name: 'Emiko',
    weight: 2,
    typos: 0.01,
    deletes: 0.01,
    write: (text, random) =>
      `${ended(capital(text), '.')}${random.chance(0.3) ? random.pick([' よろしくお願いします。', ' (^_^)', ' ありがとう！']) : ''}`,
  },
  {
    name: 'Farid',
    weight: 2,
    typos: 0.15,
    deletes: 0.03,
    write: (text, random) =>
      random.chance(0.2) ? `${text.toUpperCase()}!!` : text.replace(/\byou\b/gi, 'u'),
  },
  {
    name: 'Grace',
    weight: 1,
    typos: 0,
    deletes: 0,
    write: (text, random) =>
      random.chance(0.2)
        ? `${capital(text)}.\n\nTwo things on that:\n- who decides, and until when\n- what we do if it goes wrong\n\n— G.`
        : ended(capital(text), '.'),
  },
  {
    name: 'نور',
    weight: 1,
    typos: 0.05,
    deletes: 0.02,
    write: (text, random) => `${text}${random.chance(0.4) ? ' شكراً 🌙' : ''}`,
  },
];

/** The text with two neighbouring letters of one word swapped; unchanged if no word is long enough. */
export function mistype(text: string, random: Random): string {
  const words = [...text.matchAll(/[a-z]{5,}/g)];
  if (words.length === 0) return text;
  const word = random.pick(words);
  const at = word.index + 1 + random.whole(word[0].length - 2);
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}
