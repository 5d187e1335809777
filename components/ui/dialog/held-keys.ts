/** How long after a key meant for a dialog the next key is meant for it too: people type on before they see it close. */
export const HOLD_MS = 600;

/**
 * Which keys may reach the page behind a dialog. None while one is open; and none, as long as somebody types on, after one
 * closed under the hands of a person who typed, or while one that was asked for by its letter is on its way. Escape, Enter
 * and the pointer leave a dialog on purpose: what comes then is for the page. Times in ms, by the clock of events.
 */
export class HeldKeys {
  #until = 0;
  #typing = false;

  /** Takes in every key, before anything else sees it. Whether it must not reach the page; a dialog that is open has it. */
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
    // A key that is held down is no typing.
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

/** Of this page. */
export const heldKeys = new HeldKeys();
