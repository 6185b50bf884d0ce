// Version 0 of the rules for what people say brought them: words in English and German, and some that are said everywhere.
// What is told apart more closely stands before what is not; the channels are those that come with the program.
import type { SelfReportedRule } from './api/self-reported-rules.js';

const rule = (channel: string, words: readonly string[], alike: readonly string[] = []): SelfReportedRule => ({ channel, alike: [...alike], words: [...words] });

export const SELF_REPORTED_SYNONYMS: readonly SelfReportedRule[] = [
  rule('(unknown)', ['don’t remember', 'dont remember', 'do not remember', 'can’t remember', 'cannot remember', 'can’t recall', 'don’t recall', 'don’t know', 'dont know', 'do not know', 'not sure', 'no idea', 'unsure', 'forgot', 'unknown', 'n/a', 'none', 'keine Ahnung', 'weiß nicht', 'weiss nicht', 'nicht mehr', 'vergessen', 'unbekannt', 'keine Angabe']),
  rule('AI Assistant', ['ChatGPT', 'Chat GPT', 'GPT', 'OpenAI', 'Claude', 'Gemini', 'Perplexity', 'Copilot', 'Mistral', 'DeepSeek', 'AI', 'KI', 'LLM', 'chatbot', 'künstliche Intelligenz']),
  rule('Webinar', ['webinar', 'webinars', 'webcast', 'online event', 'Online-Seminar', 'Webseminar']),
  rule('Events', ['trade fair', 'trade show', 'tradeshow', 'fair', 'expo', 'exhibition', 'conference', 'event', 'events', 'meetup', 'summit', 'congress', 'booth', 'Messe', 'Fachmesse', 'Konferenz', 'Kongress', 'Veranstaltung', 'Vortrag', 'Tagung', 'Messestand']),
  rule('Audio', ['podcast', 'podcasts', 'Spotify']),
  rule('Partner', ['partner', 'reseller', 'agency', 'consultant', 'integrator', 'Händler', 'Agentur', 'Berater', 'Systemhaus'], ['Referral']),
  rule('External Referral', ['colleague', 'colleagues', 'coworker', 'co-worker', 'friend', 'friends', 'word of mouth', 'recommended', 'recommendation', 'referral', 'referred', 'customer', 'client', 'boss', 'acquaintance', 'Kollege', 'Kollegin', 'Kollegen', 'Kolleginnen', 'Freund', 'Freundin', 'Freunde', 'Bekannte', 'Bekannter', 'Bekannten', 'Empfehlung', 'empfohlen', 'Weiterempfehlung', 'Mundpropaganda', 'Hörensagen', 'Kunde', 'Kundin', 'Chef', 'Chefin'], ['Employee Referral', 'Referral']),
  rule('Referral', ['G2', 'Capterra', 'GetApp', 'Trustpilot', 'OMR Reviews', 'review site', 'comparison site', 'Wikipedia', 'Vergleichsportal', 'Bewertungsportal'], ['Affiliates']),
  rule('Organic Video', ['YouTube', 'Vimeo', 'video', 'videos'], ['Paid Video']),
  rule('Paid Search', ['Google ad', 'Google ads', 'search ad', 'search ads', 'AdWords', 'Google-Anzeige', 'Google Werbung', 'Suchanzeige'], ['Cross-network', 'Paid Shopping']),
  rule('Paid Social', ['LinkedIn ad', 'LinkedIn ads', 'Facebook ad', 'Facebook ads', 'Instagram ad', 'Instagram ads', 'sponsored post', 'LinkedIn-Werbung', 'Facebook-Werbung', 'Instagram-Werbung']),
  rule('Organic Social', ['LinkedIn', 'Facebook', 'Instagram', 'Twitter', 'TikTok', 'Reddit', 'Xing', 'Mastodon', 'Bluesky', 'Threads', 'Hacker News', 'Slack', 'Discord', 'social media', 'social network', 'community', 'forum', 'soziale Medien', 'soziale Netzwerke'], ['Paid Social']),
  rule('Organic Search', ['Google', 'Googled', 'gegoogelt', 'Bing', 'DuckDuckGo', 'Ecosia', 'Yahoo', 'search', 'search engine', 'searched', 'SEO', 'Suchmaschine', 'Suche', 'Internetsuche', 'gesucht'], ['Paid Search', 'Cross-network', 'Paid Shopping']),
  rule('Direct Mail', ['direct mail', 'letter', 'flyer', 'leaflet', 'brochure', 'catalogue', 'Briefpost', 'Prospekt', 'Broschüre', 'Katalog', 'Postwurf']),
  rule('Email', ['newsletter', 'newsletters', 'email', 'e-mail', 'mail', 'mailing', 'Rundbrief', 'Rundschreiben']),
  rule('Public Relations', ['press', 'article', 'news', 'newspaper article', 'trade press', 'analyst', 'Gartner', 'Forrester', 'Presse', 'Artikel', 'Zeitung', 'Fachpresse']),
  rule('Advertisement', ['ad', 'ads', 'advert', 'advertisement', 'advertising', 'magazine', 'radio', 'TV', 'television', 'billboard', 'poster', 'Anzeige', 'Werbung', 'Zeitschrift', 'Magazin', 'Fernsehen', 'Plakat'], ['Display', 'Paid Other', 'Paid Social', 'Paid Search']),
  rule('Outbound sales', ['cold call', 'sales call', 'you called', 'called me', 'contacted me', 'reached out', 'your sales', 'sales rep', 'Kaltakquise', 'angerufen', 'Vertrieb', 'Außendienst']),
];
