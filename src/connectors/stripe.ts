// Stripe's export of subscriptions. Exports of invoices and payments are recognised and left out: the same money
// is counted by the subscription. docs/imports/stripe.md says what becomes of what and why.
import { z } from 'zod';
import { defineConnector, type ReadContext, type ReadResult, type SourceFile } from './connector.js';
import { FILE_OPTIONS } from './mapping/file-options.js';
import { orYaml } from './mapping/options-text.js';
import { chooseLayout, describeLayouts, recogniseTable, refuseHeader, type Layout } from './mapping/recognise-layout.js';
import { Refusal } from './reading/refusal.js';
import { rewriteRows } from './reading/rewrite-rows.js';
import { openTable, type Table } from './reading/table.js';
import { readSubscriptions, type Span, type SubscriptionColumns } from './recurring/read-subscriptions.js';

const options = orYaml(z.strictObject({
  ...FILE_OPTIONS,
  /** What coupons take off, where the export names only the coupon: `{ LAUNCH: 20%, PARTNER: 10 }`. */
  coupons: z.record(z.string(), z.union([z.string(), z.number().transform(String)])).optional(),
}));
type Options = z.output<typeof options>;

const COLUMNS: SubscriptionColumns = {
  id: ['id', 'Subscription ID'], customer: ['Customer ID', 'Customer'], email: ['Customer Email'], company: [], companyId: [], plan: ['Plan', 'Plan Name', 'Product', 'Product Name'], quantity: ['Quantity'],
  amount: ['Amount', 'Plan Amount'], currency: ['Currency', 'Plan Currency'], interval: ['Interval', 'Plan Interval'], intervalCount: ['Interval Count', 'Plan Interval Count'],
  // Start (UTC) is when the present plan began: the subscription's own start comes first.
  startsAt: ['Start Date (UTC)', 'Created (UTC)', 'Start (UTC)'], trialEndsAt: ['Trial End (UTC)'], endsAt: ['Ended At (UTC)'], changedAt: [],
  percentOff: ['Percent Off', 'Discount Percent', 'Coupon Percent Off'], amountOff: ['Amount Off', 'Discount Amount', 'Coupon Amount Off'], coupon: ['Coupon', 'Coupon ID', 'Coupon Name'], status: ['Status'], periodStartsAt: ['Current Period Start (UTC)'],
};

const LAYOUTS: readonly Layout[] = [
  {
    name: 'subscriptions',
    needs: [COLUMNS.id, COLUMNS.customer, COLUMNS.amount, COLUMNS.interval, COLUMNS.status, COLUMNS.startsAt, COLUMNS.endsAt],
    optional: ['Customer Email', 'Plan', 'Quantity', 'Currency', 'Interval Count', 'Trial End (UTC)', 'Canceled At (UTC)', 'Current Period Start (UTC)', 'Coupon', 'Percent Off', 'Amount Off'],
  },
  { name: 'invoices', needs: [['id', 'Invoice ID'], ['Amount Due', 'Amount Paid'], ['Customer', 'Customer ID', 'Customer Email'], ['Subscription', 'Subscription ID', 'Number', 'Invoice Number', 'Due Date (UTC)']], without: ['Interval'], optional: [] },
  { name: 'payments', needs: [['id', 'Payment ID'], ['Amount'], ['Amount Refunded'], ['Currency'], ['Created (UTC)', 'Created date (UTC)', 'Created']], without: ['Interval', 'Amount Due'], optional: [] },
];

const LEFT_OUT = {
  invoices: 'an invoice: what recurs is counted by the subscription',
  payments: 'a payment: what recurs is counted by the subscription',
} as const;

/** Paid nothing so far, and may never. */
const NOT_PAID = new Set(['incomplete', 'incomplete_expired', 'paused']);

/**
 * Cancelled is not ended: it counts until Ended At. Past due counts. What was never paid counts at no time; unpaid
 * counts to the begin of the period whose invoices were given up. Source of the statuses: Stripe's API reference, Subscription.status.
 */
function endOf({ status, startsAt, endsAt, trialEndsAt, periodStartsAt }: Span): string | undefined | Refusal {
  if (NOT_PAID.has(status) || (status === 'trialing' && trialEndsAt === undefined)) return startsAt;
  if (status === 'unpaid') return endsAt ?? periodStartsAt;
  if ((status === 'canceled' || status === 'cancelled') && endsAt === undefined) return new Refusal('it is cancelled, but Ended At is empty', 'Export with all columns: Canceled At says when it was asked for, not when it ended.');
  return endsAt;
}

const table = { connector: 'stripe', expected: 'a Stripe export of subscriptions (or of invoices or payments, which are left out)' };

/** The same table with no row in it that counts. */
function withoutRows(opened: Table, reason: string): ReadResult {
  return {
    header: opened.header,
    rows: (async function* () {
      for await (const batch of rewriteRows(opened, () => reason).rows()) yield batch.map(({ line, cells, problem, skipped }) => ({ line, cells, skipped: skipped ?? problem?.reason ?? reason }));
    })(),
  };
}

export default defineConnector<Options>({
  name: 'stripe',
  label: 'Stripe',
  description: 'Stripe: Billing, Subscriptions, Export, all columns, times in UTC. Subscriptions are all that is needed: invoices and payments hold the same money and are left out.',
  options,
  layouts: describeLayouts(LAYOUTS),

  recognise: (file: SourceFile) =>
    recogniseTable(file, table, LAYOUTS, (opened) => (opened.header.some((h) => /\(UTC\)$/.test(h)) ? 0.95 : 0.6)),

  async read(file: SourceFile, given: Options, context: ReadContext) {
    const opened = await openTable(file, { ...table, encoding: given.encoding });
    const layout = chooseLayout(opened.header, LAYOUTS);
    if (layout === undefined) throw refuseHeader(file, 'stripe', opened.header, LAYOUTS);
    if (layout.name === 'invoices' || layout.name === 'payments') return withoutRows(opened, LEFT_OUT[layout.name]);
    return readSubscriptions(opened, { namespace: 'stripe', columns: COLUMNS, endOf, decimalIfOpen: '.', coupons: given.coupons ?? {}, given: { ...given, timeZone: given.timeZone ?? 'UTC' } }, context);
  },
});
