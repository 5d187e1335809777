/**
 * A subject without its unbounded parts (destination.template in the semantic conventions for messaging):
 * `events.*.channel.*.message-sent`, `retries.*.message-sent.*`, `dead-letters.history.message-sent.*`.
 */
export function destinationTemplate(subject: string): string {
  const tokens = subject.split('.');
  switch (tokens[0]) {
    case 'events':
      return `events.*.${tokens[2]}.*.${tokens[4]}`;
    case 'retries':
    case 'scheduled-retries':
      return `${tokens[0]}.*.${tokens[2]}.*`;
    case 'dead-letters':
      return `dead-letters.${tokens[1]}.${tokens[2]}.*`;
    default:
      return tokens[0] ?? '';
  }
}
