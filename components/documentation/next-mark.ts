const MARK =
  /`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|(?<![\w*])\*(?<emphasis>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])|!?\[(?<label>[^\]]*)\]\((?<to>[^)]*)\)/;

/** The first mark of a line of documentation, with the text on both sides of it. */
export interface Mark {
  before: string;
  kind: 'code' | 'strong' | 'emphasis' | 'link';
  text: string;
  /** Of a link: where it leads. */
  to: string;
  after: string;
}

/** Null where the rest is text. */
export function nextMark(line: string): Mark | null {
  const match = MARK.exec(line);
  if (!match) return null;
  const { code, strong, emphasis, label, to = '' } = match.groups ?? {};
  const kind =
    code !== undefined
      ? 'code'
      : strong !== undefined
        ? 'strong'
        : emphasis !== undefined
          ? 'emphasis'
          : 'link';
  return {
    before: line.slice(0, match.index),
    kind,
    text: code ?? strong ?? emphasis ?? label ?? '',
    to,
    after: line.slice(match.index + match[0].length),
  };
}
