import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { ExportOptions } from '../export-options.ts';
import { readableSpan } from './readable-span.ts';
import type { SpanRecord, SpanSink } from './span-record.ts';

const MAX_BATCH = 512;

export interface ExportedSpans {
  exported: number;
  failed: number;
  dropped: number;
  waiting: number;
}

/**
 * Spans on their way to OTLP: a bounded queue, one export at a time, each with a timeout. What finds the queue full is
 * counted; what an export could not deliver too. A collector that hangs costs nothing but that.
 */
export class SpanQueue implements SpanSink {
  readonly #options: ExportOptions;
  readonly #resource: Resource;
  readonly #processor: BatchSpanProcessor;
  readonly #counts: ExportedSpans = { exported: 0, failed: 0, dropped: 0, waiting: 0 };

  constructor(options: ExportOptions, resource: Resource) {
    this.#options = options;
    this.#resource = resource;
    const exporter = new OTLPTraceExporter({
      url: `${options.endpoint}/v1/traces`,
      headers: options.headers,
      timeoutMillis: options.timeoutMs,
      // One under way; a stop sends beside it whatever waits.
      concurrencyLimit: 1 + Math.ceil(options.queueSpans / MAX_BATCH),
    });
    this.#processor = new BatchSpanProcessor({
      exporter: this.#counted(exporter),
      maxQueueSize: options.queueSpans,
      maxExportBatchSize: Math.min(MAX_BATCH, options.queueSpans),
      scheduledDelayMillis: options.flushMs,
      // The exporter's own deadline comes first: it knows that the export is over.
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
    this.#processor.onEnd(readableSpan(record, this.#resource, this.#options.version));
  }

  leaveOut(count: number): void {
    this.#counts.dropped += count;
  }

  /** Sends what waits. Resolves when that has ended, whatever the end. */
  async close(): Promise<void> {
    await this.#processor.shutdown().catch(() => {});
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
