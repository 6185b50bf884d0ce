// Cells are cut out of large pieces of text without copying; who keeps one beyond its batch keeps its piece.

/**
 * The same text in memory of its own, free of the piece of file it was cut from and of the parts it was joined from
 * (a joined text keeps its parts, even as the key of a map): for keys of caches and whatever else outlives a batch.
 */
export const detach = (text: string): string => ` ${text}`.slice(1);
