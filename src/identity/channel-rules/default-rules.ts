// Version 1 of the channel rules: Google Analytics 4's default channel group, in its names and its
// order, extended by the channels that business-to-business CRMs name. See docs/decisions/0002.
import type { ChannelRules } from './channel-rules.js';
import { GATEWAYS, SOURCE_CATEGORIES } from './source-categories.js';

type Channel = ChannelRules['channels'][number];
const inbound = (group: string, name: string, ...words: string[]): Channel => ({ name, group, direction: 'inbound', words, vague: false });
const outbound = (group: string, name: string, ...words: string[]): Channel => ({ ...inbound(group, name, ...words), direction: 'outbound' });
/** Says where somebody arrived, not what brought them. */
const vague = (group: string, name: string, ...words: string[]): Channel => ({ ...inbound(group, name, ...words), vague: true });

/** Media of a sales representative's own prospecting; they decide before the source does (outreach on LinkedIn is no Organic Social). */
const PROSPECTING = ['outbound', 'outbound sales', 'prospecting', 'sales prospecting', 'cold call', 'cold calling', 'cold email', 'cold mail', 'cold outreach', 'outreach', 'sales outreach', 'telemarketing', 'telesales', 'sdr', 'bdr', 'sales navigator'];

const CHANNELS: Channel[] = [
  inbound('Direct', 'Direct', '(direct)', 'direct traffic', 'direct visit', 'typed', 'typed in', 'bookmark', 'direkt'),
  inbound('Paid', 'Cross-network', 'pmax', 'performance max', 'demand gen'),
  inbound('Paid', 'Paid Shopping', 'shopping ads', 'google shopping ads', 'product listing ads', 'pla'),
  inbound('Paid', 'Paid Search', 'sem', 'sea', 'search ads', 'search ad', 'google ads', 'google adwords', 'adwords', 'bing ads', 'microsoft ads', 'microsoft advertising', 'google cpc', 'search engine marketing', 'search engine advertising', 'pay per click', 'ppc', 'cpc'),
  inbound('Paid', 'Paid Social', 'social ads', 'social ad', 'social paid', 'social advertising', 'facebook ads', 'facebook ad', 'meta ads', 'instagram ads', 'linkedin ads', 'linkedin ad', 'linkedin advertising', 'lead gen form', 'linkedin lead gen', 'linkedin lead gen form', 'facebook lead ads', 'twitter ads', 'x ads', 'reddit ads', 'tiktok ads', 'quora ads', 'sponsored social', 'sponsored inmail'),
  inbound('Paid', 'Paid Video', 'video ads', 'video ad', 'youtube ads', 'youtube ad', 'tv streaming ads', 'ctv'),
  inbound('Paid', 'Display', 'display ads', 'display ad', 'display advertising', 'banner', 'banners', 'banner ad', 'banner ads', 'programmatic', 'retargeting', 'remarketing', 'gdn', 'google display network', 'native', 'native ads'),
  inbound('Paid', 'Paid Other', 'paid', 'paid media', 'online ads', 'online ad', 'online advertising', 'digital advertising', 'digital ads', 'sponsored', 'sponsorship', 'sponsored content', 'influencer', 'capterra ppc', 'review site ads'),
  inbound('Organic', 'Organic Shopping'),
  inbound('Organic', 'Organic Social', 'social', 'social media', 'social network', 'social networks', 'social networking', 'social post', 'socials', 'soziale medien', 'community', 'communities', 'forum', 'blog comment'),
  inbound('Organic', 'Organic Video', 'video', 'videos', 'webvideo'),
  inbound('Organic', 'Organic Search', 'organic', 'organic traffic', 'seo', 'search', 'search engine', 'search engines', 'natural search', 'google search', 'internet search', 'online search', 'web search', 'web research', 'suchmaschine', 'internetsuche'),
  inbound('Organic', 'AI Assistant', 'ai', 'ai assistants', 'ai search', 'ai referral', 'ai referrals', 'ai chat', 'ai chatbot', 'llm', 'generative ai'),
  inbound('Referral', 'Referral', 'referrals', 'referring site', 'referring sites', 'referral site', 'link', 'links', 'backlink', 'website referral', 'web referral', 'directory', 'review site', 'review sites', 'capterra', 'g2', 'g2 crowd', 'getapp', 'software advice', 'trustradius', 'clutch', 'marketplace'),
  inbound('Email', 'Email', 'e-mail', 'emails', 'email marketing', 'email campaign', 'email blast', 'newsletter', 'newsletters', 'mailing', 'mailings', 'edm', 'email nurture', 'nurture', 'nurturing', 'drip', 'marketing automation', 'mail', 'sales mail alias', 'sales email alias', 'inbound email', 'email inquiry', 'email enquiry', 'e-mailing', 'courriel'),
  inbound('Referral', 'Affiliates', 'affiliate', 'affiliate marketing', 'affiliate program', 'affiliate network'),
  inbound('Paid', 'Audio', 'podcast', 'podcasts', 'podcast ad', 'podcast ads', 'spotify', 'spotify ads', 'audio ads'),
  inbound('Messaging', 'SMS', 'text message', 'text messaging', 'mms'),
  inbound('Messaging', 'Mobile Push Notifications', 'push', 'push notification', 'push notifications', 'web push', 'app push'),
  inbound('Events', 'Events', 'event', 'trade show', 'trade shows', 'trade fair', 'trade fairs', 'tradefair', 'conference', 'conferences', 'congress', 'exhibition', 'exhibitions', 'expo', 'fair', 'fairs', 'convention', 'summit', 'seminar', 'seminars', 'seminar internal', 'internal seminar', 'workshop', 'workshops', 'roundtable', 'round table', 'roadshow', 'road show', 'meetup', 'meet up', 'booth', 'field event', 'field events', 'field marketing', 'customer event', 'user conference', 'hosted event', 'executive event', 'executive dinner', 'networking event', 'networking', 'speaking engagement', 'speaking', 'messe', 'fachmesse', 'messen', 'veranstaltung', 'konferenz', 'salon', 'foire', 'feria', 'fiera', 'veletrh', 'targi'),
  inbound('Events', 'Webinar', 'webinars', 'webcast', 'webcasts', 'web seminar', 'online event', 'online events', 'virtual event', 'virtual events', 'online seminar', 'live demo webinar'),
  inbound('Partner', 'Partner', 'partners', 'partner referral', 'partner referrals', 'partner lead', 'partner program', 'partner marketing', 'partner event', 'partner seminar', 'seminar partner', 'channel', 'channel partner', 'channel partners', 'channel sales', 'reseller', 'resellers', 'distributor', 'distributors', 'dealer', 'var', 'alliance', 'alliances', 'strategic alliance', 'agency partner', 'technology partner', 'system integrator', 'oem', 'co-sell', 'co-marketing', 'haendler', 'händler', 'partenaire'),
  outbound('Outbound sales', 'Outbound sales', ...PROSPECTING, 'outbound call', 'outbound calls', 'outbound calling', 'outbound email', 'sales', 'sales rep', 'sales team', 'sales generated', 'sales generated lead', 'sales sourced', 'sales development', 'account executive', 'ae', 'ae sourced', 'sdr sourced', 'bdr sourced', 'sdr outbound', 'bdr outbound', 'self sourced', 'self generated', 'prospect list', 'purchased list', 'bought list', 'rented list', 'list purchase', 'list', 'lead list', 'zoominfo', 'apollo', 'cognism', 'lusha', 'linkedin sales navigator', 'linkedin outreach', 'linkedin prospecting', 'linkedin inmail', 'inmail', 'door to door', 'walk in sales', 'field sales', 'kaltakquise', 'telefonakquise', 'prospection', 'appel à froid'),
  inbound('Referral', 'Employee Referral', 'employee referrals', 'employee', 'staff referral', 'colleague', 'internal referral', 'executive referral', 'mitarbeiterempfehlung'),
  inbound('Referral', 'External Referral', 'external referrals', 'customer referral', 'customer referrals', 'client referral', 'client referrals', 'referral program', 'referral programme', 'personal referral', 'personal recommendation', 'recommendation', 'recommendations', 'recommended', 'word of mouth', 'wom', 'friend', 'friends', 'friend or colleague', 'existing customer', 'existing client', 'advocate', 'advocacy', 'introduction', 'empfehlung', 'weiterempfehlung', 'mundpropaganda', 'bouche à oreille', 'recommandation', 'boca a boca', 'passaparola', 'doporučení'),
  inbound('Paid', 'Content Syndication', 'syndication', 'syndicated content', 'content syndicated', 'techtarget', 'netline', 'lead vendor', 'lead provider', 'third party lead', '3rd party lead', 'third party', '3rd party', 'paid content', 'cost per lead', 'cpl'),
  inbound('Paid', 'Advertisement', 'advertisements', 'advertising', 'advert', 'adverts', 'ad', 'ads', 'print', 'print ad', 'print ads', 'print advertising', 'print media', 'magazine', 'magazine ad', 'trade magazine', 'newspaper', 'journal', 'radio', 'radio ad', 'tv', 'tv ad', 'television', 'billboard', 'billboards', 'outdoor', 'out of home', 'ooh', 'other publicities', 'other publicity', 'yellow pages', 'anzeige', 'anzeigen', 'werbung', 'zeitschrift', 'publicité', 'publicidad', 'pubblicità', 'inzerce', 'reklama'),
  inbound('Organic', 'Public Relations', 'pr', 'press', 'press release', 'press releases', 'media coverage', 'publicity', 'article', 'analyst', 'analyst relations', 'analyst report', 'gartner', 'forrester', 'award', 'awards', 'earned media', 'presse', 'öffentlichkeitsarbeit', 'relations publiques'),
  inbound('Offline', 'Direct Mail', 'mailer', 'mailers', 'postcard', 'postcards', 'postal mail', 'letter', 'letters', 'flyer', 'flyers', 'leaflet', 'brochure', 'brochures', 'catalog', 'catalogue', 'direct mailing', 'snail mail'),
  inbound('Offline', 'Phone', 'telephone', 'phone call', 'phone calls', 'call', 'calls', 'call in', 'called in', 'inbound call', 'inbound calls', 'inbound phone', 'phone inquiry', 'phone enquiry', 'telephone inquiry', 'telephone enquiry', 'hotline', 'call center', 'call centre', 'toll free', 'call tracking', 'telefon', 'anruf', 'téléphone', 'teléfono'),
  vague('Offline', 'Offline', 'offline sources', 'offline source', 'walk in', 'walk-in', 'showroom', 'store visit', 'in store', 'in person'),
  vague('Website', 'Website', 'web', 'web site', 'our website', 'company website', 'corporate website', 'site', 'homepage', 'home page', 'internet', 'online', 'web form', 'website form', 'form', 'online form', 'contact form', 'contact us', 'contact us form', 'web inquiry', 'website inquiry', 'website enquiry', 'web lead', 'website lead', 'web download', 'website download', 'download', 'downloads', 'content download', 'content', 'content marketing', 'whitepaper', 'white paper', 'ebook', 'e-book', 'case study', 'blog', 'landing page', 'demo', 'demo request', 'request a demo', 'book a demo', 'free trial', 'trial', 'trial signup', 'sign up', 'signup', 'registration', 'quote request', 'request a quote', 'pricing page', 'calculator', 'inbound', 'inbound marketing', 'inbound web', 'inbound lead', 'chat', 'live chat', 'livechat', 'web chat', 'webchat', 'website chat', 'chatbot', 'chat bot', 'drift', 'intercom', 'product', 'in app', 'in product', 'app', 'webseite', 'kontaktformular', 'site web', 'sitio web', 'sito web', 'webové stránky', 'web stránky'),
  inbound('Website', 'Online Store', 'online shop', 'web shop', 'webshop', 'web store', 'webstore', 'ecommerce', 'e-commerce', 'e-shop', 'shop'),
  vague('Other', 'Other', 'others', 'misc', 'miscellaneous', 'other campaigns', 'other campaign', 'other source', 'other sources', 'sonstige', 'sonstiges', 'andere', 'autre', 'autres', 'otro', 'otros', 'altro', 'jiné', 'ostatní'),
  vague('Other', 'Unassigned', '(other)'),
];

