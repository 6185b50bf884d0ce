// Turns an origin, as a source names it, into channel, group and direction by the rules it is given.
// Pure: the same origin and rules give the same answer. Where rules come from is rule-versions.ts's business.
import type { Origin } from '../../facts/drafts.js';
import type { ChannelCondition } from '../../shared/api/channel-rules.js';
import type { ChannelRules } from './channel-rules.js';
import { readLandingPage } from './landing-page.js';
import { hostOf, registeredDomain, SourceList, squash } from './source-hosts.js';
import { detach } from '../../shared/detach.js';

/** Everything is a string, '' for missing; rulesVersion says which rules decided. */
export interface Classification {
  readonly channelGroup: string;
  readonly channel: string;
  readonly direction: '' | 'inbound' | 'outbound';
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly content: string;
  readonly term: string;
  /** Without tracking parameters. */
  readonly landingPage: string;
  readonly referrer: string;
  readonly clickId: string;
  readonly rulesVersion: number;
}

/** What the origin is of: without any trace a visit is Direct, a record (lead, deal, cost) has no origin at all. */
export type OriginOf = 'visit' | 'record';

type Channel = ChannelRules['channels'][number];
type Field = 'channel' | 'source' | 'medium' | 'campaign' | 'content' | 'term' | 'referrer' | 'clickId' | 'landingPage';
const FIELDS: readonly Field[] = ['channel', 'source', 'medium', 'campaign', 'content', 'term', 'referrer', 'clickId', 'landingPage'];
type Fields = Record<Field, string>;

/** Answers remembered, and categories of sources; beyond that the older half is forgotten. Files repeat few origins very often. */
const REMEMBERED = 10_000;

/** What a rule looks at. */
interface Traits {
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly category: string | undefined;
  readonly paid: boolean;
}

type Test = (traits: Traits) => boolean;

function compileCondition(condition: ChannelCondition): Test {
  const tests: Test[] = [];
  const set = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(squash));
  if (condition.source !== undefined) { const words = set(condition.source); tests.push((t) => words.has(t.source)); }
  if (condition.medium !== undefined) { const words = set(condition.medium); tests.push((t) => words.has(t.medium)); }
  if (condition.mediumContains !== undefined) { const parts = [...set(condition.mediumContains)]; tests.push((t) => parts.some((p) => t.medium.includes(p))); }
  if (condition.mediumEndsWith !== undefined) { const parts = [...set(condition.mediumEndsWith)]; tests.push((t) => parts.some((p) => t.medium.endsWith(p))); }
  if (condition.campaignContains !== undefined) { const parts = [...set(condition.campaignContains)]; tests.push((t) => { const campaign = squash(t.campaign); return parts.some((p) => campaign.includes(p)); }); }
  if (condition.campaignMatches !== undefined) { const pattern = new RegExp(condition.campaignMatches, 'u'); tests.push((t) => pattern.test(t.campaign.toLowerCase())); }
  if (condition.category !== undefined) { const { category } = condition; tests.push((t) => t.category === category); }
  if (condition.paid !== undefined) { const { paid } = condition; tests.push((t) => t.paid === paid); }
  // Cheap tests come first: patterns over campaign names only where everything else holds.
  tests.reverse();
  return (traits) => tests.every((test) => test(traits));
}

/** Rules made ready to apply; make one per set of rules and keep it. */
export class ChannelClassifier {
  private readonly rules: readonly { readonly channel: Channel; readonly tests: readonly Test[] }[];
  private readonly channels = new Map<string, Channel>();
  private readonly byWord = new Map<string, Channel>();
  private readonly categories: SourceList;
  private readonly notSources: SourceList;
  private readonly unknown: ReadonlySet<string>;
  private readonly paidMedium: RegExp;
  private readonly clickIds: ReadonlyMap<string, ChannelRules['clickIds'][string]>;
  private readonly unassigned: Channel;
  private readonly categoryBySource = new Map<string, string>();
  private recent = new Map<string, Classification>();
  private older = new Map<string, Classification>();

