// A sheet of costs: salaries, tools, agencies, creative work and whatever else marketing pays, each with
// an amount and the day, month, quarter, year or dates it covers. Spreading over days happens in the figures.
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { COST_KINDS } from '../facts/drafts.js';
import { defineConnector, type ReadContext, type SourceFile } from './connector.js';
import { classifyCosts } from './csv/classify-values.js';
import { assignRoles, type Role } from './csv/column-roles.js';
import { profileColumn, type ColumnProfile } from './csv/profile-column.js';
import { orYaml } from './mapping/options-text.js';
import { checkMapping, type Mapping } from './mapping/mapping-schema.js';
import { readTable } from './mapping/read-mapped.js';
import { openTable, type Table, type TableOptions } from './reading/table.js';

const options = orYaml(z.strictObject({
  currency: z.string().optional(),
  /** Kind of every row, where the sheet has no column for it. */
  kind: z.enum(COST_KINDS).optional(),
  /** Words of the sheet's kind column -> kinds: `{ Trade fairs: other }`. */
  kinds: z.record(z.string(), z.enum(COST_KINDS)).optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.string().optional(),
}));
type Options = z.output<typeof options>;

const EXPECTED = 'a table of costs with the columns amount, and month (or date, quarter, year, or from and until); kind, currency, campaign, source, channel and note may be added';
const layout = { connector: 'costs', expected: EXPECTED };

/** The columns of the documented sheet; other names are recognised by what they mean. */
const NAMES = {
  amount: ['amount', 'cost', 'costs', 'betrag', 'kosten', 'montant', 'coût', 'importe', 'importo', 'valor', 'částka', 'kwota', 'bedrag'],
  from: ['from', 'start', 'start date', 'from date', 'first day', 'von', 'de', 'du', 'od'],
  until: ['until', 'to', 'end', 'end date', 'to date', 'last day', 'bis', 'au', 'do'],
  period: ['period', 'month', 'date', 'day', 'quarter', 'year', 'monat', 'datum', 'zeitraum', 'quartal', 'jahr', 'mois', 'jour', 'trimestre', 'année', 'mes', 'fecha', 'mese', 'mês', 'měsíc', 'miesiąc', 'maand', 'invoice date', 'paid at'],
  kind: ['kind', 'type', 'category', 'cost type', 'cost kind', 'cost category', 'art', 'kostenart', 'kategorie', 'type de coût', 'catégorie', 'categoría', 'categoria'],
  currency: ['currency', 'currency code', 'währung', 'devise', 'moneda', 'valuta', 'moeda', 'měna', 'waluta'],
  campaign: ['campaign', 'campaign name', 'kampagne', 'campagne', 'campaña', 'campagna', 'campanha', 'kampaň', 'kampania'],
  channel: ['channel', 'kanal', 'canal', 'canale', 'kanál', 'kanał', 'kanaal'],
  source: ['source', 'quelle', 'fuente', 'fonte', 'zdroj', 'źródło', 'bron'],
  medium: ['medium'],
  content: ['content'],
  impressions: ['impressions', 'impr.'],
  clicks: ['clicks'],
  product: ['product', 'produkt', 'produit', 'producto'],
  country: ['country', 'land', 'pays', 'país'],
  device: ['device'],
  key: ['id', 'cost id', 'invoice', 'invoice number', 'invoice no', 'rechnungsnummer', 'key'],
  note: ['note', 'notes', 'description', 'item', 'name', 'comment', 'vendor', 'supplier', 'beschreibung', 'bemerkung', 'position', 'lieferant', 'poznámka', 'opis', 'libellé'],
} as const;
type Part = keyof typeof NAMES;

/** Roles that stand in for a part whose column has another name. */
const ROLES: Readonly<Partial<Record<Part, readonly Role[]>>> = { amount: ['costAmount', 'amount'], from: ['startAt'], until: ['endAt'], period: ['at', 'createdAt'], kind: ['costKind'], currency: ['currency'], campaign: ['campaign'], source: ['source'] };

/** Columns that a table of leads or deals has, and a cost sheet has not. */
const ABOUT_PEOPLE: readonly Role[] = ['email', 'leadId', 'contactId', 'dealId', 'dealName', 'closedAt', 'visitorId'];

