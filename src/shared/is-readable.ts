// What a name that people give may be made of.

/**
 * Whether a text shows something, on one line, and leaves what stands around it as it is: controls that turn the direction of
 * writing would turn the rest of a line or of a mail's subject as well. Text from right to left needs none of them.
 */
export const isReadable = (text: string): boolean => /[^\p{C}\p{Z}]/u.test(text) && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text);
