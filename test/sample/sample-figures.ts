// Figures of a sample company straight from its drafts, by METRICS.md's definitions where drafts allow:
// an independent reading, to check that the company looks right to a marketer.
import type { FactDraft, Moment } from '../../src/facts/drafts.js';

type Of<K extends FactDraft['kind']> = Extract<FactDraft, { kind: K }>;
const DAY = 86_400_000;
const ms = (at: Moment): number => Date.parse(at);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const PER_EURO: Readonly<Record<string, number>> = { EUR: 1, USD: 1.09, GBP: 0.856, CZK: 25 };
const euro = (amount: string | undefined, currency: string | undefined): number => Number(amount ?? 0) / (PER_EURO[currency ?? 'EUR'] ?? Number.NaN);

/** Channel of a lead or a cost line, coarsely. */
function channelOf(source: string | undefined, medium: string | undefined): string {
  const s = (source ?? '').toLowerCase();
  if (medium === 'cpc') return s === 'google' ? 'google ads' : 'bing ads';
  if (medium === 'paid_social') return s;
  if (medium === 'organic') return 'organic search';
  return s === '' ? '(none)' : s;
}
const NOT_MARKETING = new Set(['outbound', 'partner', '(direct)', '(none)']);

export class SampleFigures {
  readonly touches = new Map<string, number>();
  readonly submissions = new Map<string, number>();
  readonly stages = new Map<string, Set<string>>();
  readonly counts = new Map<string, number>();
  /** Person (email, else id) -> first accepted enquiry or agreement, with its channel. */
  private readonly leads = new Map<string, { at: number; channel: string }>();
  private readonly emailOf = new Map<string, string>();
  private readonly visitors = new Set<string>();
  /** Visits of a visitor that came from somewhere. */
  private readonly ways = new Map<string, { at: number; channel: string }[]>();
  private readonly deals = new Map<string, Of<'deal'>>();
  private readonly subscriptions = new Map<string, Of<'subscription'>>();
  private readonly costs: Of<'cost'>[] = [];
  private readonly stageAt = new Map<string, Map<string, number>>();

  add(fact: FactDraft): void {
    const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
    count(this.counts, fact.kind);
    switch (fact.kind) {
      case 'touch':
        count(this.touches, fact.touch);
        if (fact.who.visitorId !== undefined && fact.touch === 'page_view' && fact.grade === 'human') {
          this.visitors.add(fact.who.visitorId);
          const channel = channelOf(fact.origin.source, fact.origin.medium);
          if (channel !== '(direct)') this.ways.set(fact.who.visitorId, [...(this.ways.get(fact.who.visitorId) ?? []), { at: ms(fact.at), channel }]);
        }
        break;
      case 'submission': {
        count(this.submissions, fact.outcome ?? 'accepted');
        if (fact.outcome === 'scrubbed') break;
        this.lead(this.personOf(fact.who), ms(fact.at), this.lastNonDirect(fact));
        break;
      }
      case 'person': {
        const [id] = fact.who.ids ?? [];
        if (id !== undefined && fact.who.email !== undefined) this.emailOf.set(id, fact.who.email);
        break;
      }
      case 'stageChange': {
        const person = this.personOf(fact.who);
        this.stages.set(fact.stage, (this.stages.get(fact.stage) ?? new Set()).add(person));
        const own = this.stageAt.get(person) ?? new Map<string, number>();
        if (!own.has(fact.stage)) own.set(fact.stage, ms(fact.at));
        this.stageAt.set(person, own);
        if (fact.stage === 'lead') this.lead(person, ms(fact.at), 'outbound');
        break;
      }
      case 'deal': this.latest(this.deals, fact); break;
      case 'subscription': this.latest(this.subscriptions, fact); break;
      case 'cost': this.costs.push(fact); break;
      default: break;
    }
  }

  private personOf(who: Of<'submission'>['who']): string {
    const email = who.email ?? this.emailOf.get(who.ids?.[0] ?? '');
    return email?.trim().toLowerCase() ?? who.ids?.[0] ?? '';
  }
  private lastNonDirect(fact: Of<'submission'>): string {
    const own = channelOf(fact.origin.source, fact.origin.medium);
    if (own !== '(direct)') return own;
    const before = (this.ways.get(fact.who.visitorId ?? '') ?? []).filter((way) => way.at <= ms(fact.at));
    return before.reduce((last, way) => (way.at > last.at ? way : last), { at: 0, channel: own }).channel;
  }
  private lead(person: string, at: number, channel: string): void {
    const known = this.leads.get(person);
    if (known === undefined || at < known.at) this.leads.set(person, { at, channel });
  }
  private latest<T extends { key?: string | undefined; changedAt?: string | undefined }>(map: Map<string, T>, version: T): void {
    const known = map.get(version.key ?? '');
    if (known === undefined || (known.changedAt ?? '') <= (version.changedAt ?? '')) map.set(version.key ?? '', version);
  }

