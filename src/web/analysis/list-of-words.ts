// What somebody typed as a list.

/** Words parted by commas or lines, each once, without what surrounds them. */
export const listOfWords = (typed: string): string[] => [...new Set(typed.split(/[,\n]/).map((word) => word.trim()).filter((word) => word !== ''))];
