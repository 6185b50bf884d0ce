// What Salesforce's exports look like, as reports and as the data loader writes them, and the mapping of each.
import { fold } from '../mapping/mapping-schema.js';
import { statusByStage, type ClosedStages } from '../mapping/deal-status.js';
import { selfReportedField } from '../mapping/self-reported-column.js';
import type { Layout } from '../mapping/recognise-layout.js';

export interface SalesforceOptions extends ClosedStages {
  /** Stage that a lead reaches when it is converted; undefined: none. */
  readonly converted: string | undefined;
  /** Further dates of stages: stage -> column. */
  readonly stageDates: Readonly<Record<string, string>>;
  /** Opportunity stage -> stage of the workspace, for the history. */
  readonly historyStages: Readonly<Record<string, string>>;
  readonly stages: readonly string[];
}

export interface SalesforceLayout extends Layout {
  readonly mapping: (header: readonly string[], options: SalesforceOptions) => Record<string, unknown>;
}

const ID = 'Id';
export const LEAD_ID = [ID, 'Lead ID'];
const CONTACT_ID = [ID, 'Contact ID'];
const ACCOUNT_ID = [ID, 'Account ID'];
export const OPPORTUNITY_ID = [ID, 'Opportunity ID'];
const CAMPAIGN_ID = [ID, 'Campaign ID'];
export const CREATED = ['CreatedDate', 'Created Date', 'Create Date'];
const CHANGED = ['LastModifiedDate', 'Last Modified Date', 'Last Modified'];
const STAGE = ['StageName', 'Stage'];
const OPPORTUNITY_OF_HISTORY = ['OpportunityId', 'Opportunity ID'];
const CURRENCY = ['CurrencyIsoCode', 'Amount Currency', 'Opportunity Currency', 'Currency'];
const LEAD_SOURCE = ['LeadSource', 'Lead Source'];
const CONVERTED_OPPORTUNITY = ['ConvertedOpportunityId', 'Converted Opportunity ID'];
const RESPONDED = ['HasResponded', 'Responded'];
const FIRST_RESPONSE = ['FirstRespondedDate', 'First Responded Date'];

/** A list that was bought is contacts: nobody on it has asked for anything. */
const BOUGHT = ['Purchased List', 'Bought List', 'List Purchase', 'List'];
/** Ends of a lead's way by the names that Salesforce starts with; they count from the record's last change. */
const LEAD_ENDS = { Unqualified: 'disqualified', Disqualified: 'disqualified', 'Closed - Not Converted': 'disqualified', 'Closed Not Converted': 'disqualified', Junk: 'disqualified', Recycled: 'recycled' };
const MEDIA = ['Advertisement', 'Banner Ads', 'Advertising', 'Online Ads', 'Paid Search', 'Paid Social', 'Search', 'Social Ads', 'Display'];
const EVENTS = ['Conference', 'Event', 'Events', 'Trade Show', 'Tradeshow', 'Webinar', 'Seminar', 'Seminar / Conference', 'Workshop'];

const among = (header: readonly string[], names: readonly string[]): string | undefined => names.find((name) => header.some((h) => fold(h) === fold(name)));
/** A condition on the first of some columns that the file has; no condition where it has none. */
const onColumn = (header: readonly string[], names: readonly string[], test: unknown): Record<string, unknown> => {
  const column = among(header, names);
  return column === undefined ? {} : { [column]: test };
};

/** Those who answered a campaign; the others were only sent something. */
function responded(header: readonly string[]): Record<string, unknown> {
  const flag = onColumn(header, RESPONDED, ['true', '1', 'yes']);
  if (Object.keys(flag).length > 0) return flag;
  const date = onColumn(header, FIRST_RESPONSE, 'not empty');
  return Object.keys(date).length > 0 ? date : onColumn(header, ['Member Status', 'Status'], { not: ['Sent', 'Invited', 'Planned', 'Not Sent', 'empty'] });
}

