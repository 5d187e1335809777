/** A grammar. A name in angle brackets is replaced by one of its alternatives, which may contain further names. */
type Grammar = Readonly<Record<string, readonly string[]>>;

export interface TrafficChannel {
  id: string;
  title: string;
  /** The channel's share of the conversation. */
  weight: number;
  /** `opening` begins a topic, `reply` continues it, `closing` ends it. `it` is the subject of the topic. */
  grammar: Grammar;
}

/** What people say in any channel. */
const everywhere: Grammar = {
  agree: ['yes', 'agreed', 'makes sense', 'same here', 'I think so too', 'fine by me', 'sounds good'],
  doubt: [
    'not sure about that',
    'hmm, really?',
    'I would wait',
    'last time that went wrong',
    'why not tomorrow?',
  ],
  thanks: ['thanks', 'thank you', 'that helps', 'great, thanks', 'you saved my day'],
  day: ['today', 'tomorrow', 'on Monday', 'on Thursday', 'after lunch', 'before the weekend', 'this evening'],
  time: ['9:30', '10', 'noon', '14:00', 'half past three', '17:15'],
  place: ['the small room', 'room 4', 'the kitchen', 'the call', 'the roof'],
};

export const channels: readonly TrafficChannel[] = [
  {
    id: 'general',
    title: 'General',
    weight: 4,
    grammar: {
      it: ['the offsite', 'the new office plants', 'the summer party', 'the all-hands', 'the parking rules'],
      opening: [
        'does anyone know more about <it>?',
        'reminder: <it> is <day> at <time>',
        'who comes to <place> <day>? It is about <it>',
        'I have put the notes on <it> into the wiki',
      ],
      reply: [
        '<agree>',
        'I can do <day>, <time>',
        'is <it> in <place> again?',
        '<doubt>',
        'count me in',
        '<thanks>',
      ],
      closing: ['then <day> it is', 'decided: <day>, <time>, <place>', '<thanks>, all clear now'],
    },
  },
  {
    id: 'deploys',
    title: 'Deploys',
    weight: 3,
    grammar: {
      service: ['billing', 'search', 'the gateway', 'notifications', 'the importer', 'accounts'],
      version: ['2.14.1', '2.15.0', '3.0.0-rc.2', 'v118', 'the hotfix'],
      it: ['<service> <version>'],
      figure: [
        'p99 is at 180 ms',
        'error rate 0.02 %',
        'CPU at 40 %',
        'lag is 3 s and falling',
        'memory is flat',
      ],
      opening: [
        'deploying <it> in 5 minutes',
        'rolling out <it>, canary first',
        'I would like to ship <it> <day>',
      ],
      reply: [
        'canary looks good: <figure>',
        '<figure>',
        'please hold, <service> is red',
        'who watches <service>?',
        '<agree>, go on',
        'rolled back, `ECONNRESET` from <service> again',
        'the log says:\n```\nWARN retrying in 400 ms\n```\nis that new?',
      ],
      closing: [
        'done, <it> is out',
        '<it> is at 100 %, <figure>',
        'back on the old version, will look <day>',
      ],
    },
  },
  {
    id: 'support',
    title: 'Support',
    weight: 3,
    grammar: {
      customer: ['Northwind', 'Łódź Logistics', 'the school in Malmö', 'Café Zoë', '東京 Foods', 'Contoso'],
      it: ['the export', 'the invoice', 'the login page', 'the mobile app', 'the import of contacts'],
      trouble: ['is empty', 'times out', 'shows the wrong date', 'asks for a password twice', 'is very slow'],
      opening: [
        '<customer> writes that <it> <trouble>',
        'ticket from <customer>: <it> <trouble>. Anyone?',
        'third customer today for whom <it> <trouble>',
      ],
      reply: [
        'I can reproduce it',
        'works for me, which browser?',
        'is that since <day>?',
        'ask them for the correlation id',
        'known, fix comes <day>',
        'let us call them at <time>',
      ],
      closing: ['<customer> is happy again', 'fixed, I have told them', 'closed the ticket, <thanks>'],
    },
  },
  {
    id: 'lunch',
    title: 'Lunch',
    weight: 2,
    grammar: {
      it: ['ramen', 'pizza', 'the falafel place', 'phở', 'Käsespätzle', 'the canteen', 'a picnic'],
      opening: ['<it> <day>?', 'anyone hungry? I would go for <it>', 'table for 6 at <time>, <it>'],
      reply: [
        'me!',
        '+1',
        'only with extra chilli',
        'I brought my own <day>',
        '<doubt>',
        'rather <it>',
        'at <time>?',
      ],
      closing: ['leaving now', 'table is booked for <time>', 'that was good. <it> next time'],
    },
  },
  {
    id: 'design-review',
    title: 'Design review',
    weight: 2,
    grammar: {
      it: [
        'the empty state',
        'dark mode',
        'the table on 390 px',
        'the new icons',
        'focus rings',
        'the date picker',
      ],
      opening: [
        'new draft of <it>, please have a look',
        'can we talk about <it> <day>?',
        'I am not happy with <it>',
      ],
      reply: [
        'contrast is 3.9:1, needs 4.5',
        'love it',
        'what happens with 200 entries?',
        'the second one, by far',
        'how does a screen reader say that?',
        '<doubt>',
        '<agree>',
      ],
      closing: ['version B then', 'I will put it into the next build', 'parked until <day>'],
    },
  },
];

/** One sentence of a grammar. */
export function expand(
  grammar: Grammar,
  symbol: string,
  pick: (values: readonly string[]) => string,
): string {
  const alternatives = grammar[symbol] ?? everywhere[symbol];
  if (!alternatives) throw new TypeError(`The grammar has no ${symbol}.`);
  return pick(alternatives).replace(/<([a-z]+)>/g, (_, name: string) => expand(grammar, name, pick));
}
