/** An event's type by its parts; `chat.message-sent.v1` is name `message-sent`, version 1, of the domain `chat`. */
interface EventType {
  domain: string;
  name: string;
  version: number;
}

const pattern = /^([a-z][a-z0-9-]*)\.([a-z][a-z0-9-]*)\.v([1-9][0-9]{0,3})$/;

export const encodeEventType = (type: EventType): string => `${type.domain}.${type.name}.v${type.version}`;

export function decodeEventType(value: string): EventType | undefined {
  const match = pattern.exec(value);
  if (!match) return undefined;
  return { domain: match[1] as string, name: match[2] as string, version: Number(match[3]) };
}