const leads: SalesforceLayout = {
  name: 'leads', brings: 'people',
  needs: [LEAD_ID, CREATED, ['ConvertedOpportunityId', 'IsConverted', 'Converted', 'ConvertedDate', 'Converted Date', 'ConvertedContactId', 'Lead Status', 'Company', 'Company / Account', 'Lead Owner']],
  without: ['StageName', 'HasResponded', 'Responded', 'Member Status', 'CampaignId'],
  optional: ['FirstName', 'LastName', 'Email', 'Phone', 'MobilePhone', 'Website', 'Title', 'Country', 'Industry', 'NumberOfEmployees', 'LeadSource', 'Status', 'OwnerId', 'ConvertedAccountId', 'LastModifiedDate', 'IsDeleted'],
  mapping: (header, { converted, stageDates }) => ({
    source: 'salesforce.lead', key: { first: LEAD_ID },
    who: {
      email: 'Email', phone: { first: ['MobilePhone', 'Mobile', 'Mobile Phone', 'Phone'] }, firstName: { first: ['FirstName', 'First Name'] }, lastName: { first: ['LastName', 'Last Name'] }, name: { first: ['Name', 'Full Name'] },
      ids: { 'salesforce:lead': { first: LEAD_ID }, 'salesforce:contact': { first: ['ConvertedContactId', 'Converted Contact ID'] } },
      account: { name: { first: ['Company', 'Company / Account'] }, domain: 'Website', ids: { 'salesforce:account': { first: ['ConvertedAccountId', 'Converted Account ID'] } } },
    },
    origin: { source: { first: LEAD_SOURCE }, campaign: { first: ['Primary Campaign', 'Campaign Name'] } },
    stages: Object.fromEntries(Object.entries(stageDates)),
    facts: [
      { kind: 'person', at: { first: CREATED }, owner: { first: ['Lead Owner', 'Owner.Name', 'OwnerId'] }, persona: 'Title', country: { first: ['Country', 'CountryCode'] }, ...selfReportedField(header) },
      { kind: 'submission', at: { first: CREATED }, when: onColumn(header, LEAD_SOURCE, { not: BOUGHT }) },
      ...(among(header, ['Industry', 'NumberOfEmployees', 'No. of Employees']) === undefined ? [] : [{ kind: 'account', at: { first: CREATED }, when: onColumn(header, ['Company', 'Company / Account'], 'not empty'), industry: 'Industry', size: { first: ['NumberOfEmployees', 'No. of Employees'] } }]),
      ...(converted === undefined ? [] : [{ kind: 'stageChange', at: { first: ['ConvertedDate', 'Converted Date'] }, stage: { value: converted } }]),
      ...(among(header, CHANGED) === undefined ? [] : [{ kind: 'stageChange', at: { first: CHANGED }, stage: { first: ['Lead Status', 'Status'], map: LEAD_ENDS, else: null }, reason: { first: ['Lead Status', 'Status'] } }]),
    ],
  }),
};

const opportunities: SalesforceLayout = {
  name: 'opportunities', brings: 'deals',
  needs: [OPPORTUNITY_ID, STAGE, ['CloseDate', 'Close Date'], CREATED],
  without: ['OpportunityId', 'Lead ID', 'Lead Status'],
  optional: ['Name', 'Amount', 'CurrencyIsoCode', 'IsWon', 'IsClosed', 'Type', 'LeadSource', 'Primary Campaign Source', 'AccountId', 'Account Name', 'ContactId', 'OwnerId', 'Opportunity Owner', 'LastModifiedDate', 'Loss Reason', 'IsDeleted'],
  mapping: (_, given) => ({
    source: 'salesforce.opportunity', key: { first: OPPORTUNITY_ID },
    who: {
      ids: { 'salesforce:contact': { first: ['ContactId', 'Contact ID', 'Primary Contact ID'] } },
      account: { name: 'Account Name', ids: { 'salesforce:account': { first: ['AccountId', 'Account ID'] } } },
    },
    facts: [{
      kind: 'deal', name: { first: ['Name', 'Opportunity Name'] }, createdAt: { first: CREATED }, closedAt: { first: ['CloseDate', 'Close Date'] }, stage: { first: STAGE },
      status: { first: ['IsWon', 'Won', ...STAGE], map: { ...statusByStage(given), open: 'open' }, else: 'open' },
      type: { column: 'Type', map: { Renewal: 'renewal', 'Existing Business': 'existing', 'Existing Customer - Upgrade': 'existing', 'Existing Customer - Replacement': 'existing', 'Existing Customer - Downgrade': 'existing', 'Add-On Business': 'existing', Upsell: 'existing', Expansion: 'existing' }, else: 'new' },
      amount: 'Amount', currency: { first: CURRENCY }, owner: { first: ['Opportunity Owner', 'Owner.Name', 'OwnerId'] }, lostReason: { first: ['Loss Reason', 'Loss_Reason__c', 'Closed Lost Reason', 'Reason Lost'] },
      source: { first: LEAD_SOURCE }, campaign: { first: ['Primary Campaign Source', 'Campaign.Name', 'CampaignId'] }, changedAt: { first: CHANGED }, negative: 'accept',
    }],
  }),
};

