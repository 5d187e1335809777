import fc from 'fast-check';
import type { HistoryChange, HistoryField } from '../../contracts/ports/history-store.ts';
import { commands } from '../../domain/catalog.ts';
import { created as createdField } from '../../domain/chat/create-channel/created.ts';
import { deleted as deletedField } from '../../domain/chat/delete-message/deleted.ts';
import { edited as editedField } from '../../domain/chat/edit-message/edited.ts';
import { joined as joinedField } from '../../domain/chat/join-channel/joined.ts';
import { sent as sentField } from '../../domain/chat/send-message/sent.ts';
import { historyFields } from '../../domain/history/fields.ts';

/** A message id as the gateway makes them: later ones sort after earlier ones. */
export const messageId = (n: number): string => `0192f7c1-5b0e-7c33-8d1e-${n.toString(16).padStart(12, '0')}`;

const ACCEPTED_AT = 1_790_000_000_000;

/** The content of an event and its sender; each command takes what it needs. */
interface Fields {
  channelId?: string;
  messageId?: string;
  text?: string;
  title?: string;
  actor?: string;
  version?: number;
  acceptedAt?: number;
}

/** The change that such an event makes to a field. */
function changeTo(field: HistoryField, fields: Required<Fields>): HistoryChange {
  const command = commands.find(({ history }) => history.field === field)!;
  const { actor, version, acceptedAt, ...data } = fields;
  return { field, ...command.history.write({ data, actor }), actor, version, acceptedAt };
}

const base = {
  channelId: 'general',
  messageId: messageId(1),
  text: 'hello',
  title: 'General',
  actor: 'ann',
  version: 1,
  acceptedAt: ACCEPTED_AT,
};

const maker =
  (field: HistoryField, defaults: Fields = {}) =>
  (fields: Fields = {}): HistoryChange =>
    changeTo(field, { ...base, ...defaults, ...fields });

export const sent = maker(sentField);
export const edited = maker(editedField, { version: 2, text: 'hello again' });
export const deleted = maker(deletedField, { version: 3 });
export const created = maker(createdField);
export const joined = maker(joinedField);

export const actors = ['ann', 'bob', 'cy'];
export const channels = ['one', 'two'];
/** The last message is never sent, so its changes stay kept. */
export const messages = 4;

/** The sender of a message in the random log: an edited event of the same message has another text and the same sender. */
const authorOf = (channel: number, message: number) => actors[(channel + message) % actors.length] as string;

/** Every field of the catalog; message fields more often, because their rules interact. */
const drawn = [...historyFields, sentField, editedField, editedField] as HistoryField[];

const change = fc.record({
  field: fc.constantFrom(...drawn),
  channel: fc.nat(channels.length - 1),
  message: fc.nat(messages - 1),
  actor: fc.constantFrom(...actors),
  byAuthor: fc.boolean(),
  text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
});

interface Scenario {
  /** In log order. */
  log: HistoryChange[];
  /** The same changes, shuffled, some repeated, in batches, each for one of two stores. */
  deliveries: { store: 0 | 1; batch: HistoryChange[] }[];
}

/** A log, and the orders in which it may reach the store. `prefix` keeps the channels of scenarios apart. */
export const scenarios = (prefix: () => string): fc.Arbitrary<Scenario> =>
  fc
    .array(change, { minLength: 1, maxLength: 30 })
    .map((drafts) => {
      const of = prefix();
      return drafts.map((draft, at): HistoryChange => {
        const author = authorOf(draft.channel, draft.message);
        const isOfMessage = draft.field.entity.name === 'message';
        const own = isOfMessage && (draft.field === sentField || draft.byAuthor);
        const unsent = draft.field === sentField && draft.message === messages - 1;
        const { text } = draft;
        return changeTo(unsent ? deletedField : draft.field, {
          // Every command's event has this text.
          ...Object.fromEntries(draft.field.values.map((name) => [name, text])),
          version: (at + 1) * 2 ** 40 + at,
          channelId: `${of}-${channels[draft.channel]}`,
          actor: own ? author : draft.actor,
          acceptedAt: ACCEPTED_AT + at,
          messageId: messageId(draft.message + 1),
          text,
          title: text,
        });
      });
    })
    .chain((log) =>
      fc
        .tuple(
          fc.shuffledSubarray(log, { minLength: log.length }),
          fc.array(fc.constantFrom(...log), { maxLength: 15 }),
          fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom<(0 | 1)[]>(0, 1)), {
            minLength: 1,
            maxLength: 20,
          }),
        )
        .map(([shuffled, repeats, cuts]) => {
          // Repeats are placed among the others, each at its own index.
          const all = [...shuffled];
          repeats.forEach((repeat, at) => {
            all.splice((at * 7) % (all.length + 1), 0, repeat);
          });
          const deliveries: Scenario['deliveries'] = [];
          for (let at = 0, cut = 0; at < all.length; cut += 1) {
            const [size, store] = cuts[cut % cuts.length] as [number, 0 | 1];
            deliveries.push({ store, batch: all.slice(at, at + size) });
            at += size;
          }
          return { log, deliveries };
        }),
    );
