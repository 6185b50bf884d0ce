// What a new dashboard can begin with: the figures that a marketer looks at every morning, a sales lead when leads are handed
// over, an executive every month.
import type { CardKind } from './arrange-cards.js';

export const TEMPLATE_IDS = ['marketer', 'sales-lead', 'executive'] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

/** A card as a template words it: what it shows and how large it is; cards stand in the order given. */
export type TemplateCard = { readonly width: number; readonly height: number; readonly title?: string } & (
  | { readonly kind: 'kpi' | 'trend'; readonly kpi: string }
  | { readonly kind: 'breakdown'; readonly kpis: readonly string[]; readonly by: string; readonly shown: 'table' | 'bars'; readonly most: number }
  | { readonly kind: Extract<CardKind, 'funnel'> }
);

export interface Template {
  readonly id: TemplateId;
  readonly label: string;
  /** What it answers. */
  readonly description: string;
  readonly cards: readonly TemplateCard[];
}

const kpis = (...ids: string[]): TemplateCard[] => ids.map((kpi) => ({ kind: 'kpi', kpi, width: 3, height: 3 }));
const trend = (kpi: string): TemplateCard => ({ kind: 'trend', kpi, width: 6, height: 5 });
const table = (by: string, ids: readonly string[], width: number, height: number, most: number): TemplateCard => ({ kind: 'breakdown', by, kpis: ids, shown: 'table', most, width, height });
const bars = (by: string, kpi: string, width: number, height: number): TemplateCard => ({ kind: 'breakdown', by, kpis: [kpi], shown: 'bars', most: 8, width, height });

export const TEMPLATES: readonly Template[] = [
  {
    id: 'marketer', label: 'Marketer', description: 'What leads cost and how good they are, by channel and campaign.',
    // Volume and price first, then quality: cheap leads that don't qualify are no bargain.
    cards: [
      ...kpis('leads', 'mqls', 'cost', 'cost_per_lead'),
      ...kpis('cost_per_qualified_lead', 'visitor_to_lead_rate', 'lead_to_mql_rate', 'scrub_rate'),
      trend('leads'), trend('cost_per_qualified_lead'),
      table('channel', ['cost', 'visits', 'leads', 'cost_per_lead', 'mqls', 'cost_per_qualified_lead'], 8, 7, 10), bars('persona', 'mqls', 4, 7),
      table('campaign', ['cost', 'clicks', 'leads', 'cost_per_lead', 'mqls', 'lead_to_mql_rate', 'pipeline'], 12, 8, 12),
    ],
  },
  {
    id: 'sales-lead', label: 'Sales lead', description: 'What is handed over, how fast it is answered, and what becomes of it.',
    // The hand-over and its quality, then what is in the pipeline and how it closes, by owner.
    cards: [
      ...kpis('mqls', 'mql_to_sal_rate', 'response_time_working', 'sql_quality'),
      ...kpis('pipeline', 'open_pipeline', 'opportunity_win_rate', 'sales_cycle'),
      { kind: 'funnel', width: 12, height: 3 },
      trend('sqls'), trend('pipeline'),
      table('owner', ['sqls', 'opportunities', 'pipeline', 'won_deals', 'revenue', 'opportunity_win_rate'], 8, 6, 8), bars('reason', 'sals_rejected', 4, 6),
      table('channel', ['mqls', 'mql_to_sal_rate', 'sqls', 'opportunities', 'pipeline', 'revenue'], 12, 6, 8),
    ],
  },
  {
    id: 'executive', label: 'Executive', description: 'One page: revenue and what marketing adds to it, at what price.',
    // Money earned and to come, then marketing's part in it and what a customer costs and is worth.
    cards: [
      ...kpis('revenue', 'marketing_contribution', 'pipeline', 'customers'),
      ...kpis('marketing_share_of_revenue', 'marketing_cac', 'ltv_to_cac', 'arr'),
      trend('revenue'), trend('pipeline'),
      { kind: 'funnel', width: 12, height: 3 },
      table('channel', ['cost', 'customers', 'marketing_cac', 'revenue', 'marketing_roi'], 12, 6, 8),
    ],
  },
];
