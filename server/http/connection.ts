import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { answerBare } from './answer-bare.ts';
import { ProblemError } from './problem-error.ts';

/** Handles one request. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** How long a closed connection still reads: closing it at once would reset it, and the client could lose the answer. */
const LINGER_MS = 2_000;

/**
 * A client's connection. It handles one request at a time, in the order in which they came, because a later one may depend on
 * an earlier one. Each request gets one answer. If something arrives that is not HTTP, or too late:
 *
 *   it belongs to a request that is not complete ─► that request gets the refusal as its answer
 *   requests before it are unanswered            ─► they get their answers, and the last one says `connection: close`
 *   neither                                      ─► the refusal is the answer
 *
 * Then the connection is closed.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #handle: Handle;
  readonly #waiting: Exchange[] = [];
  readonly #next = (): void => this.#handleNext();
  #current: Exchange | undefined;
  #newest: IncomingMessage | undefined;
  #refusal: ProblemError | undefined;
  /** Whether the refusal answers a request whose turn has not come. */
  #isOwed = false;
  #isClosing = false;
  #isEnding = false;
  #isPausing = false;

  constructor(socket: Socket, handle: Handle) {
    this.#socket = socket;
    this.#handle = handle;
    // Node calls this after an answer that says `connection: close`.
    socket.destroySoon = () => this.#close();
    socket.on('end', () => this.#clientEnded());
  }

  add(request: IncomingMessage, response: ServerResponse): void {
    if (this.#isClosing || this.#current) this.#readNoMore();
    if (this.#isClosing) return;
    this.#newest = request;
    if (this.#current) this.#waiting.push({ request, response });
    else this.#begin({ request, response });
  }

  /** Refuses the newest input: a message that could not be parsed, or a request to switch to another protocol. */
  refuse(refusal: ProblemError, other?: IncomingMessage): void {
    if (this.#refusal || this.#isClosing) return;
    if (!this.#socket.writable) {
      this.#socket.destroy();
      return;
    }
    this.#refusal = refusal;
    const unfinished = other ?? (this.#newest?.complete === false ? this.#newest : undefined);
    const last = this.#waiting.at(-1) ?? this.#current;
    if (!last) {
      // The refusal of an earlier part of the same request is its answer.
      if (unfinished && !other) this.#close();
      else this.#answer();
    } else if (!unfinished) {
      if (!last.response.headersSent) last.response.setHeader('connection', 'close');
    } else if (unfinished === this.#current?.request) this.#refuseCurrent(this.#current);
    else this.#isOwed = true;
  }

  /** Ends the connection when what has arrived completely is answered, because the service stops. */
  end(): void {
    if (this.#isEnding || this.#isClosing) return;
    this.#isEnding = true;
    const last = this.#waiting.at(-1) ?? this.#current;
    if (!last) this.#close();
    else if (this.#newest?.complete === false) this.refuse(stopping());
    else if (!last.response.headersSent) last.response.setHeader('connection', 'close');
  }

  /**
   * The client sends nothing more, or has disconnected: the server can't tell which. It still sends the outcome of a
   * request that changes something; a read or a live stream ends.
   */
  #clientEnded(): void {
    const isAwaited = this.#current && [this.#current, ...this.#waiting].some(isUnsafe);
    if (!isAwaited) this.#socket.end();
  }

  /** While a request waits or is ignored, nothing more is read: this bounds how many there are. */
  #readNoMore(): void {
    if (this.#isPausing) return;
    this.#isPausing = true;
    // Node resumes reading whenever its parser completes a message, so pause once the whole chunk is parsed.
    process.nextTick(() => {
      this.#isPausing = false;
      if (this.#isClosing || this.#waiting.length > 0) this.#socket.pause();
    });
  }

  #refuseCurrent({ request, response }: Exchange): void {
    if (response.headersSent) return;
    // The code that reads the body answers, with the headers and the log lines of any other refusal.
    if (request.listenerCount('error') > 0) request.emit('error', this.#refusal);
    else this.#answer();
  }

  #begin(exchange: Exchange): void {
    this.#current = exchange;
    exchange.response.on('close', this.#next);
    this.#handle(exchange.request, exchange.response);
  }

  #handleNext(): void {
    this.#current = undefined;
    if (this.#isClosing || this.#socket.destroyed) return;
    const next = this.#waiting.shift();
    const isRefused = this.#isOwed && this.#waiting.length === 0 && next?.request.complete !== true;
    if (isRefused) this.#answer();
    else if (next) {
      if (this.#waiting.length === 0) this.#socket.resume();
      this.#begin(next);
    } else if (this.#refusal) this.#close();
  }

  #answer(): void {
    const correlationId =
      this.#newest?.complete === false ? this.#newest.headers['x-correlation-id'] : undefined;
    answerBare(this.#socket, this.#refusal as ProblemError, correlationId);
    this.#close();
  }

  #close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    const socket = this.#socket;
    const mayReceive = this.#refusal || this.#waiting.length > 0 || this.#newest?.complete === false;
    this.#waiting.length = 0;
    if (!mayReceive) {
      Socket.prototype.destroySoon.call(socket);
      return;
    }
    socket.end();
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
  }
}

const stopping = (): ProblemError =>
  new ProblemError(
    'request-timeout',
    'This service is stopping and the request had not arrived completely, so nothing was done. Send it again.',
  );

const isUnsafe = ({ request: { method } }: Exchange): boolean => method !== 'GET' && method !== 'HEAD';
