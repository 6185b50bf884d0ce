// Cells are cut out of large pieces of text without copying; who keeps one beyond its batch keeps its piece.

/** The same text, free of the piece of file it was cut from: for keys of caches and whatever else outlives a batch. */
export const detach = (text: string): string => ` ${text}`.slice(1);
