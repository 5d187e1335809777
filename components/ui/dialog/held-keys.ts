/**
 * How long after a key meant for a dialog the next key still counts as meant for it: people type on before they see
 * the dialog close.
 */
export const HOLD_MS = 600;

/**
 * Decides which keys reach the page behind a dialog. None do while a dialog is open. While the user keeps typing,
 * none do after a dialog closed by itself, or before a dialog opens that a letter has requested. Escape, Enter and
 * the pointer close a dialog on purpose: later keys are for the page. Times in ms, by the clock of events.
 */
export class HeldKeys {
  #until = 0;
  #typing = false;

  /** Takes every key before anything else does. Returns whether to keep the key from the page; an open dialog gets it. */
  take({ key, timeStamp, repeat }: Pick<KeyboardEvent, 'key' | 'timeStamp' | 'repeat'>, isOpen: boolean) {
    if (key === 'Escape' || (isOpen && key === 'Enter')) {
      this.left();
      return false;
    }
    if (isOpen) {
      this.#typing = true;
      this.#until = timeStamp + HOLD_MS;
      return false;
    }
    if (timeStamp >= this.#until) return false;
    // A key that is held down does not count as typing.
    if (!repeat) this.#until = timeStamp + HOLD_MS;
    return true;
  }

  left(): void {
    this.#typing = false;
    this.#until = 0;
  }

  closed(now: number): void {
    if (this.#typing) this.#until = now + HOLD_MS;
    this.#typing = false;
  }

  coming(now: number): void {
    this.#until = now + HOLD_MS;
  }
}

/** The keys of this page. */
export const heldKeys = new HeldKeys();