  constructor(private readonly data: ChannelRules) {
    for (const channel of data.channels) this.channels.set(channel.name, channel);
    // Names before words: what a channel is called is never another's word.
    for (const channel of data.channels) this.byWord.set(squash(channel.name), channel);
    for (const channel of data.channels) for (const word of channel.words) if (!this.byWord.has(squash(word))) this.byWord.set(squash(word), channel);
    this.rules = data.rules.map((rule) => ({ channel: this.named(rule.channel), tests: rule.when.map(compileCondition) }));
    this.categories = new SourceList(Object.entries(data.categories).flatMap(([category, entries]) => entries.map((e) => [e, category] as const)));
    this.notSources = new SourceList([...data.gateways, ...data.ownDomains].filter((h) => h.includes('.')).map((h) => [h, 'not a source'] as const));
    this.unknown = new Set(['', ...data.unknownWords.map(squash)]);
    this.paidMedium = new RegExp(data.paidMedium, 'u');
    this.clickIds = new Map(Object.entries(data.clickIds).map(([name, id]) => [name.toLowerCase(), id]));
    this.unassigned = this.named(data.unassigned);
  }

  /** @param of a visit without any trace is Direct; a record without any keeps '' everywhere */
  classify(origin: Origin, of: OriginOf): Classification {
    let key: string = of;
    for (const field of FIELDS) key += `\u001f${origin[field] ?? ''}`;
    const known = this.recent.get(key);
    if (known !== undefined) return known;
    const answer = this.older.get(key) ?? this.decide(origin, of);
    if (this.recent.size >= REMEMBERED / 2) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(detach(key), answer);
    return answer;
  }

  private decide(origin: Origin, of: OriginOf): Classification {
    const fields = this.complete(origin);
    const { channel, source, medium } = fields.channel === '' ? this.place(fields, of) : { channel: this.lookUp(fields, of), source: fields.source, medium: fields.medium };
    return {
      channelGroup: channel?.group ?? '',
      channel: fields.channel === '' ? (channel?.name ?? '') : detach(fields.channel),
      direction: channel?.direction ?? '',
      source: detach(source), medium: detach(medium),
      campaign: detach(fields.campaign), content: detach(fields.content), term: detach(fields.term),
      landingPage: detach(fields.landingPage), referrer: detach(fields.referrer), clickId: detach(fields.clickId),
      rulesVersion: this.data.version,
    };
  }

  /** All fields trimmed; what the origin leaves out is taken from the tags of its landing page. */
  private complete(origin: Origin): Fields {
    const trimmed = (field: Field): string => origin[field]?.trim() ?? '';
    const { page, tags } = readLandingPage(trimmed('landingPage'), this.clickIds);
    // Tags of the page count only where the source names none: half of each would be an origin that never was.
    const tagged = trimmed('source') === '' && trimmed('medium') === '' && trimmed('campaign') === '';
    const tag = (field: Field): string => trimmed(field) || (tagged ? (tags.get(`utm_${field}`) ?? '') : '');
    return {
      channel: trimmed('channel'), source: tag('source'), medium: tag('medium'), campaign: tag('campaign'), content: tag('content'), term: tag('term'),
      referrer: trimmed('referrer'), clickId: trimmed('clickId').toLowerCase() || this.clickIdAmong(tags), landingPage: page,
    };
  }

  /** The name of the click id among a page's tags; one that was paid for goes before others. */
  private clickIdAmong(tags: ReadonlyMap<string, string>): string {
    const found = [...tags.keys()].filter((name) => this.clickIds.has(name));
    return found.find((name) => this.clickIds.get(name)?.paid === true) ?? found[0] ?? '';
  }

  /** A channel that the origin itself names: only its group and direction are looked up. */
  private lookUp(fields: Fields, of: OriginOf): Channel {
    const known = this.byWord.get(squash(fields.channel));
    if (known !== undefined) return known;
    const asSource = this.place({ ...fields, channel: '', source: fields.channel, medium: '' }, of).channel;
    if (asSource !== undefined && asSource !== this.unassigned) return asSource;
    return this.place({ ...fields, channel: '' }, of).channel ?? this.unassigned;
  }