const history: SalesforceLayout = {
  name: 'opportunity history', brings: 'history',
  needs: [OPPORTUNITY_OF_HISTORY, ['StageName', 'To Stage'], [...CREATED, 'Edit Date']],
  without: ['Close Date', 'Opportunity Owner'],
  optional: ['Amount', 'CloseDate', 'Probability', 'CreatedById'],
  mapping: (header, { stages, historyStages }) => ({
    source: 'salesforce.history', key: { join: [among(header, OPPORTUNITY_OF_HISTORY) ?? '', among(header, ['StageName', 'To Stage']) ?? '', among(header, [...CREATED, 'Edit Date']) ?? ''], with: '/' },
    who: { visitorId: { first: OPPORTUNITY_OF_HISTORY } },
    facts: [{
      kind: 'stageChange', at: { first: [...CREATED, 'Edit Date'] }, actor: { first: ['CreatedById', 'Edited By'] }, reason: { first: ['StageName', 'To Stage'] },
      stage: { first: ['StageName', 'To Stage'], map: { ...Object.fromEntries(stages.filter((s) => s !== 'won').map((s) => [s, s])), ...historyStages }, else: null },
    }],
  }),
};

const campaigns: SalesforceLayout = {
  name: 'campaigns',
  needs: [CAMPAIGN_ID, ['Name', 'Campaign Name'], ['ActualCost', 'Actual Cost', 'Actual Cost in Campaign'], ['StartDate', 'Start Date']],
  without: ['HasResponded', 'Responded', 'LeadId', 'Lead ID', 'StageName'],
  optional: ['EndDate', 'Type', 'CurrencyIsoCode', 'IsDeleted'],
  mapping: (header) => ({
    source: 'salesforce.campaign', key: { first: CAMPAIGN_ID },
    facts: [{
      kind: 'cost', when: onColumn(header, ['ActualCost', 'Actual Cost', 'Actual Cost in Campaign'], 'not empty'), from: { first: ['StartDate', 'Start Date'] }, until: { first: ['EndDate', 'End Date'] },
      amount: { first: ['ActualCost', 'Actual Cost', 'Actual Cost in Campaign'] }, currency: { first: ['CurrencyIsoCode', 'Actual Cost Currency', 'Currency'] },
      campaign: { first: ['Campaign Name', 'Name'] }, source: { first: ['Type', 'Campaign Type'] }, cost: { first: ['Type', 'Campaign Type'], map: Object.fromEntries(MEDIA.map((type) => [type, 'media'])), else: 'other', default: 'other' },
    }],
  }),
};

const members: SalesforceLayout = {
  name: 'campaign members', brings: 'history',
  needs: [['CampaignId', 'Campaign ID', 'Campaign Name'], ['LeadId', 'Lead ID', 'ContactId', 'Contact ID'], [...RESPONDED, ...FIRST_RESPONSE, 'Member Status'], [...FIRST_RESPONSE, ...CREATED, 'Member First Associated Date']],
  without: ['StageName', 'ActualCost', 'Actual Cost'],
  optional: [ID, 'Campaign Member ID', 'Campaign Type', 'Campaign.Name', 'Campaign.Type'],
  mapping: (header) => ({
    source: 'salesforce.member',
    key: among(header, [ID, 'Campaign Member ID']) === undefined
      ? ['CampaignId', 'Campaign ID', 'Campaign Name', 'LeadId', 'Lead ID', 'ContactId', 'Contact ID'].filter((name) => header.some((h) => fold(h) === fold(name)))
      : { first: [ID, 'Campaign Member ID'] },
    who: { ids: { 'salesforce:lead': { first: ['LeadId', 'Lead ID'] }, 'salesforce:contact': { first: ['ContactId', 'Contact ID'] } } },
    facts: [{
      kind: 'touch', when: responded(header), at: { first: [...FIRST_RESPONSE, ...CREATED, 'Member First Associated Date'] },
      touch: { first: ['Campaign Type', 'Campaign.Type'], map: Object.fromEntries(EVENTS.map((type) => [type, 'event'])), else: 'other', default: 'other' },
      campaign: { first: ['Campaign Name', 'Campaign.Name', 'CampaignId', 'Campaign ID'] }, source: { first: ['Campaign Type', 'Campaign.Type'] },
    }],
  }),
};

