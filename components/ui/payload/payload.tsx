'use client';

import { Download } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { readJsonTree } from '../../../contracts/json-text/json-tree.ts';
import { printJson } from '../../../contracts/json-text/print-json.ts';
import { formatBytes } from '../../../contracts/words/bytes.ts';
import { PAYLOAD_DEPTH, PAYLOAD_LINES } from '../../limits.ts';
import { CopyButton } from '../buttons/copy-button.tsx';
import styles from './payload.module.css';
import { payloadLines } from './payload-lines.ts';

interface PayloadProps {
  title: ReactNode;
  /** A JSON text. Every number and string is shown as written. */
  json: string;
  fileName: string;
}

/** JSON from outside: indented, in one colour, folded where deep, cut where long, and always plain text. */
export function Payload({ title, json, fileName }: PayloadProps) {
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const tree = useMemo(() => readJsonTree(json) ?? { text: json }, [json]);
  const text = useMemo(() => printJson(tree), [tree]);
  const lines = useMemo(() => payloadLines(tree, PAYLOAD_DEPTH, flipped), [tree, flipped]);
  const shown = all ? lines : lines.slice(0, PAYLOAD_LINES);

  const flip = (path: string) =>
    setFlipped((now) => {
      const next = new Set(now);
      if (!next.delete(path)) next.add(path);
      return next;
    });

  return (
    <div>
      <div className="flex min-h-7 items-start gap-1">
        <h3 className="section-title mr-auto min-w-0 py-1">{title}</h3>
        <button
          type="button"
          className="quiet-button shrink-0 px-2 text-small hover:bg-hover"
          onClick={() => save(text, fileName)}
        >
          <Download size={16} strokeWidth={1.5} aria-hidden="true" />
          Download
        </button>
        <CopyButton text={text} what="the JSON" className="mt-0.5" />
      </div>
      <div className={styles.payload}>
        {shown.map(({ key, indent, text: line, fold }) => (
          <div key={key} className={styles.line} data-indent={Math.min(indent, 12)}>
            {fold ? (
              <button
                type="button"
                className={styles.fold}
                aria-expanded={fold.open}
                aria-label={`${line}, ${fold.inside}`}
                title={fold.open ? 'Fold' : `Unfold ${fold.inside}`}
                onClick={() => flip(fold.path)}
              >
                <bdi dir="ltr">{line}</bdi>
              </button>
            ) : (
              <bdi dir="ltr">{line}</bdi>
            )}
          </div>
        ))}
      </div>
      {lines.length > shown.length && (
        <button type="button" className="button mt-2" onClick={() => setAll(true)}>
          Show all {formatBytes(new TextEncoder().encode(text).length)}
        </button>
      )}
    </div>
  );
}

function save(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
