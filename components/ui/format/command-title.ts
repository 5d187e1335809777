/** `Send message` for `send-message`: the name of a kind of command. An event’s type is not changed. */
export function commandTitle(name: string): string {
  if (name.includes('.')) return name;
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
