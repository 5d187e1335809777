import { splitControls } from './show-controls.ts';

/**
 * Text from outside, isolated so that a right-to-left script doesn't reorder the text around it. Escapes are isolated
 * again: within such a script they would appear backwards.
 */
export function Inert({ text }: { text: string }) {
  const parts = splitControls(text);
  return (
    <bdi>
      {parts.map(({ text: part, escaped, at }) =>
        escaped ? (
          <bdi key={at} dir="ltr" className="text-ink-3">
            {part}
          </bdi>
        ) : (
          part
        ),
      )}
    </bdi>
  );
}
