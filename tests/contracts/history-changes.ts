import fc from 'fast-check';
import type { HistoryChange } from '../../contracts/ports/history-store.ts';

/** A message id as minted: later ones sort after earlier ones. */
export const messageId = (n: number): string => `0192f7c1-5b0e-7c33-8d1e-${n.toString(16).padStart(12, '0')}`;

const ACCEPTED_AT = 1_790_000_000_000;

type Fields<Kind extends HistoryChange['kind']> = Partial<Extract<HistoryChange, { kind: Kind }>>;

const base = { version: 1, channelId: 'general', actor: 'ann', acceptedAt: ACCEPTED_AT };

export const sent = (fields: Fields<'message-sent'> = {}): HistoryChange => ({
  kind: 'message-sent',
  ...base,
  messageId: messageId(1),
  text: 'hello',
  ...fields,
});
export const edited = (fields: Fields<'message-edited'> = {}): HistoryChange => ({
  kind: 'message-edited',
  ...base,
  version: 2,
  messageId: messageId(1),
  text: 'hello again',
  ...fields,
});
export const deleted = (fields: Fields<'message-deleted'> = {}): HistoryChange => ({
  kind: 'message-deleted',
  ...base,
  version: 3,
  messageId: messageId(1),
  ...fields,
});
export const created = (fields: Fields<'channel-created'> = {}): HistoryChange => ({
  kind: 'channel-created',
  ...base,
  title: 'General',
  ...fields,
});
export const joined = (fields: Fields<'channel-joined'> = {}): HistoryChange => ({
  kind: 'channel-joined',
  ...base,
  ...fields,
});

export const actors = ['ann', 'bob', 'cy'];
export const channels = ['one', 'two'];
/** The last of them is never sent, so that what is kept aside for it stays. */
export const messages = 4;

/** Who sends a message of the random log: an edited event of the same message has another text, and the same sender. */
const authorOf = (channel: number, message: number) => actors[(channel + message) % actors.length] as string;

const change = fc.record({
  kind: fc.constantFrom<HistoryChange['kind'][]>(
    'message-sent',
    'message-sent',
    'message-edited',
    'message-edited',
    'message-edited',
    'message-deleted',
    'channel-created',
    'channel-joined',
  ),
  channel: fc.nat(channels.length - 1),
  message: fc.nat(messages - 1),
  actor: fc.constantFrom(...actors),
  byAuthor: fc.boolean(),
  text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
});

export interface Scenario {
  /** In the order of the log. */
  log: HistoryChange[];
  /** The same changes, shuffled, some of them repeated, in batches, each for one of two stores. */
  deliveries: { store: 0 | 1; batch: HistoryChange[] }[];
}

/** A log, and the ways it could come to the store. `prefix` keeps the channels of scenarios apart. */
export const scenarios = (prefix: () => string): fc.Arbitrary<Scenario> =>
  fc
    .array(change, { minLength: 1, maxLength: 30 })
    .map((drafts) => {
      const of = prefix();
      return drafts.map((draft, at): HistoryChange => {
        const author = authorOf(draft.channel, draft.message);
        const own = draft.kind === 'message-sent' || draft.byAuthor;
        const common = {
          version: (at + 1) * 2 ** 40 + at,
          channelId: `${of}-${channels[draft.channel]}`,
          actor: own ? author : draft.actor,
          acceptedAt: ACCEPTED_AT + at,
        };
        const id = messageId(draft.message + 1);
        const { text } = draft;
        const unsent = draft.kind === 'message-sent' && draft.message === messages - 1;
        const kind = unsent ? 'message-deleted' : draft.kind;
        switch (kind) {
          case 'message-sent':
            return { kind, ...common, messageId: id, text };
          case 'message-edited':
            return { kind, ...common, messageId: id, text };
          case 'message-deleted':
            return { kind, ...common, messageId: id };
          case 'channel-created':
            return { kind, ...common, actor: draft.actor, title: text };
        }
        return { kind, ...common, actor: draft.actor };
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
          // Repeats stand among the rest: each is put where its own index falls.
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
