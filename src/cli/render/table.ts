// Lays out text as an aligned table for a terminal.

export interface Column {
  readonly title: string;
  /** Numbers stand right, words left. Default left. */
  readonly align?: 'left' | 'right';
}

/** Characters as a person counts them; control characters, which could steer the terminal, become visible. */
const clean = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (c) => (c === '\n' || c === '\t' ? ' ' : '\ufffd'));
const width = (text: string): number => [...text].length;

/** Header, rule, rows; columns two blanks apart; no blanks at line ends. Ends with a newline. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => columns.map((_, i) => clean(row[i] ?? '')));
  const widths = columns.map(({ title }, i) => cells.reduce((widest, row) => Math.max(widest, width(row[i] ?? '')), width(title)));
  const line = (row: readonly string[]): string =>
    row.map((text, i) => {
      const blanks = ' '.repeat((widths[i] ?? 0) - width(text));
      return columns[i]?.align === 'right' ? blanks + text : text + blanks;
    }).join('  ').trimEnd();
  return [line(columns.map((c) => c.title)), widths.map((w) => '─'.repeat(w)).join('  '), ...cells.map(line)].join('\n') + '\n';
}

/** Names and values, one pair a line, values aligned. */
export function renderPairs(pairs: readonly (readonly [string, string])[]): string {
  const widest = pairs.reduce((most, [name]) => Math.max(most, width(name)), 0);
  return pairs.map(([name, value]) => `${name}${' '.repeat(widest - width(name))}  ${clean(value)}`.trimEnd()).join('\n') + '\n';
}
