// What an address filters or splits by that the workspace has no dimension for.
import type { View } from '../view/view-state.js';

/** @param known ids of all dimensions; each unknown one once, in the address's order */
export const unknownDimensions = ({ filters = [], by = [] }: Pick<View, 'filters' | 'by'>, known: readonly string[]): string[] =>
  [...new Set([...filters.map((f) => f.dimension), ...by])].filter((id) => !known.includes(id));
