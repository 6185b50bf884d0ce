// A dashboard as a YAML file: to keep, to review, to carry to another workspace. What it may hold stands in docs/dashboards.md.
import { stringify } from 'yaml';
import { dashboardFile, FILE_MARK, FILE_VERSION, type Dashboard, type DashboardExport, type GivenCard } from '../shared/api/dashboards.js';
import { AppError } from '../shared/errors.js';
import { readYaml } from '../shared/read-yaml.js';

const refuse = (where: string, reason: string, remedy: string): AppError => new AppError('invalid_input', { where: `the dashboard file${where === '' ? '' : `, ${where}`}`, reason, remedy });

/** How a card of a file is named: people count from 1. */
export const cardOfFile = (index: number): string => `the dashboard file, card ${String(index + 1)}, `;

/** `card 3, kpis, figure 2`, from the path at which something doesn't fit. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((step, i) => (typeof step === 'number' ? `${path[i - 1] === 'cards' ? 'card' : path[i - 1] === 'kpis' ? 'figure' : 'entry'} ${String(step + 1)}` : String(step))).filter((word, i) => !(i === 0 && word === 'cards' && path.length > 1)).join(', ');

const holds = (value: unknown, key: string): value is Record<string, unknown> => typeof value === 'object' && value !== null && key in value;

/** @throws AppError invalid_input: no YAML (line and column), no dashboard, one of a newer Leadline, a card or field that doesn't fit */
export function parseDashboardFile(text: string): { readonly name: string; readonly cards: GivenCard[] } {
  const read = readYaml(text.replace(/^\ufeff/, ''));
  const form = 'Export a dashboard to see the form.';
  if ('problem' in read) {
    const { message, at } = read.problem;
    throw refuse(at === undefined ? '' : `line ${String(at.line)}, column ${String(at.column)}`, message, `Mend it there. ${form}`);
  }
  if (!holds(read.value, 'leadline') || read.value['leadline'] !== FILE_MARK) throw refuse('', 'it is none: such a file begins with "leadline: dashboard"', `Choose a file that was exported from a dashboard. ${form}`);
  const { version } = read.value;
  if (typeof version === 'number' && version > FILE_VERSION) throw refuse('version', `it is of version ${String(version)}, which only a newer Leadline reads`, 'Bring it in there, or update this one.');
  const parsed = dashboardFile.safeParse(read.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue === undefined ? [] : [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])];
  throw refuse(placeOf(path), issue === undefined ? 'it does not fit' : issue.code === 'unrecognized_keys' ? 'there is no such field here' : issue.message, `Mend it there; what a card takes stands in the help, under Dashboards. ${form}`);
}

/** A name as a file may be called everywhere. */
const fileNameOf = (name: string): string => `${name.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'unnamed'}.dashboard.yaml`;

/** Without ids, which only this workspace needs; places at the end of each card. */
export function writeDashboardFile({ name, cards }: Pick<Dashboard, 'name' | 'cards'>): DashboardExport {
  const plain = cards.map(({ id: _id, title, column, row, width, height, ...content }) => ({ ...content, ...(title !== undefined && { title }), column, row, width, height }));
  return { fileName: fileNameOf(name), yaml: stringify({ leadline: FILE_MARK, version: FILE_VERSION, name, cards: plain }, { lineWidth: 120 }) };
}