const contacts: SalesforceLayout = {
  name: 'contacts', brings: 'people',
  needs: [CONTACT_ID, ['LastName', 'Last Name', 'Contact Name'], ['AccountId', 'Account ID', 'Account Name', 'Contact Owner', 'MailingCountry']],
  without: ['StageName', 'Stage', 'ConvertedOpportunityId', 'IsConverted', 'Lead ID', 'Lead Status', 'CampaignId', 'HasResponded', 'Responded', 'Member Status', 'Company'],
  optional: ['FirstName', 'Email', 'Phone', 'MobilePhone', 'Title', 'MailingCountry', 'LeadSource', 'OwnerId', 'CreatedDate', 'IsDeleted'],
  mapping: (header, { stageDates }) => ({
    source: 'salesforce.contact', key: { first: CONTACT_ID },
    who: {
      email: 'Email', phone: { first: ['MobilePhone', 'Mobile', 'Mobile Phone', 'Phone'] }, firstName: { first: ['FirstName', 'First Name'] }, lastName: { first: ['LastName', 'Last Name'] }, name: { first: ['Contact Name', 'Name'] },
      ids: { 'salesforce:contact': { first: CONTACT_ID } }, account: { name: 'Account Name', ids: { 'salesforce:account': { first: ['AccountId', 'Account ID'] } } },
    },
    origin: { source: { first: LEAD_SOURCE } },
    stages: Object.fromEntries(Object.entries(stageDates)),
    facts: [{ kind: 'person', at: { first: CREATED }, owner: { first: ['Contact Owner', 'Owner.Name', 'OwnerId'] }, persona: 'Title', country: { first: ['MailingCountry', 'Mailing Country'] }, ...selfReportedField(header) }],
  }),
};

const accounts: SalesforceLayout = {
  name: 'accounts', brings: 'accounts',
  needs: [ACCOUNT_ID, ['Name', 'Account Name'], ['Industry', 'NumberOfEmployees', 'Employees', 'Website', 'BillingCountry', 'Billing Country', 'Account Owner', 'Account Type']],
  without: ['LastName', 'Last Name', 'Email', 'StageName', 'Stage', 'Close Date', 'CloseDate', 'StartDate', 'Start Date', 'Lead ID', 'Lead Status', 'Contact ID', 'ContactId', 'Company'],
  optional: ['Type', 'OwnerId', 'CreatedDate', 'IsDeleted'],
  mapping: () => ({
    source: 'salesforce.account', key: { first: ACCOUNT_ID },
    who: { account: { name: { first: ['Account Name', 'Name'] }, domain: 'Website', ids: { 'salesforce:account': { first: ACCOUNT_ID } } } },
    facts: [{ kind: 'account', at: { first: CREATED }, industry: 'Industry', size: { first: ['NumberOfEmployees', 'Employees'] }, segment: { first: ['Account Type', 'Type'] }, country: { first: ['BillingCountry', 'Billing Country'] }, owner: { first: ['Account Owner', 'Owner.Name', 'OwnerId'] } }],
  }),
};

export const LAYOUTS: readonly SalesforceLayout[] = [leads, opportunities, history, campaigns, members, contacts, accounts];
/** Where the opportunity stands that a lead became. */
export const convertedOpportunity = (header: readonly string[]): string | undefined => among(header, CONVERTED_OPPORTUNITY);
