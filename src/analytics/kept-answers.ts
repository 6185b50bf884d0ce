// Answers that hold until something has moved on: what a page asks on every visit is read once, however many visit.

interface Kept<T> {
  readonly at: string;
  readonly answer: Promise<T>;
}

/** One answer for each workspace. */
export class KeptAnswers<T> {
  private readonly kept = new Map<number, Kept<T>>();

  /**
   * What was answered at the same state, else what `read` answers now; calls at the same time share one reading.
   * @param at what the answer depends on, read before the answer is: writers say that facts move on before they write and afterwards
   */
  async get(workspaceId: number, at: string, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(workspaceId);
    if (known?.at === at) return known.answer;
    const answer = read();
    const mine = { at, answer };
    this.kept.set(workspaceId, mine);
    // What failed is asked again.
    answer.catch(() => {
      if (this.kept.get(workspaceId) === mine) this.kept.delete(workspaceId);
    });
    return answer;
  }
}