function findParts(table: Table): Map<Part, string> {
  const parts = new Map<Part, string>();
  for (const [part, names] of Object.entries(NAMES) as [Part, readonly string[]][]) {
    const found = names.map((name) => table.header.find((h) => h.trim().toLowerCase() === name)).find((h) => h !== undefined);
    if (found !== undefined) parts.set(part, found);
  }
  const roles: ReadonlyMap<Role, ColumnProfile> = assignRoles(table.header.map((name, i) => profileColumn(name, i, table.sample)));
  const taken = new Set(parts.values());
  // The value of a deal and the price of a lead are amounts too, and no costs.
  const ofPeople = ABOUT_PEOPLE.some((role) => roles.has(role));
  for (const [part, candidates] of Object.entries(ROLES) as [Part, readonly Role[]][]) {
    if (parts.has(part) || (part === 'period' && parts.has('from')) || (part === 'until' && !parts.has('from'))) continue;
    const column = candidates.filter((role) => role !== 'amount' || !ofPeople).map((role) => roles.get(role)?.name).find((name) => name !== undefined && !taken.has(name));
    if (column === undefined) continue;
    parts.set(part, column);
    taken.add(column);
  }
  return parts;
}

/** Words of the kind column that mean a kind, so that Salaries is staff. */
function kindsIn(table: Table, column: string, given: Options['kinds']): Record<string, string> {
  const index = table.header.indexOf(column);
  const words = [...new Set(table.sample.map((row) => (row[index] ?? '').trim()))].filter((word) => word !== '').slice(0, 1000);
  return { ...classifyCosts(words), ...given };
}

function mappingFor(table: Table, file: SourceFile, { kind, kinds, encoding: _, ...given }: Options): Mapping {
  const parts = findParts(table);
  if (!parts.has('amount') || !(parts.has('period') || parts.has('from'))) {
    const missing = [...(parts.has('amount') ? [] : ['an amount']), ...(parts.has('period') || parts.has('from') ? [] : ['a period (month, date, quarter, year, or from and until)'])];
    throw new AppError('wrong_file', { file: file.name, connector: 'costs', found: `its columns are ${table.header.slice(0, 14).join(', ')}; there is no column for ${missing.join(' or ')}`, expected: EXPECTED });
  }
  const column = (part: Part): string | undefined => parts.get(part);
  const kindColumn = column('kind');
  const field = (part: Part): Record<string, string> => (parts.has(part) ? { [part]: column(part) ?? '' } : {});
  return checkMapping({
    ...given,
    source: 'costs',
    ...(parts.has('key') && { key: column('key') }),
    facts: [{
      kind: 'cost', amount: column('amount'),
      ...field('period'), ...field('from'), ...field('until'),
      cost: kindColumn === undefined ? { value: kind ?? (parts.has('impressions') || parts.has('clicks') ? 'media' : 'other') } : { column: kindColumn, map: kindsIn(table, kindColumn, kinds), ...(kind !== undefined && { default: kind }) },
      ...field('currency'), ...field('campaign'), ...field('channel'), ...field('source'), ...field('medium'), ...field('content'), ...field('impressions'), ...field('clicks'),
      ...field('product'), ...field('country'), ...field('device'), ...field('note'),
    }],
  });
}

const table = (given: Options): TableOptions => ({ ...layout, encoding: given.encoding });

export default defineConnector<Options>({
  name: 'costs',
  label: 'Costs',
  description: 'A cost sheet as CSV: one row a cost, with amount, kind (staff, tools, agency, creative, media, other, sales) and the days it covers (a date, 2026-03, 2026-Q1, 2026, or from and until); campaign, source and channel if it belongs to one.',
  options,
  layouts: [
    { name: 'by month, quarter, year or day', columns: ['amount', 'month (or date, quarter, year, period)'], optional: ['kind', 'currency', 'campaign', 'source', 'medium', 'channel', 'product', 'country', 'impressions', 'clicks', 'id', 'note'] },
    { name: 'from and until', columns: ['amount', 'from', 'until'], optional: ['kind', 'currency', 'campaign', 'source', 'medium', 'channel', 'product', 'country', 'id', 'note'] },
  ],

  async recognise(file: SourceFile) {
    try {
      const opened = await openTable(file, layout);
      const parts = findParts(opened);
      const fits = parts.has('amount') && (parts.has('period') || parts.has('from'));
      const exact = opened.header.some((h) => /^(amount|cost|costs)$/i.test(h.trim()));
      const people = opened.header.some((h) => /e-?mail|lead|deal|stage|visitor|interval|session/i.test(h));
      return { confidence: !fits || people ? 0 : parts.has('kind') ? (exact ? 0.8 : 0.7) : 0.4, as: parts.has('from') ? 'from and until' : 'by month, quarter, year or day', found: opened.header.slice(0, 8).join(', ') };
    } catch (error) {
      if (error instanceof AppError && error.code === 'wrong_file') return { confidence: 0, found: String(error.details.found) };
      throw error;
    }
  },

  async read(file: SourceFile, given: Options, context: ReadContext) {
    const opened = await openTable(file, table(given));
    const read = await readTable(opened, mappingFor(opened, file, given), context, { where: 'in the import\'s options' });
    const known = new Set(findParts(opened).values());
    return { ...read, unused: opened.header.filter((name) => name.trim() !== '' && !known.has(name)) };
  },
});
