/** How many events a worker applied and how many attempts failed since its process began. Heartbeats report both. */
export class WorkTally {
  #applied = 0;
  #failed = 0;

  get applied(): number {
    return this.#applied;
  }

  get failed(): number {
    return this.#failed;
  }

  /** These events are durable in the store. */
  addApplied(count: number): void {
    this.#applied += count;
  }

  /** One attempt failed, and its event went to RETRIES or DEAD_LETTERS. */
  addFailed(): void {
    this.#failed += 1;
  }
}
