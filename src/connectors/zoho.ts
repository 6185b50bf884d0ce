// Zoho CRM's exports of leads, potentials (deals), campaigns, contacts, accounts and calls, recognised by
// their columns. Each is a mapping; docs/imports/zoho.md says what becomes of what and why.
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import { defineConnector, type ReadContext, type SourceFile } from './connector.js';
import { FILE_OPTIONS } from './mapping/file-options.js';
import { orYaml } from './mapping/options-text.js';
import { checkMapping, fold, type Mapping } from './mapping/mapping-schema.js';
import { readTable } from './mapping/read-mapped.js';
import { chooseLayout, describeLayouts, recogniseTable, refuseHeader, type Layout } from './mapping/recognise-layout.js';
import { selfReportedField } from './mapping/self-reported-column.js';
import { openTable, type Table } from './reading/table.js';
import { isSalesforceId } from './salesforce/record-id.js';

const options = orYaml(z.strictObject(FILE_OPTIONS));
type Options = z.output<typeof options>;

const LEAD_ID = ['LEADID', 'Lead Id'];
const CONTACT_ID = ['CONTACTID', 'Contact Id', 'Contact Name.id'];
const ACCOUNT_ID = ['ACCOUNTID', 'Account Id', 'Account Name.id'];
const CAMPAIGN_ID = ['CAMPAIGNID', 'Campaign Id'];
const DEAL_ID = ['POTENTIALID', 'Potential Id', 'Deal Id'];
const RECORD = ['Record Id'];
/** Zoho writes 0 where a call or deal has no lead, contact or account. */
const id = (columns: readonly string[]) => ({ first: columns, map: { 0: null } });

interface ZohoLayout extends Layout {
  readonly mapping: (header: ReadonlySet<string>) => Record<string, unknown>;
}

const LAYOUTS: readonly ZohoLayout[] = [
  {
    name: 'leads', brings: 'people',
    needs: [[...LEAD_ID, ...RECORD], ['Lead Status'], ['Created Time']],
    optional: ['Email', 'Phone', 'Mobile', 'First Name', 'Last Name', 'Company', 'Website', 'Industry', 'No. of Employees', 'Lead Source', 'Lead Owner', 'Campaign Source', 'Title', 'Country', 'Modified Time'],
    mapping: (header) => ({
      source: 'zoho.lead', key: { first: [...LEAD_ID, ...RECORD] },
      who: {
        email: 'Email', phone: { first: ['Mobile', 'Phone'] }, firstName: 'First Name', lastName: 'Last Name', ids: { 'zoho:lead': id([...LEAD_ID, ...RECORD]) },
        account: { name: 'Company', domain: 'Website' },
      },
      origin: { source: 'Lead Source', campaign: 'Campaign Source' },
      facts: [
        { kind: 'person', at: 'Created Time', owner: 'Lead Owner', persona: { first: ['Title', 'Designation'] }, country: 'Country', ...selfReportedField([...header]) },
        { kind: 'submission', at: 'Created Time' },
        ...(header.has('industry') || header.has('no. of employees') ? [{ kind: 'account', at: 'Created Time', when: { Company: 'not empty' }, industry: 'Industry', size: 'No. of Employees' }] : []),
        // Only a date near the decision is honest: without Modified Time the end of a lead's way is not known.
        ...(header.has('modified time') ? [{ kind: 'stageChange', at: 'Modified Time', stage: { column: 'Lead Status', map: { 'Junk Lead': 'disqualified', 'Lost Lead': 'disqualified', 'Not Qualified': 'disqualified' }, else: null }, reason: 'Lead Status', when: { 'Lead Status': ['Junk Lead', 'Lost Lead', 'Not Qualified'] } }] : []),
      ],
    }),
  },
  {
    name: 'potentials', brings: 'deals',
    needs: [['Potential Name', 'Deal Name'], ['Stage'], ['Created Time'], ['Closing Date'], ['Amount']],
    optional: ['POTENTIALID', 'Record Id', 'LEADID', 'Contact Id', 'Account Id', 'Account Name', 'Potential Owner', 'Deal Owner', 'Forecast Type', 'Type', 'Lead Source', 'Campaign Id', 'Campaign Source', 'Currency', 'Modified Time', 'Reason For Loss'],
    mapping: (header) => {
      const own = [...DEAL_ID, ...RECORD].some((c) => header.has(fold(c)));
      return {
        // A file without ids of deals names each by its lead: one deal a lead.
        source: own ? 'zoho.deal' : 'zoho.deal-of-lead', key: { first: own ? [...DEAL_ID, ...RECORD] : LEAD_ID },
        who: { ids: { 'zoho:lead': id(LEAD_ID), 'zoho:contact': id(CONTACT_ID) }, account: { name: 'Account Name', ids: { 'zoho:account': id(ACCOUNT_ID) } } },
        facts: [{
          kind: 'deal', name: { first: ['Potential Name', 'Deal Name'] }, createdAt: 'Created Time', closedAt: 'Closing Date',
          status: { first: ['Forecast Type', 'Stage'], map: { 'Closed Won': 'won', 'Closed Lost': 'lost', 'Closed Lost to Competition': 'lost', 'Closed-Lost to Competition': 'lost' }, else: 'open' },
          stage: 'Stage', type: { column: 'Type', else: 'new' }, amount: 'Amount', currency: 'Currency', owner: { first: ['Potential Owner', 'Deal Owner'] },
          lostReason: { first: ['Reason For Loss', 'Reason For Loss__s'] }, source: 'Lead Source', campaign: { first: ['Campaign Source', ...CAMPAIGN_ID] }, changedAt: 'Modified Time',
        }],
      };
    },
  },
  {
    name: 'campaigns',
    needs: [[...CAMPAIGN_ID, ...RECORD], ['Campaign Name'], ['Actual Cost'], ['Start Date']],
    without: ['Potential Name', 'Deal Name'],
    optional: ['End Date', 'Type', 'Currency', 'Modified Time'],
    mapping: () => ({
      source: 'zoho.campaign', key: { first: [...CAMPAIGN_ID, ...RECORD] },
      facts: [{
        kind: 'cost', when: { 'Actual Cost': 'not empty' }, from: 'Start Date', until: 'End Date', amount: 'Actual Cost', currency: 'Currency', campaign: 'Campaign Name', source: 'Type',
        cost: { column: 'Type', map: { Advertisement: 'media', 'Banner Ads': 'media' }, else: 'other' },
      }],
    }),
  },
  {
    name: 'contacts', brings: 'people',
    needs: [['CONTACTID', 'Contact Id', ...RECORD], ['Contact Owner', 'Contact Owner Id', 'Contact Name'], ['Email'], ['Last Name']],
    without: ['Lead Status', 'Create Date', 'Lifecycle Stage'],
    optional: ['First Name', 'Mobile', 'Phone', 'Account Id', 'Account Name', 'Lead Source', 'Title', 'Mailing Country', 'Created Time'],
    mapping: (header) => ({
      source: 'zoho.contact', key: { first: ['CONTACTID', 'Contact Id', ...RECORD] },
      who: {
        email: 'Email', phone: { first: ['Mobile', 'Phone'] }, firstName: 'First Name', lastName: 'Last Name', ids: { 'zoho:contact': id(['CONTACTID', 'Contact Id', ...RECORD]) },
        account: { name: 'Account Name', ids: { 'zoho:account': id(ACCOUNT_ID) } },
      },
      facts: [{ kind: 'person', at: 'Created Time', owner: 'Contact Owner', persona: 'Title', country: 'Mailing Country', source: 'Lead Source', ...selfReportedField([...header]) }],
    }),
  },
  {
    name: 'accounts', brings: 'accounts',
    needs: [['ACCOUNTID', 'Account Id', ...RECORD], ['Account Name'], ['Account Owner', 'Account Owner Id', 'Account Type']],
    without: ['Contact Owner', 'Potential Name', 'Deal Name', 'Call Start Time'],
    optional: ['Website', 'Industry', 'Employees', 'Billing Country', 'Created Time'],
    mapping: () => ({
      source: 'zoho.account', key: { first: ['ACCOUNTID', 'Account Id', ...RECORD] },
      who: { account: { name: 'Account Name', domain: 'Website', ids: { 'zoho:account': id(['ACCOUNTID', 'Account Id', ...RECORD]) } } },
      facts: [{ kind: 'account', at: 'Created Time', industry: 'Industry', size: 'Employees', segment: 'Account Type', country: 'Billing Country', owner: 'Account Owner' }],
    }),
  },
  {
    name: 'calls', brings: 'history',
    needs: [['Call Start Time'], ['Call Type']],
    optional: ['TASKID', 'Record Id', 'CONTACTID', 'LEADID', 'ACCOUNTID', 'Call Owner'],
    mapping: (header) => ({
      source: 'zoho.call', ...(['taskid', 'call id', 'record id'].some((c) => header.has(c)) && { key: { first: ['TASKID', 'Call Id', ...RECORD] } }),
      who: { ids: { 'zoho:lead': id(LEAD_ID), 'zoho:contact': id(CONTACT_ID) }, account: { ids: { 'zoho:account': id(ACCOUNT_ID) } } },
      facts: [{ kind: 'touch', at: 'Call Start Time', touch: { value: 'call' }, owner: 'Call Owner', initiative: { column: 'Call Type', map: { Missed: 'inbound' }, else: null } }],
    }),
  },
];

