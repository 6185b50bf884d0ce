// A plain layout for recurring revenue from any billing system: one subscription a row, with the columns of
// docs/imports/subscriptions.md.
import { z } from 'zod';
import { defineConnector, type ReadContext, type SourceFile } from './connector.js';
import { FILE_OPTIONS } from './mapping/file-options.js';
import { orYaml } from './mapping/options-text.js';
import { chooseLayout, describeLayouts, recogniseTable, refuseHeader, type Layout } from './mapping/recognise-layout.js';
import { openTable } from './reading/table.js';
import { readSubscriptions, type SubscriptionColumns } from './recurring/read-subscriptions.js';

const options = orYaml(z.strictObject(FILE_OPTIONS));
type Options = z.output<typeof options>;

const named = (name: string) => (name.includes('_') ? [name, name.replaceAll('_', ' ')] : [name]);

const COLUMNS: SubscriptionColumns = {
  id: named('subscription_id'), customer: named('customer_id'), email: ['email', ...named('customer_email')], company: ['company'], companyId: named('company_id'), plan: ['plan', 'product'], quantity: ['quantity'],
  amount: ['amount'], currency: ['currency'], interval: ['interval'], intervalCount: named('interval_count'), startsAt: named('starts_at'), trialEndsAt: named('trial_ends_at'), endsAt: named('ends_at'), changedAt: named('updated_at'),
  percentOff: named('percent_off'), amountOff: named('amount_off'), coupon: [], status: [], periodStartsAt: [],
};

const plain = (names: readonly string[]): string[] => names.filter((name) => !name.includes(' '));
const NEEDS = [COLUMNS.id, [...COLUMNS.customer, ...COLUMNS.email], COLUMNS.amount, COLUMNS.interval, COLUMNS.startsAt];
const optional = ['ends_at', 'trial_ends_at', 'currency', 'plan', 'quantity', 'interval_count', 'percent_off', 'amount_off', 'company', 'company_id', 'updated_at'];
const LAYOUTS: readonly Layout[] = [{ name: 'subscriptions', needs: NEEDS, optional }];
/** As they are documented; the same names with spaces are understood too. */
const DOCUMENTED: readonly Layout[] = [{ name: 'subscriptions', needs: NEEDS.map(plain), optional }];

const table = { connector: 'subscriptions', expected: 'a table of subscriptions in the layout of docs/imports/subscriptions.md' };

export default defineConnector<Options>({
  name: 'subscriptions',
  label: 'Subscriptions, plain layout',
  description: 'Recurring revenue from any billing system, in a plain documented layout (CSV): one subscription a row with subscription_id, customer_id or email, amount, interval, starts_at and, once it has ended, ends_at.',
  options,
  layouts: describeLayouts(DOCUMENTED),

  recognise: (file: SourceFile) => recogniseTable(file, table, LAYOUTS, () => 0.9),

  async read(file: SourceFile, given: Options, context: ReadContext) {
    const opened = await openTable(file, { ...table, encoding: given.encoding });
    if (chooseLayout(opened.header, LAYOUTS) === undefined) throw refuseHeader(file, 'subscriptions', opened.header, DOCUMENTED);
    return readSubscriptions(opened, { namespace: 'billing', columns: COLUMNS, endOf: ({ endsAt }) => endsAt, coupons: {}, given }, context);
  },
});
