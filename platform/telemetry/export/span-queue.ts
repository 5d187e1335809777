import type { Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';
import { readableSpan } from '../spans/readable-span.ts';
import type { SpanRecord, SpanSink } from '../spans/span-record.ts';
import type { ExportOptions } from './export-options.ts';

const MAX_BATCH = 512;

/** How many exports may run at once. Normally one does; a stop exports everything queued at once. */
export const exportsAtOnce = ({ queueSpans }: ExportOptions): number => 1 + Math.ceil(queueSpans / MAX_BATCH);

export interface ExportedSpans {
  exported: number;
  failed: number;
  dropped: number;
  waiting: number;
}

/**
 * Spans waiting for their export over OTLP: a bounded queue, one export at a time, each with a timeout. Counts spans
 * that find the queue full, and spans that an export could not deliver. A collector that hangs has no other effect.
 */
export class SpanQueue implements SpanSink {
  readonly #options: ExportOptions;
  readonly #resource: Resource;
  readonly processor: BatchSpanProcessor;
  readonly #counts: ExportedSpans = { exported: 0, failed: 0, dropped: 0, waiting: 0 };

  constructor(exporter: SpanExporter, options: ExportOptions, resource: Resource) {
    this.#options = options;
    this.#resource = resource;
    this.processor = new BatchSpanProcessor({
      exporter: this.#counted(exporter),
      maxQueueSize: options.queueSpans,
      maxExportBatchSize: Math.min(MAX_BATCH, options.queueSpans),
      scheduledDelayMillis: options.flushMs,
      // Longer than the exporter's own deadline, so that the exporter itself ends the export.
      exportTimeoutMillis: options.timeoutMs * 2,
    });
  }

  get counts(): Readonly<ExportedSpans> {
    return this.#counts;
  }

  get hasRoom(): boolean {
    return this.#counts.waiting < this.#options.queueSpans;
  }

  add(record: SpanRecord): void {
    if (!this.hasRoom) {
      this.#counts.dropped += 1;
      return;
    }
    this.#counts.waiting += 1;
    this.processor.onEnd(readableSpan(record, this.#resource, this.#options.version));
  }

  leaveOut(count: number): void {
    this.#counts.dropped += count;
  }

  #counted(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans: ReadableSpan[], done) => {
        this.#counts.waiting -= spans.length;
        exporter.export(spans, (result) => {
          const failed = result.code !== 0;
          this.#counts[failed ? 'failed' : 'exported'] += spans.length;
          this.#options.onOutcome('spans', failed ? (result.error ?? new Error('refused')) : undefined);
          done(result);
        });
      },
      shutdown: () => exporter.shutdown(),
    };
  }
}
