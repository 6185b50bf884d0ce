// The files that imports are measured on: a million touches of the sample company and a list of contacts,
// each with the mapping that reads it. Made once, kept in the benchmark's folder.
import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { INDUSTRIES, MARKETS, PERSONAS } from '../src/sample/company.js';
import { COUNTRIES } from '../src/sample/calendar.js';
import { generateSample } from '../src/sample/generate-sample.js';
import { companyName, personName } from '../src/sample/names.js';
import { Random } from '../src/shared/random.js';
import { UNTIL } from './company.js';
import type { BenchContext } from './scenario.js';

export interface CsvFile {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly connector: string;
  /** YAML for the connector `csv`. */
  readonly mapping?: string;
}

export const TOUCH_COLUMNS = ['event_id', 'timestamp', 'visitor_id', 'session_id', 'event', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'referrer', 'landing_page', 'page', 'country', 'device', 'attention_seconds'] as const;

const TOUCH_MAPPING = `source: tracker
key: event_id
who:
  visitorId: visitor_id
origin:
  source: utm_source
  medium: utm_medium
  campaign: utm_campaign
  content: utm_content
  referrer: referrer
  landingPage: landing_page
facts:
  - kind: touch
    at: timestamp
    touch: event
    visit: session_id
    page: page
    country: country
    device: device
    attention: attention_seconds
`;

const CONTACT_MAPPING = `source: crm
key: contact_id
who:
  ids: { "crm:contact": contact_id }
  email: email
  firstName: first_name
  lastName: last_name
  account: { name: company }
facts:
  - kind: person
    at: created
    persona: job_role
    segment: segment
    country: country
    origin: { source: lead_source }
  - kind: submission
    at: created
    form: form
    origin: { source: lead_source }
`;

const CRM_COLUMNS = ['Record ID', 'First Name', 'Last Name', 'Email', 'Lead Status', 'Lifecycle Stage', 'Create Date', 'Associated Company', 'Country/Region', 'Contact owner', 'Job Title', 'Original Source', 'Original Source Drill-Down 1', 'Original Source Drill-Down 2', 'Became a lead date', 'Became a marketing qualified lead date', 'Became a sales qualified lead date', 'Became an opportunity date', 'Became a customer date'] as const;

const cell = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Writes a file as a whole or not at all. */
async function writeCsv(file: string, header: readonly string[], lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const out = createWriteStream(`${file}.part`);
  out.write(`${header.join(',')}\n`);
  for await (const line of lines) if (!out.write(line)) await once(out, 'drain');
  out.end();
  await once(out, 'close');
  renameSync(`${file}.part`, file);
}

/** Page views and form views of the sample company; about 0.57 of its touches are. */
async function* touchLines(rows: number): AsyncGenerator<string> {
  let left = rows;
  for await (const batch of generateSample({ touches: Math.round(rows / 0.55), until: UNTIL })) {
    let text = '';
    for (const fact of batch) {
      if (left === 0) break;
      if (fact.kind !== 'touch' || (fact.touch !== 'page_view' && fact.touch !== 'form_view')) continue;
      const { origin } = fact;
      const cells = [
        fact.key, fact.at, fact.who.visitorId, fact.visit, fact.touch, origin.source, origin.medium, origin.campaign, origin.content, origin.referrer, origin.landingPage,
        fact.page, fact.country, fact.device, fact.attention === undefined ? '' : String(fact.attention),
      ];
      text += `${cells.map((value) => cell(value ?? '')).join(',')}\n`;
      left -= 1;
    }
    if (text !== '') yield text;
    if (left === 0) return;
  }
  throw new Error(`the sample company has ${left} touches of the website too few`);
}

const SOURCES = ['Google', 'LinkedIn', 'Trade show', 'Webinar', 'Partner referral', 'Newsletter', 'Website', 'Cold call'] as const;

