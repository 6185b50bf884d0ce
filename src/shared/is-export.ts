// Tells what may be an export from what systems leave in folders and archives of their own accord.

const NO_EXPORT = /(?:^|\/)(?:\.[^/]*|__MACOSX(?:\/.*)?|Thumbs\.db|desktop\.ini|~\$[^/]*)$/i;

/** Whether a file, by its path within a folder or archive, may be an export at all. */
export const isExport = (name: string): boolean => !name.split('/').some((part) => NO_EXPORT.test(part));
