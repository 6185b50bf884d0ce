// What the overview asks for: KPIs by what they are for.

export const DEFAULT_CARDS = ['revenue', 'pipeline', 'mqls_per_business_day', 'cost_per_lead'] as const;
export const CHANNEL_KPIS = ['cost', 'leads', 'cost_per_lead', 'mqls', 'customers', 'revenue', 'marketing_roi'] as const;
/** Whose changes are divided among channels. */
export const MOVERS = ['leads', 'mqls', 'cost_per_lead', 'revenue'] as const;
/** The dimension of all three. */
export const SPLIT = 'channel';
