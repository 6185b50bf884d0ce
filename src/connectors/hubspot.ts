// HubSpot's exports of contacts, companies and deals. The dates at which a contact reached the stages of its
// lifecycle become stage changes; docs/imports/hubspot.md says what becomes of what and why.
import { z } from 'zod';
import type { FactDraft } from '../facts/drafts.js';
import { defineConnector, type ReadContext, type SourceFile } from './connector.js';
import { lifecycleColumns } from './hubspot/lifecycle-columns.js';
import { originOf } from './hubspot/traffic-source.js';
import { statusByFlags, statusByStage } from './mapping/deal-status.js';
import { FILE_OPTIONS, mappingOptions, nameList } from './mapping/file-options.js';
import { checkMapping, fold } from './mapping/mapping-schema.js';
import { orYaml } from './mapping/options-text.js';
import { readTable, refineFacts } from './mapping/read-mapped.js';
import { chooseLayout, describeLayouts, recogniseTable, refuseHeader, type Layout } from './mapping/recognise-layout.js';
import { selfReportedField } from './mapping/self-reported-column.js';
import { checkStageColumns } from './mapping/stage-columns.js';
import { isEmpty } from './reading/refusal.js';
import { rewriteRows } from './reading/rewrite-rows.js';
import { openTable, type Table } from './reading/table.js';

const options = orYaml(z.strictObject({
  ...FILE_OPTIONS,
  /** Names of deal stages that mean won or lost, beside HubSpot's own, where the export has no column Is Closed Won. */
  won: nameList.optional(),
  lost: nameList.optional(),
  /** Only deals of these pipelines. */
  pipelines: nameList.optional(),
  /** Further dates of stages: `{ mql: Date of scoring }`. */
  stages: z.record(z.string(), z.string()).optional(),
  /** Whether form submissions (First Conversion, Recent Conversion) count as enquiries. */
  conversions: z.enum(['ignore', 'enquiries']).default('ignore'),
}));
type Options = z.output<typeof options>;

const CONTACT_ID = ['Record ID', 'Contact ID', 'Record ID - Contact'];
const COMPANY_ID = ['Record ID', 'Company ID', 'Record ID - Company'];
const DEAL_ID = ['Record ID', 'Deal ID', 'Record ID - Deal'];
const SOURCE = ['Original Traffic Source', 'Original Source', 'Original Source Type'];
const DRILL_DOWNS = ['Original Traffic Source Drill-Down', 'Original Source Drill-Down'] as const;
const ASSOCIATED_CONTACTS = ['Associated Contact IDs (Primary)', 'Associated Contact IDs', 'Associated Contact ID'];
const ASSOCIATED_COMPANIES = ['Associated Company IDs (Primary)', 'Primary Associated Company ID', 'Associated Company IDs', 'Associated Company ID'];
const COMPANY_NAMES = ['Associated Company (Primary)', 'Primary Company', 'Associated Company', 'Company Name'];

/** Several values of one cell are joined with semicolons, the primary one first. */
const firstOf = (columns: readonly string[]) => ({ first: columns, split: ';' });
const company = { name: firstOf(COMPANY_NAMES), ids: { 'hubspot:company': firstOf(ASSOCIATED_COMPANIES) } };

interface HubspotLayout extends Layout {
  readonly mapping: (table: Table, given: Options, context: ReadContext) => Record<string, unknown>;
}

/** Where no column tells when someone became a lead, the day the contact was created stands in for it, from lead on. */
function undatedLead(stages: readonly string[]): Record<string, unknown> {
  const reached = ['Lead', 'Marketing Qualified Lead', 'Sales Accepted Lead', 'Sales Qualified Lead', 'Opportunity', 'Customer', 'Evangelist'];
  const [first] = stages;
  return { kind: 'stageChange', at: 'Create Date', stage: { column: 'Lifecycle Stage', map: Object.fromEntries(reached.flatMap((name) => [[name, first], [name.replaceAll(' ', ''), first]])), else: null } };
}

