// A digest as plain text.
import type { DigestWords, Line } from './digest-words.js';

const width = (text: string): number => [...text].length;
const left = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));
const right = (text: string, to: number): string => ' '.repeat(Math.max(0, to - width(text))) + text;

/** Columns two blanks apart; the first stands left, the others right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  return rows.map((row) => row.map((cell, i) => (i === 0 ? left : right)(cell, widths[i] ?? 0)).join('  ').trimEnd());
}

const section = (title: string, lines: readonly string[]): string[] => ['', title.toUpperCase(), ...lines];
const lineText = ({ name, text, link }: Line): string[] => [`- ${name}: ${text}`, `  ${link}`];

/** @param unsubscribeUrl null where nobody is subscribed: in a preview */
export function renderText(words: DigestWords, unsubscribeUrl: string | null): string {
  const table = columns([['', 'Value', 'Before', 'Change', 'This month'], ...words.figures.map((f) => [f.label, f.value, f.before, f.change, f.monthToDate])]);
  return [
    words.title, words.period,
    ...section('Figures', table),
    ...section('Goals', words.goals.length === 0 ? ['No goal is running.'] : words.goals.flatMap((goal) => lineText({ ...goal, text: `${goal.status}. ${goal.text}` }))),
    ...section('What moved', words.moved.length === 0 ? [words.nothingMoved] : words.moved.flatMap(lineText)),
    ...section('What needs a look', words.look.length === 0 ? ['Nothing.'] : words.look.flatMap(lineText)),
    '', `Open Leadline: ${words.link}`,
    ...(unsubscribeUrl === null ? [] : [`No more of these mails: ${unsubscribeUrl}`]), '',
  ].join('\n');
}
