/** Digests are kept by their first eight bytes: two different lines that share them would only share a counter. */
const WORDS = 3;
const FIRST_SLOTS = 1_024;

/**
 * Counts how often each digest came before, in about 36 bytes each (an open hash table, at most two thirds full). So the
 * second of two equal lines has another key than the first, wherever they are in the file.
 */
export class OccurrenceCounter {
  readonly #max: number;
  /** Per slot: two words of the digest, and how often it came; 0 if the slot is free. */
  #slots = new Uint32Array(FIRST_SLOTS * WORDS);
  #size = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** How often this digest has come, this time included; undefined if there is no room for one more digest. */
  add(digest: Buffer): number | undefined {
    const high = digest.readUInt32LE(0);
    const low = digest.readUInt32LE(4);
    const at = find(this.#slots, high, low);
    if (this.#slots[at + 2] === 0) {
      if (this.#size === this.#max) return undefined;
      this.#size += 1;
      this.#slots[at] = high;
      this.#slots[at + 1] = low;
    }
    const count = this.#slots[at + 2]! + 1;
    this.#slots[at + 2] = count;
    if (this.#size * 3 > (this.#slots.length / WORDS) * 2) this.#grow();
    return count;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Uint32Array(old.length * 2);
    for (let from = 0; from < old.length; from += WORDS) {
      if (old[from + 2] === 0) continue;
      slots.set(old.subarray(from, from + WORDS), find(slots, old[from]!, old[from + 1]!));
    }
    this.#slots = slots;
  }
}

/** Where the digest is, or would be. The number of slots is a power of two. */
function find(slots: Uint32Array, high: number, low: number): number {
  const mask = slots.length / WORDS - 1;
  let slot = high & mask;
  for (;;) {
    const at = slot * WORDS;
    if (slots[at + 2] === 0 || (slots[at] === high && slots[at + 1] === low)) return at;
    slot = (slot + 1) & mask;
  }
}