/** Reports of Salesforce name their columns alike; their ids are unlike. */
const isSalesforces = (opened: Table): boolean => opened.sample.slice(0, 50).some((cells) => cells.some(isSalesforceId));

const table = { connector: 'zoho', expected: 'an export of Zoho CRM leads, potentials, campaigns, contacts, accounts or calls' };

/** The layout's mapping for this header, with the options on top. */
function mappingFor(opened: Table, layout: ZohoLayout, { encoding: _, ...given }: Options): Mapping {
  return checkMapping({ ...layout.mapping(new Set(opened.header.map(fold))), ...given });
}

export default defineConnector<Options>({
  name: 'zoho',
  label: 'Zoho CRM',
  description: 'Zoho CRM: Setup, Data administration, Export; leads, potentials (deals), campaigns, contacts, accounts and calls as CSV, one module a file. Import leads before potentials.',
  options,
  layouts: describeLayouts(LAYOUTS),

  recognise: (file: SourceFile) =>
    recogniseTable(file, table, LAYOUTS, (opened) => (isSalesforces(opened) ? 0 : opened.header.some((h) => /^(LEAD|CONTACT|ACCOUNT|CAMPAIGN|POTENTIAL|TASK)ID$/.test(h)) ? 0.95 : 0.7)),

  async read(file: SourceFile, given: Options, context: ReadContext) {
    const opened = await openTable(file, { ...table, encoding: given.encoding });
    const layout = chooseLayout(opened.header, LAYOUTS);
    if (layout === undefined) throw refuseHeader(file, 'zoho', opened.header, LAYOUTS);
    if (isSalesforces(opened)) throw new AppError('wrong_file', { file: file.name, connector: 'zoho', found: 'its ids are those of Salesforce records', expected: `${table.expected}; import it with salesforce` });
    return readTable(opened, mappingFor(opened, layout, given), context, { absent: 'ignore', where: 'in the import\'s options' });
  },
});