/** From GA4's help page; the same pattern stands for its campaign names of shops. */
const SHOP_CAMPAIGN = '^(.*(([^a-df-z]|^)shop|shopping).*)$';
const missing = '';

export const DEFAULT_CHANNEL_RULES: ChannelRules = {
  version: 1,
  channels: CHANNELS,
  rules: [
    { channel: 'Direct', when: [{ source: ['direct', '(direct)', 'direct traffic'], medium: [missing] }] },
    { channel: 'Cross-network', when: [{ campaignContains: ['cross-network'] }] },
    { channel: 'Outbound sales', when: [{ medium: PROSPECTING }] },
    { channel: 'Paid Shopping', when: [{ category: 'shopping', paid: true }, { campaignMatches: SHOP_CAMPAIGN, paid: true }] },
    { channel: 'Paid Search', when: [{ category: 'search', paid: true }] },
    { channel: 'Paid Social', when: [{ category: 'social', paid: true }] },
    { channel: 'Paid Video', when: [{ category: 'video', paid: true }] },
    { channel: 'Display', when: [{ medium: ['display', 'banner', 'expandable', 'interstitial', 'cpm'] }, { category: 'display' }] },
    { channel: 'Paid Search', when: [{ medium: ['paid search', 'sem'] }, { source: ['paid search', 'google ads', 'adwords', 'bing ads', 'microsoft ads'], paid: true }] },
    { channel: 'Paid Social', when: [{ medium: ['paid social', 'social paid', 'social cpc'] }, { source: ['facebook ads', 'meta ads', 'instagram ads', 'linkedin ads', 'twitter ads', 'tiktok ads', 'reddit ads'], paid: true }] },
    { channel: 'Paid Video', when: [{ medium: ['paid video'] }, { source: ['youtube ads'], paid: true }] },
    { channel: 'Paid Shopping', when: [{ medium: ['paid shopping'] }] },
    { channel: 'Paid Other', when: [{ paid: true }] },
    { channel: 'Organic Shopping', when: [{ category: 'shopping' }, { campaignMatches: SHOP_CAMPAIGN }] },
    { channel: 'Organic Social', when: [{ category: 'social' }, { medium: ['social', 'social-network', 'social-media', 'sm'] }] },
    { channel: 'Organic Video', when: [{ category: 'video' }, { mediumContains: ['video'] }] },
    { channel: 'AI Assistant', when: [{ category: 'ai' }, { medium: ['ai-assistant', 'ai assistants'] }] },
    { channel: 'Organic Search', when: [{ category: 'search' }, { medium: ['organic'] }] },
    { channel: 'Referral', when: [{ medium: ['referral', 'app', 'link'] }] },
    { channel: 'Email', when: [{ source: ['email'] }, { medium: ['email'] }] },
    { channel: 'Affiliates', when: [{ medium: ['affiliate', 'affiliates'] }] },
    { channel: 'Audio', when: [{ medium: ['audio'] }] },
    { channel: 'SMS', when: [{ source: ['sms'] }, { medium: ['sms'] }] },
    { channel: 'Mobile Push Notifications', when: [{ mediumEndsWith: ['push'] }, { mediumContains: ['mobile', 'notification'] }, { source: ['firebase'] }] },
  ],
  categories: SOURCE_CATEGORIES,
  referrerMedium: { search: 'organic', shopping: 'referral', social: 'social', video: 'referral', ai: 'ai-assistant' },
  paidMedium: '^(.*cp.*|ppc|retargeting|paid.*)$',
  clickIds: {
    gclid: { paid: true, source: 'google', medium: 'cpc' },
    gbraid: { paid: true, source: 'google', medium: 'cpc' },
    wbraid: { paid: true, source: 'google', medium: 'cpc' },
    gad_source: { paid: true, source: 'google', medium: 'cpc' },
    dclid: { paid: true, source: 'doubleclick', medium: 'display' },
    msclkid: { paid: true, source: 'bing', medium: 'cpc' },
    yclid: { paid: true, source: 'yandex', medium: 'cpc' },
    li_fat_id: { paid: true, source: 'linkedin', medium: 'cpc' },
    twclid: { paid: true, source: 'twitter', medium: 'cpc' },
    ttclid: { paid: true, source: 'tiktok', medium: 'cpc' },
    rdt_cid: { paid: true, source: 'reddit', medium: 'cpc' },
    sccid: { paid: true, source: 'snapchat', medium: 'cpc' },
    qclid: { paid: true, source: 'quora', medium: 'cpc' },
    obclid: { paid: true, source: 'outbrain', medium: 'cpc' },
    dicbo: { paid: true, source: 'outbrain', medium: 'cpc' },
    tblci: { paid: true, source: 'taboola', medium: 'cpc' },
    ef_id: { paid: true, source: 'adobe', medium: 'cpc' },
    s_kwcid: { paid: true, source: 'adobe', medium: 'cpc' },
    fbclid: { paid: false, source: 'facebook', medium: 'social' },
    igshid: { paid: false, source: 'instagram', medium: 'social' },
    epik: { paid: false, source: 'pinterest', medium: 'social' },
    srsltid: { paid: false, source: 'google', medium: 'organic' },
    cjevent: { paid: false, source: 'cj', medium: 'affiliate' },
    awc: { paid: false, source: 'awin', medium: 'affiliate' },
    irclickid: { paid: false, source: 'impact', medium: 'affiliate' },
    mc_cid: { paid: false, source: 'mailchimp', medium: 'email' },
    mc_eid: { paid: false, source: 'mailchimp', medium: 'email' },
    _hsenc: { paid: false, source: 'hubspot', medium: 'email' },
    mkt_tok: { paid: false, source: 'marketo', medium: 'email' },
    vgo_ee: { paid: false, source: 'activecampaign', medium: 'email' },
  },
  gateways: GATEWAYS,
  ownDomains: [],
  unknownWords: ['(none)', '(not set)', '(not provided)', 'none', 'not set', 'not specified', 'not provided', 'not available', 'unknown', 'undefined', 'null', 'n/a', 'na', 'nan', '-', '--', '?', '$direct', 'tbd', 'unbekannt', 'keine angabe', 'inconnu', 'desconocido', 'neznámý', 'neuvedeno'],
  unassigned: 'Unassigned',
  referral: 'Referral',
  direct: 'Direct',
};