function* contactLines(rows: number): Generator<string> {
  const random = new Random(7, rows);
  for (let n = 0; n < rows; n += 1) {
    const company = Math.floor(n / 3);
    const country = COUNTRIES[company % COUNTRIES.length] ?? 'DE';
    const own = new Random(11, company);
    const { name, domain } = companyName(own, company, country, own.pick(INDUSTRIES));
    const person = personName(random, country, n % 3);
    const created = new Date(Date.parse('2024-10-01') + random.below(700 * 86_400) * 1000).toISOString();
    const cells = [String(100_000 + n), created, `${person.mailbox}@${domain}`, person.firstName, person.lastName, name, country, MARKETS[country].language, random.pick(PERSONAS).name, random.pick(['SMB', 'Mid-market', 'Enterprise']), random.pick(SOURCES), random.pick(['Demo request', 'Whitepaper', 'Contact'])];
    yield `${cells.map(cell).join(',')}\n`;
  }
}

/** As HubSpot writes a time: to the minute, in the portal's zone. */
const toTheMinute = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
/** Of those who reached a stage of the lifecycle, one in so many reaches the next. */
const ONE_IN = [3, 3, 2, 4] as const;

function* crmLines(rows: number): Generator<string> {
  const random = new Random(13, rows);
  for (let n = 0; n < rows; n += 1) {
    const company = Math.floor(n / 3);
    const country = COUNTRIES[company % COUNTRIES.length] ?? 'DE';
    const own = new Random(11, company);
    const { name, domain } = companyName(own, company, country, own.pick(INDUSTRIES));
    const person = personName(random, country, n % 3);
    const created = Date.parse('2024-10-01') + random.below(700 * 86_400) * 1000;
    const dates = [toTheMinute(created), '', '', '', ''];
    for (let stage = 1, at = created; stage < dates.length && random.below(ONE_IN[stage - 1] ?? 1) === 0; stage += 1) {
      at += random.below(20 * 86_400) * 1000;
      dates[stage] = toTheMinute(at);
    }
    const cells = [String(100_000 + n), person.firstName, person.lastName, `${person.mailbox}@${domain}`, 'Open', 'Lead', toTheMinute(created), name, country, random.pick(['Eve Doe', 'Bo Roe']), random.pick(PERSONAS).name, random.pick(['Paid Search', 'Organic Search', 'Direct Traffic', 'Offline Sources']), random.pick(['Brand', 'Generic']), 'lead tool', ...dates];
    yield `${cells.map(cell).join(',')}\n`;
  }
}

async function keep(context: BenchContext, name: string, rows: number, reading: Pick<CsvFile, 'connector' | 'mapping'>, header: readonly string[], lines: () => AsyncIterable<string> | Iterable<string>): Promise<CsvFile> {
  const file = path.join(context.folder, `${name}-${rows}.csv`);
  if (!existsSync(file)) {
    context.say(`writing ${file} (once)`);
    await writeCsv(file, header, lines());
  }
  return { file, rows, bytes: statSync(file).size, ...reading };
}

export const touchesFile = (context: BenchContext, rows: number): Promise<CsvFile> => keep(context, 'touches', rows, { connector: 'csv', mapping: TOUCH_MAPPING }, TOUCH_COLUMNS, () => touchLines(rows));
export const contactsFile = (context: BenchContext, rows: number): Promise<CsvFile> =>
  keep(context, 'contacts', rows, { connector: 'csv', mapping: CONTACT_MAPPING }, ['contact_id', 'created', 'email', 'first_name', 'last_name', 'company', 'country', 'language', 'job_role', 'segment', 'lead_source', 'form'], () => contactLines(rows));
/** A CRM's export of contacts with the dates of their lifecycle, as HubSpot writes it. */
export const crmFile = (context: BenchContext, rows: number): Promise<CsvFile> => keep(context, 'crm', rows, { connector: 'hubspot' }, CRM_COLUMNS, () => crmLines(rows));