  private costIn(filter: (line: Of<'cost'>) => boolean): number {
    return this.costs.filter(filter).reduce((sum, line) => sum + euro(line.amount, line.currency), 0);
  }

  /** MRR in euro at an instant. */
  mrrAt(at: number): { mrr: number; accounts: Set<string> } {
    let mrr = 0;
    const accounts = new Set<string>();
    for (const s of this.subscriptions.values()) {
      const starts = Math.max(ms(s.startsAt), s.trialEndsAt === undefined ? 0 : ms(s.trialEndsAt));
      if (starts > at || (s.endsAt !== undefined && ms(s.endsAt) <= at)) continue;
      mrr += euro(s.amount, s.currency) / (s.interval === 'year' ? 12 : 1);
      accounts.add(s.who.account?.name ?? '');
    }
    return { mrr, accounts };
  }

  report(until: string) {
    const newDeals = [...this.deals.values()].filter((d) => (d.type ?? 'new') === 'new');
    const by = (status: string): Of<'deal'>[] => newDeals.filter((d) => d.status === status);
    const amount = (deals: readonly Of<'deal'>[]): number => deals.reduce((sum, d) => sum + euro(d.amount, d.currency), 0);
    const marketing = (d: Of<'deal'>): boolean => !NOT_MARKETING.has(this.leads.get(this.personOf(d.who))?.channel ?? '(none)');
    const size = (stage: string): number => this.stages.get(stage)?.size ?? 0;
    const cost = this.costIn((line) => line.cost !== 'sales');
    const won = by('won');
    const end = Date.parse(until);
    let [churned, atRisk] = [0, 0];
    for (let at = end - 365 * DAY; at < end - 30 * DAY; at += 30 * DAY) {
      const [now, later] = [this.mrrAt(at).accounts, this.mrrAt(at + 30 * DAY).accounts];
      atRisk += now.size;
      for (const account of now) if (!later.has(account)) churned += 1;
    }
    const channels: Record<string, number> = {};
    for (const channel of ['google ads', 'bing ads', 'linkedin', 'facebook', 'adnetwork', 'trade fair', 'webinar', 'leadhaus', 'softwareradar.example']) {
      const leads = [...this.leads.values()].filter((l) => l.channel === channel).length;
      channels[channel] = this.costIn((line) => channelOf(line.origin.source, line.origin.medium) === channel) / leads;
    }
    const sum = (map: Map<string, number>): number => [...map.values()].reduce((a, b) => a + b, 0);
    return {
      touches: sum(this.touches), leads: this.leads.size, customers: size('won'), deals: newDeals.length,
      scrubRate: (this.submissions.get('scrubbed') ?? 0) / sum(this.submissions),
      visitorToLead: [...this.leads.values()].length / this.visitors.size,
      leadToMql: size('mql') / this.leads.size, mqlToSql: size('sql') / size('mql'), leadToCustomer: size('won') / this.leads.size,
      winRate: won.length / (won.length + by('lost').length), winRateAll: [...this.deals.values()].filter((d) => d.status === 'won').length / [...this.deals.values()].filter((d) => d.status !== 'open').length,
      costPerLead: cost / this.leads.size, cost, salesCost: this.costIn((line) => line.cost === 'sales'),
      averageDeal: amount(won) / won.length, pipeline: amount(newDeals), openDeals: by('open').length,
      marketingShareOfPipeline: amount(newDeals.filter(marketing)) / amount(newDeals),
      revenue: amount([...this.deals.values()].filter((d) => d.status === 'won')),
      marketingRoi: amount(won.filter(marketing)) / cost - 1,
      salesCycle: median(won.map((d) => (ms(d.closedAt ?? d.createdAt) - ms(d.createdAt)) / DAY)),
      leadToWonDays: median([...this.stageAt.entries()].flatMap(([person, at]) => {
        const [start, end] = [this.leads.get(person)?.at, at.get('won')];
        return start === undefined || end === undefined ? [] : [(end - start) / DAY];
      })),
      monthlyChurn: churned / atRisk, mrrStart: this.mrrAt(end - 730 * DAY).mrr, mrrEnd: this.mrrAt(end).mrr, customersAtEnd: this.mrrAt(end).accounts.size,
      channels,
    };
  }
}