  private place(fields: Fields, of: OriginOf): { channel: Channel | undefined; source: string; medium: string } {
    const referrer = this.sourceHost(fields.referrer, fields.landingPage);
    const given = this.isNoSource(fields.source, fields.landingPage) ? '' : fields.source;
    const clickId = this.clickIds.get(fields.clickId);
    const named = !this.says(given) ? '' : given;
    const taggedMedium = this.says(fields.medium) ? fields.medium : '';
    const referrerCategory = referrer === '' ? undefined : this.categoryOf(referrer);

    // Who the visit came from: the tags; else a paid click's network; else the referrer, unless only the click id says more.
    let source = given;
    let medium = fields.medium;
    let category = named === '' ? undefined : this.categoryOf(named);
    const known = referrerCategory !== undefined && referrerCategory !== 'plain';
    const byClick = clickId !== undefined && (clickId.paid || !known);
    if (named === '') {
      if (byClick && clickId !== undefined) {
        source = clickId.source;
        category = known ? referrerCategory : referrer === '' || !clickId.paid ? this.categoryOf(clickId.source) : undefined;
        if (taggedMedium === '') medium = clickId.medium;
      } else if (referrer !== '') {
        source = referrer;
        category = referrerCategory;
        if (taggedMedium === '') medium = (referrerCategory === undefined ? undefined : this.data.referrerMedium[referrerCategory]) ?? 'referral';
      }
    } else if (taggedMedium === '' && clickId?.paid === true) {
      medium = clickId.medium;
    }

    const squashedMedium = this.says(medium) ? squash(medium) : '';
    const traits: Traits = {
      source: this.says(source) ? squash(source) : '', medium: squashedMedium, campaign: fields.campaign, category,
      paid: clickId?.paid === true || this.paidMedium.test(squashedMedium),
    };
    const nothing = traits.source === '' && squashedMedium === '' && fields.campaign === '' && fields.clickId === '';
    if (nothing) {
      // A source that says "unknown" is kept as it is spelled, but names no channel.
      return { channel: of === 'visit' ? this.named(this.data.direct) : undefined, source, medium };
    }
    return { channel: this.byLeadSource(traits) ?? this.byRules(traits) ?? this.byWords(traits) ?? this.byReferrer(referrer, traits, named), source, medium };
  }

  /** A lead source such as "Trade Show" without a medium is the channel's own word, whatever its campaign is called. */
  private byLeadSource(traits: Traits): Channel | undefined {
    return traits.medium === '' && !traits.paid ? this.byWord.get(traits.source) : undefined;
  }

  private byRules(traits: Traits): Channel | undefined {
    return this.rules.find((rule) => rule.tests.some((test) => test(traits)))?.channel;
  }

  private byWords(traits: Traits): Channel | undefined {
    const found = [this.byWord.get(traits.source), this.byWord.get(traits.medium)].filter((c) => c !== undefined);
    return found.find((c) => !c.vague) ?? found[0];
  }

  /** Tags that no rule knows: what the referring site is, tells more than nothing. */
  private byReferrer(referrer: string, traits: Traits, named: string): Channel {
    if (referrer !== '' && referrer !== named) {
      return this.byRules({ ...traits, source: squash(referrer), medium: '', category: this.categoryOf(referrer) }) ?? this.named(this.data.referral);
    }
    return referrer !== '' || hostOf(named) !== '' ? this.named(this.data.referral) : this.unassigned;
  }

  private says(text: string): boolean {
    return !this.unknown.has(squash(text));
  }

  private categoryOf(source: string): string | undefined {
    const known = this.categoryBySource.get(source);
    if (known !== undefined) return known === '' ? undefined : known;
    const host = hostOf(source);
    const category = host === '' ? this.categories.ofName(source) : this.categories.ofHost(host);
    if (this.categoryBySource.size >= REMEMBERED) this.categoryBySource.clear();
    this.categoryBySource.set(detach(source), category ?? '');
    return category;
  }

  /** The referrer's host; '' for none, for a page that one only passes through, and for the company's own. */
  private sourceHost(referrer: string, landingPage: string): string {
    if (referrer === '') return '';
    const host = hostOf(referrer);
    return host === '' || this.isNoSource(host, landingPage) ? '' : host;
  }

  private isNoSource(source: string, landingPage: string): boolean {
    const host = hostOf(source);
    if (host === '') return false;
    if (this.notSources.ofHost(host) !== undefined) return true;
    const own = landingPage.includes('://') ? registeredDomain(landingPage) : '';
    return own !== '' && registeredDomain(host) === own;
  }

  private named(name: string): Channel {
    const channel = this.channels.get(name);
    if (channel === undefined) throw new TypeError(`channel rules ${this.data.version} name no channel "${name}"`);
    return channel;
  }
}

const compiled = new WeakMap<ChannelRules, ChannelClassifier>();

/**
 * Channel, group, direction and cleaned origin fields by `rules`. Matching ignores case, spaces,
 * underscores and hyphens; values keep the source's spelling, trimmed. Rules' method: Google
 * Analytics 4, "Default channel group"; where these decide otherwise: docs/decisions/0002.
 * @param of what the origin is of, see OriginOf
 */
export function classify(origin: Origin, rules: ChannelRules, of: OriginOf): Classification {
  let classifier = compiled.get(rules);
  if (classifier === undefined) {
    classifier = new ChannelClassifier(rules);
    compiled.set(rules, classifier);
  }
  return classifier.classify(origin, of);
}
