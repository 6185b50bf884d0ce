// Lets asynchronous work happen one after the other, in the order in which it was asked for.

export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs when everything before has ended, however it ended. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
