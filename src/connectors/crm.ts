// A plain layout for every CRM without a connector of its own: leads, contacts, companies, deals and the history of
// stages, one table each, with the columns of docs/imports/crm.md.
import { z } from 'zod';
import { EXITS } from '../shared/stages.js';
import { defineConnector, type ReadContext, type SourceFile } from './connector.js';
import { statusByStage } from './mapping/deal-status.js';
import { FILE_OPTIONS, mappingOptions, nameList } from './mapping/file-options.js';
import { checkMapping, fold } from './mapping/mapping-schema.js';
import { orYaml } from './mapping/options-text.js';
import { readTable } from './mapping/read-mapped.js';
import { chooseLayout, describeLayouts, recogniseTable, refuseHeader, type Layout } from './mapping/recognise-layout.js';
import { checkStage } from './mapping/stage-columns.js';
import { openTable } from './reading/table.js';

const options = orYaml(z.strictObject({
  ...FILE_OPTIONS,
  /** Words of the column status that mean won or lost, beside these. */
  won: nameList.optional(),
  lost: nameList.optional(),
  /** Words of the history's column stage -> stage of the workspace: `{ Qualified: sql }`. */
  stages: z.record(z.string(), z.string()).optional(),
}));
type Options = z.output<typeof options>;

/** A documented name with underscores, and the same with spaces. */
const named = (...names: readonly string[]) => names.flatMap((name) => (name.includes('_') ? [name, name.replaceAll('_', ' ')] : [name]));
const column = (...names: readonly string[]) => ({ first: named(...names) });

const ORIGIN = { source: 'source', medium: 'medium', campaign: 'campaign', landingPage: column('landing_page') };
const IDS = { 'crm:lead': column('lead_id'), 'crm:contact': column('contact_id') };
const ACCOUNT = { name: 'company', domain: 'website', ids: { 'crm:company': column('company_id') } };
const WHO = { email: 'email', phone: 'phone', firstName: column('first_name'), lastName: column('last_name'), name: 'name', ids: IDS, account: ACCOUNT };
const PERSON = { kind: 'person', at: column('created_at'), owner: 'owner', persona: 'persona', segment: 'segment', country: 'country', selfReported: column('self_reported') };
const ABOUT_PEOPLE = ['contact_id', 'email', 'phone', 'first_name', 'last_name', 'name', 'company', 'company_id', 'website', 'source', 'medium', 'campaign', 'landing_page', 'owner', 'persona', 'segment', 'country', 'self_reported', 'industry', 'employees'];

interface CrmLayout extends Layout {
  readonly mapping: (header: readonly string[], given: Options, context: ReadContext) => Record<string, unknown>;
}

const has = (header: readonly string[], ...names: readonly string[]): boolean => named(...names).some((name) => header.some((h) => fold(h) === name));

/** `mql_at`, `won_at`, `disqualified_at`: one stage change per filled date. */
const stageDates = (header: readonly string[], stages: readonly string[]) =>
  Object.fromEntries([...stages, ...EXITS].filter((stage) => has(header, `${stage}_at`)).map((stage) => [stage, column(`${stage}_at`)]));

const companyFacts = (header: readonly string[]) =>
  (has(header, 'industry') || has(header, 'employees')) && has(header, 'company') ? [{ kind: 'account', at: column('created_at'), when: { company: 'not empty' }, industry: 'industry', size: 'employees' }] : [];