const LAYOUTS: readonly HubspotLayout[] = [
  {
    name: 'contacts', brings: 'people',
    needs: [CONTACT_ID, ['Email', 'First Name', 'Last Name'], ['Create Date']],
    without: ['Deal Name', 'Deal Stage', 'Company Domain Name'],
    optional: ['Lifecycle Stage', 'Became a lead date', 'Became a marketing qualified lead date', 'Became a sales qualified lead date', 'Became an opportunity date', 'Became a customer date', 'Phone Number', 'Mobile Phone Number', 'Associated Company', 'Associated Company IDs', 'Country/Region', 'Contact owner', 'Persona', 'Job Title', 'Original Source', 'Original Source Drill-Down 1', 'Original Source Drill-Down 2', 'Merged Record IDs', 'Additional email addresses', 'First Conversion', 'First Conversion Date', 'Recent Conversion', 'Recent Conversion Date'],
    mapping: (table, given, { stages }) => {
      const dated = lifecycleColumns(table.header, stages);
      for (const [stage, column] of Object.entries(checkStageColumns(given.stages, table.header, stages))) dated.set(stage, [column, ...(dated.get(stage) ?? [])]);
      const header = new Set(table.header.map(fold));
      const leadUndated = !dated.has(stages[0] ?? '') && header.has('lifecycle stage');
      return {
        source: 'hubspot.contact', key: { first: CONTACT_ID },
        who: { email: 'Email', phone: { first: ['Mobile Phone Number', 'Phone Number'] }, firstName: 'First Name', lastName: 'Last Name', ids: { 'hubspot:contact': { first: CONTACT_ID } }, account: company },
        origin: { source: { first: SOURCE } },
        stages: Object.fromEntries([...dated].map(([stage, columns]) => [stage, { first: columns }])),
        facts: [
          { kind: 'person', at: 'Create Date', owner: 'Contact owner', persona: { first: ['Persona', 'Job Title'] }, country: { first: ['Country/Region', 'Country'] }, ...selfReportedField(table.header) },
          ...(leadUndated ? [undatedLead(stages)] : []),
          ...(given.conversions === 'enquiries' ? ['First', 'Recent'].map((which) => ({
            kind: 'submission', key: { join: [...CONTACT_ID.filter((c) => header.has(fold(c))).slice(0, 1), `${which} Conversion Date`, `${which} Conversion`], with: '/' },
            at: `${which} Conversion Date`, form: `${which} Conversion`, when: { [`${which} Conversion Date`]: 'not empty' },
          })) : []),
        ],
      };
    },
  },
  {
    name: 'companies', brings: 'accounts',
    needs: [COMPANY_ID, ['Company name', 'Name'], ['Company Domain Name', 'Company owner', 'Number of Employees', 'Industry', 'Create Date']],
    without: ['First Name', 'Last Name', 'Email', 'Deal Name', 'Deal Stage'],
    optional: ['Website URL', 'Country/Region', 'Type'],
    mapping: () => ({
      source: 'hubspot.company', key: { first: COMPANY_ID },
      who: { account: { name: { first: ['Company name', 'Name'] }, domain: { first: ['Company Domain Name', 'Website URL'] }, ids: { 'hubspot:company': { first: COMPANY_ID } } } },
      facts: [{ kind: 'account', at: 'Create Date', industry: 'Industry', size: 'Number of Employees', segment: 'Type', country: { first: ['Country/Region', 'Country'] }, owner: 'Company owner' }],
    }),
  },
  {
    name: 'deals', brings: 'deals',
    needs: [DEAL_ID, ['Deal Name'], ['Deal Stage'], ['Create Date']],
    optional: ['Pipeline', 'Amount', 'Currency', 'Close Date', 'Deal owner', 'Deal Type', 'Associated Contact IDs', 'Associated Company IDs', 'Associated Company', 'Is Closed Won', 'Is closed lost', 'Closed Lost Reason', 'Original Source', 'Original Source Drill-Down 1', 'Original Source Drill-Down 2', 'Last Modified Date'],
    mapping: (table, given) => {
      const header = new Set(table.header.map(fold));
      return {
        source: 'hubspot.deal', key: { first: DEAL_ID },
        who: { ids: { 'hubspot:contact': firstOf(ASSOCIATED_CONTACTS) }, account: company },
        ...(given.pipelines !== undefined && header.has('pipeline') && { skip: { Pipeline: { not: given.pipelines } } }),
        facts: [{
          kind: 'deal', name: 'Deal Name', createdAt: 'Create Date', closedAt: 'Close Date', stage: 'Deal Stage', amount: 'Amount', currency: { first: ['Currency', 'Deal Currency Code'] },
          status: { first: ['Is Closed Won', 'Deal Stage'], map: { ...statusByStage(given), open: 'open' }, else: 'open', default: 'open' },
          type: { column: 'Deal Type', map: { 'New Business': 'new', newbusiness: 'new', 'Existing Business': 'existing', existingbusiness: 'existing', Renewal: 'renewal' }, else: 'new' },
          owner: 'Deal owner', lostReason: 'Closed Lost Reason', source: { first: SOURCE }, changedAt: { first: ['Last Modified Date', 'Last modified date'] }, negative: 'accept',
        }],
      };
    },
  },
];

