// Finds the columns a mapping names in the header of a file, forgiving letter case and spaces, not spelling.
import { AppError } from '../../shared/errors.js';
import { nearest } from '../../shared/nearest.js';
import { fold } from './mapping-schema.js';

export class ColumnLookup {
  private readonly exact = new Map<string, number>();
  private readonly folded = new Map<string, number>();

  /**
   * @param absent what a column that the file lacks means: `refuse` (a user's mapping), or `ignore`
   *   (a product's layout, whose exports leave columns out)
   */
  constructor(
    readonly header: readonly string[],
    private readonly absent: 'refuse' | 'ignore',
  ) {
    header.forEach((name, i) => {
      this.exact.set(name, i);
      if (!this.folded.has(fold(name))) this.folded.set(fold(name), i);
    });
  }

  /**
   * Index of a column, -1 where it is absent and that is ignored.
   * @throws AppError mapping_invalid naming the nearest column of the header, if there is one like it
   */
  find(name: string, where: string): number {
    const index = this.exact.get(name) ?? this.folded.get(fold(name));
    if (index !== undefined) return index;
    if (this.absent === 'ignore') return -1;
    const meant = nearest(name, this.header);
    throw new AppError('mapping_invalid', {
      reason: `${where} names the column "${name}", which the file does not have.`,
      remedy: `${meant === undefined ? '' : `Did you mean "${cut(meant)}"? `}Its columns: ${listed(this.header)}. For the same value in every row write { value: ${name} }.`,
    });
  }
}

/** Names shown of a header, and characters of each: a file that is no table can have thousands, of any length. */
const [MOST_NAMES, MOST_CHARACTERS] = [60, 80];
const cut = (name: string): string => (name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS)}…` : name);

const listed = (header: readonly string[]): string =>
  header.slice(0, MOST_NAMES).map(cut).join(', ') + (header.length > MOST_NAMES ? ` and ${String(header.length - MOST_NAMES)} more` : '');
