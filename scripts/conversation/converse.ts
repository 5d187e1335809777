import { channels, expand, type TrafficChannel } from './channels.ts';
import { mistype, type Person, people } from './people.ts';
import type { Random } from './random.ts';

/**
 * One action of a person. `message` is the number of a message in this conversation; an edit or a delete refers to it.
 */
export type Action =
  | { kind: 'create' | 'join'; person: number; channel: string; title: string }
  | { kind: 'send'; person: number; channel: string; message: number; text: string }
  | { kind: 'edit'; person: number; channel: string; message: number; text: string }
  | { kind: 'delete'; person: number; channel: string; message: number };

interface Place {
  channel: TrafficChannel;
  members: Set<number>;
  /** How many more replies the current topic gets; 0 between topics. */
  left: number;
  lastSpeaker: number;
  it: string;
}

/** A correction that comes some actions later: people notice a typing error only after sending it. */
interface Correction {
  after: number;
  action: Action;
}

const LATER: readonly (readonly [number, number])[] = [
  [4, 3],
  [8, 2],
  [20, 1],
];

/** An endless conversation. The same randomness gives the same conversation. */
export function* converse(random: Random): Generator<Action, never> {
  const places = channels.map(
    (channel): Place => ({ channel, members: new Set(), left: 0, lastSpeaker: -1, it: '' }),
  );
  const corrections: Correction[] = [];
  let messages = 0;
  const speakers = people.map((person, index) => [index, person.weight] as const);
  // People stay in a channel for a while, so the current one is likelier than its weight.
  let present = places[0]!;

  for (const [index, { channel }] of places.entries()) {
    yield { kind: 'create', person: index % people.length, channel: channel.id, title: channel.title };
  }
  for (let count = 0; ; count += 1) {
    const due = corrections.findIndex(({ after }) => after <= count);
    if (due >= 0) {
      yield corrections.splice(due, 1)[0]!.action;
      continue;
    }
    if (random.chance(0.3))
      present = random.weigh(places.map((place) => [place, place.channel.weight] as const));
    const speaker = nextSpeaker(present);
    if (!present.members.has(speaker)) {
      present.members.add(speaker);
      const { id, title } = present.channel;
      yield { kind: 'join', person: speaker, channel: id, title };
      continue;
    }
    yield* say(present, speaker, count);
  }

  function nextSpeaker(place: Place): number {
    const speaker = random.weigh(speakers);
    // Usually somebody else answers; sometimes the same person continues.
    return speaker === place.lastSpeaker && !random.chance(0.2) ? random.weigh(speakers) : speaker;
  }

  function* say(place: Place, speaker: number, count: number): Generator<Action> {
    const person = people[speaker] as Person;
    const { grammar, id: channel } = place.channel;
    const pick = (values: readonly string[]) => random.pick(values);
    let symbol = 'reply';
    if (place.left === 0) {
      symbol = 'opening';
      place.left = 2 + random.whole(9);
      place.it = expand(grammar, 'it', pick);
    } else if (--place.left === 0) symbol = 'closing';
    const topic = { ...grammar, it: [place.it] };
    const replied = symbol === 'reply' && random.chance(0.15) && place.lastSpeaker >= 0;
    const to = replied ? `@${people[place.lastSpeaker]!.name} ` : '';
    const text = to + person.write(expand(topic, symbol, pick), random);
    place.lastSpeaker = speaker;
    const message = messages++;
    const typed = random.chance(person.typos) ? mistype(text, random) : text;
    yield { kind: 'send', person: speaker, channel, message, text: typed };
    const after = count + random.weigh(LATER);
    if (typed !== text)
      corrections.push({ after, action: { kind: 'edit', person: speaker, channel, message, text } });
    else if (random.chance(0.02)) {
      const more = `${text} (edit: ${expand(topic, 'day', pick)})`;
      corrections.push({ after, action: { kind: 'edit', person: speaker, channel, message, text: more } });
    } else if (random.chance(person.deletes)) {
      corrections.push({ after, action: { kind: 'delete', person: speaker, channel, message } });
    } else if (random.chance(0.003)) {
      // Only the author may change a message, so this edit is rejected if callers have different keys.
      const other = (speaker + 1) % people.length;
      corrections.push({
        after,
        action: { kind: 'edit', person: other, channel, message, text: 'fixed it for you' },
      });
    }
  }
}