const table = { connector: 'hubspot', expected: 'an export of HubSpot contacts, companies or deals' };
const TYPICAL = /^(became an? .+ date|lifecycle stage|original (traffic )?source( .*)?|deal stage|deal owner|company domain name|associated (contact|company)( .*)?|contact owner)$/i;
/** `Closed Won (Sales Pipeline)` is `Closed Won`. */
const PIPELINE_NAME = /\s*\([^()]*pipeline[^()]*\)\s*$/i;

const columnNamed = (header: readonly string[], ...names: readonly string[]): number => names.map((name) => header.findIndex((h) => fold(h) === fold(name))).find((i) => i >= 0) ?? -1;

/** Deals with the name of their stage alone, and what the flags of the record say under Is Closed Won. */
function spellDeals(table: Table): Table {
  const [stage, won, lost, closed] = [['Deal Stage'], ['Is Closed Won'], ['Is closed lost'], ['Is Deal Closed?', 'Is Closed']].map((names) => columnNamed(table.header, ...names));
  return rewriteRows(table, (cells) => {
    if (stage !== undefined && stage >= 0) cells[stage] = (cells[stage] ?? '').replace(PIPELINE_NAME, '');
    if (won !== undefined && won >= 0) cells[won] = statusByFlags({ won: cells[won], lost: cells[lost ?? -1], closed: cells[closed ?? -1] });
    return undefined;
  });
}

/** Sharpens what the mapping makes of a row: origin by the drill-downs, other ids and addresses of the same contact. */
function refine(header: readonly string[]): (facts: readonly FactDraft[], cells: readonly string[]) => readonly FactDraft[] {
  const at = (...names: readonly string[]): number => columnNamed(header, ...names);
  const [source, first, second, merged, addresses] = [at(...SOURCE), at(...DRILL_DOWNS.map((d) => `${d} 1`)), at(...DRILL_DOWNS.map((d) => `${d} 2`)), at('Merged Record IDs', 'Merged object IDs', 'Merged contact IDs'), at('Additional email addresses')];
  const text = (cells: readonly string[], i: number): string | undefined => (isEmpty(cells[i] ?? '') ? undefined : cells[i]?.trim());
  const list = (cells: readonly string[], i: number): string[] => (text(cells, i) ?? '').split(';').map((part) => part.trim()).filter((part) => part !== '');
  if (source < 0 && merged < 0 && addresses < 0) return (facts) => facts;
  return (facts, cells) => {
    const origin = source < 0 ? {} : originOf({ source: text(cells, source), drillDown1: text(cells, first), drillDown2: text(cells, second) });
    const others = list(cells, merged).map((id) => `hubspot:contact:${id}`);
    const refined = facts.map((fact): FactDraft => {
      const draft = fact.kind === 'person' || fact.kind === 'deal' || fact.kind === 'submission' ? { ...fact, origin } : fact;
      return others.length > 0 && draft.kind === 'person' ? { ...draft, who: { ...draft.who, ids: [...(draft.who.ids ?? []), ...others] } } : draft;
    });
    const person = refined.find((fact) => fact.kind === 'person');
    if (person === undefined) return refined;
    return [...refined, ...list(cells, addresses).map((email, i): FactDraft => ({ kind: 'person', ...(person.key !== undefined && { key: `${person.key}:address ${i + 2}` }), at: person.at, who: { ids: person.who.ids, email }, origin: {} }))];
  };
}

export default defineConnector<Options>({
  name: 'hubspot',
  label: 'HubSpot',
  description: 'HubSpot: contacts, companies and deals, each by Export in its list (CSV, all properties, with associated records). With the properties "Became a … date" every stage of the lifecycle gets its day. Import companies and contacts before deals.',
  options,
  layouts: describeLayouts(LAYOUTS),

  recognise: (file: SourceFile) =>
    recogniseTable(file, table, LAYOUTS, (opened) => (opened.header.some((h) => TYPICAL.test(h)) ? 0.95 : 0.7)),

  async read(file: SourceFile, given: Options, context: ReadContext) {
    const opened = await openTable(file, { ...table, encoding: given.encoding });
    const layout = chooseLayout(opened.header, LAYOUTS);
    if (layout === undefined) throw refuseHeader(file, 'hubspot', opened.header, LAYOUTS);
    const spelled = layout.name === 'deals' ? spellDeals(opened) : opened;
    const mapping = checkMapping({ ...layout.mapping(spelled, given, context), ...mappingOptions(given) });
    return refineFacts(await readTable(spelled, mapping, context, { absent: 'ignore', decimalIfOpen: '.', where: 'in the import\'s options' }), refine(opened.header));
  },
});