const LAYOUTS: readonly CrmLayout[] = [
  {
    name: 'leads', brings: 'people',
    needs: [named('lead_id'), named('created_at')],
    without: [...named('deal_id'), 'stage'],
    optional: [...ABOUT_PEOPLE, 'form', 'lead_at … won_at', 'disqualified_at', 'recycled_at', 'rejected_at', 'lost_at'],
    mapping: (header, _, { stages }) => ({
      source: 'crm.lead', key: column('lead_id'), who: WHO, origin: ORIGIN, stages: stageDates(header, stages),
      facts: [PERSON, { kind: 'submission', at: column('created_at'), form: 'form' }, ...companyFacts(header)],
    }),
  },
  {
    name: 'contacts', brings: 'people',
    needs: [named('contact_id'), named('created_at')],
    without: [...named('deal_id', 'lead_id'), 'stage'],
    optional: [...ABOUT_PEOPLE.slice(1), 'lead_at … won_at', 'disqualified_at', 'recycled_at', 'rejected_at', 'lost_at'],
    mapping: (header, _, { stages }) => ({
      source: 'crm.contact', key: column('contact_id'), who: WHO, origin: ORIGIN, stages: stageDates(header, stages),
      facts: [PERSON, ...companyFacts(header)],
    }),
  },
  {
    name: 'companies', brings: 'accounts',
    needs: [named('company_id'), ['company', 'name']],
    without: [...named('deal_id', 'lead_id', 'contact_id', 'subscription_id'), 'email'],
    optional: ['website', 'industry', 'employees', 'segment', 'country', 'owner', 'created_at'],
    mapping: () => ({
      source: 'crm.company', key: column('company_id'), who: { account: { ...ACCOUNT, name: { first: ['company', 'name'] } } },
      facts: [{ kind: 'account', at: column('created_at'), industry: 'industry', size: 'employees', segment: 'segment', country: 'country', owner: 'owner' }],
    }),
  },
  {
    name: 'deals', brings: 'deals',
    needs: [named('deal_id'), ['status'], named('created_at')],
    optional: ['closed_at', 'amount', 'currency', 'margin', 'name', 'stage', 'type', 'contact_id', 'lead_id', 'email', 'company_id', 'company', 'owner', 'product', 'lost_reason', 'source', 'campaign', 'updated_at'],
    mapping: (_, given) => ({
      source: 'crm.deal', key: column('deal_id'), who: { email: 'email', ids: IDS, account: ACCOUNT },
      facts: [{
        kind: 'deal', name: 'name', createdAt: column('created_at'), closedAt: column('closed_at'), status: { column: 'status', map: statusByStage(given) }, stage: 'stage', type: 'type',
        amount: 'amount', currency: 'currency', margin: 'margin', owner: 'owner', product: 'product', lostReason: column('lost_reason'), source: 'source', campaign: 'campaign', changedAt: column('updated_at'),
      }],
    }),
  },
  {
    name: 'stage history', brings: 'history',
    needs: [[...named('contact_id', 'lead_id'), 'email'], ['stage'], named('entered_at')],
    without: named('deal_id'),
    optional: ['reason', 'actor'],
    mapping: (header, given, { stages }) => {
      const ids = named('contact_id', 'lead_id').filter((name) => header.some((h) => fold(h) === name));
      const entered = named('entered_at').find((name) => header.some((h) => fold(h) === name)) ?? '';
      return {
        // An address is no key: without an id of the person a row is known by all that it says.
        source: 'crm.stage', ...(ids.length > 0 && { key: [...ids, 'stage', entered] }), who: { email: 'email', ids: IDS },
        facts: [{
          kind: 'stageChange', at: column('entered_at'), reason: 'reason', actor: 'actor',
          stage: { column: 'stage', map: Object.fromEntries(Object.entries(given.stages ?? {}).map(([word, stage]) => [word, checkStage(stage, stages, `option stages.${word}`)])) },
          ...(ids.length > 0 && { key: [...ids, 'stage', entered] }),
        }],
      };
    },
  },
];

/** As they are documented; the same names with spaces are understood too. */
const DOCUMENTED: readonly Layout[] = LAYOUTS.map((layout) => ({ ...layout, needs: layout.needs.map((group) => group.filter((name) => !name.includes(' '))) }));
const table = { connector: 'crm', expected: 'a table of leads, contacts, companies, deals or stage history in the layout of docs/imports/crm.md' };

export default defineConnector<Options>({
  name: 'crm',
  label: 'CRM, plain layout',
  description: 'Any CRM, in a plain documented layout (CSV): leads, contacts, companies, deals and the history of stages, one table each, known by lead_id, contact_id, company_id and deal_id. Import companies and people before deals.',
  options,
  layouts: describeLayouts(DOCUMENTED),

  recognise: (file: SourceFile) => recogniseTable(file, table, LAYOUTS, (opened, layout) => (layout.name === 'stage history' || opened.header.some((h) => /^(lead|contact|company|deal)_id$/.test(h)) ? 0.8 : 0.6)),

  async read(file: SourceFile, given: Options, context: ReadContext) {
    const opened = await openTable(file, { ...table, encoding: given.encoding });
    const layout = chooseLayout(opened.header, LAYOUTS);
    if (layout === undefined) throw refuseHeader(file, 'crm', opened.header, DOCUMENTED);
    const mapping = checkMapping({ ...layout.mapping(opened.header, given, context), ...mappingOptions(given) });
    return readTable(opened, mapping, context, { absent: 'ignore', where: 'in the import\'s options' });
  },
});
