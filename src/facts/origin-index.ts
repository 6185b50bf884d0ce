// Gives equal origins of a batch the same number, so that each is classified and sent to the engine once.
// A chain of maps, one step per field that is set: no key has to be put together for every row.
import type { Origin } from './drafts.js';
import type { Classify, ClassifiedOrigin } from './people.js';

const FIELDS = ['source', 'medium', 'campaign', 'landingPage', 'referrer', 'content', 'term', 'clickId', 'channel'] as const satisfies readonly (keyof Origin)[];

/** What is known so far; by the place of the next field that is set and its value it goes on. */
class Node {
  number = -1;
  private readonly next: (Map<string, Node> | undefined)[] = [];

  follow(place: number, value: string): Node {
    const values = (this.next[place] ??= new Map<string, Node>());
    let node = values.get(value);
    if (node === undefined) values.set(value, (node = new Node()));
    return node;
  }
}

export class OriginIndex {
  /** Different origins, by their numbers. */
  readonly classified: ClassifiedOrigin[] = [];
  private readonly onTheWeb = new Node();
  private readonly elsewhere = new Node();

  constructor(private readonly classify: Classify) {}

  /** @param web whether an origin that names nothing is a visit without origin */
  numberOf(origin: Origin, web: boolean): number {
    let node = web ? this.onTheWeb : this.elsewhere;
    let place = 0;
    for (const field of FIELDS) {
      const value = origin[field];
      if (value !== undefined && value !== '') node = node.follow(place, value);
      place++;
    }
    if (node.number < 0) {
      node.number = this.classified.length;
      this.classified.push(this.classify(origin, { web }));
    }
    return node.number;
  }
}
