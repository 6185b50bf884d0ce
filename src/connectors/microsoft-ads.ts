// Microsoft Advertising (Bing) performance reports of campaigns, ad groups or ads, with their preamble and footer:
// each campaign and day becomes one cost line.
import { adReportOptions, adReportReader, type AdReportOptions } from './ads/ad-report.js';
import { defineConnector } from './connector.js';

const reader = adReportReader({
  connector: 'microsoft-ads',
  label: 'Microsoft Advertising',
  expected: 'a Microsoft Advertising performance report with the columns Campaign name, Spend and Gregorian date (or Day)',
  origin: { source: 'bing', medium: 'cpc' },
  blankIsTotal: false,
  names: {
    columns: {
      day: ['Gregorian date', 'TimePeriod', 'Day', 'Date', 'Gregorianisches Datum', 'Tag', 'Datum', 'Date grégorienne', 'Jour', 'Fecha gregoriana', 'Día', 'Fecha'],
      period: ['Month', 'Month start date', 'Week', 'Week start date', 'Monat', 'Woche', 'Mois', 'Semaine', 'Mes', 'Semana'],
      campaign: ['Campaign name', 'CampaignName', 'Campaign', 'Kampagnenname', 'Kampagne', 'Name der Kampagne', 'Nom de la campagne', 'Nom de campagne', 'Campagne', 'Nombre de la campaña', 'Nombre de campaña', 'Campaña'],
      campaignId: ['Campaign ID', 'CampaignId', 'Kampagnen-ID', 'ID de campagne', 'ID de la campagne', 'Id. de campaña', 'ID de campaña', 'Identificador de campaña'],
      adSet: ['Ad group', 'AdGroupName', 'Ad group name', 'Anzeigengruppe', 'Anzeigengruppenname', 'Groupe d’annonces', 'Groupe d\'annonces', 'Nom du groupe d’annonces', 'Grupo de anuncios', 'Nombre del grupo de anuncios'],
      adSetId: ['Ad group ID', 'AdGroupId', 'Anzeigengruppen-ID', 'ID du groupe d’annonces', 'Id. de grupo de anuncios'],
      adId: ['Ad ID', 'AdId', 'Anzeigen-ID', 'ID d’annonce', 'Id. de anuncio'],
      account: ['Account name', 'AccountName', 'Account', 'Kontoname', 'Konto', 'Nom du compte', 'Nom de compte', 'Nombre de la cuenta', 'Nombre de cuenta'],
      accountId: ['Account ID', 'AccountId', 'Konto-ID', 'ID du compte', 'Id. de cuenta'],
      currency: ['Currency code', 'CurrencyCode', 'Currency', 'Währungscode', 'Währung', 'Code devise', 'Code de devise', 'Code de la devise', 'Devise', 'Código de moneda', 'Moneda'],
      cost: ['Spend', 'Ausgaben', 'Dépenses', 'Dépense', 'Gasto', 'Inversión'],
      impressions: ['Impressions', 'Impr.', 'Impressionen', 'Impresiones'],
      clicks: ['Clicks', 'Klicks', 'Clics'],
    },
    breakdowns: [],
  },
  confidence: (names, preamble, { at }) => {
    if (preamble.some((line) => /^"?(report name|berichtsname|nom du rapport|nombre del informe)\s*:/i.test(line))) return 0.95;
    if ([...names].some((n) => /^(gregorian date|timeperiod|gregorianisches datum|date gregorienne|fecha gregoriana)$/.test(n))) return 0.95;
    return at.has('campaign') && at.has('impressions') && at.has('clicks') ? (names.has('impr') || at.has('adSet') ? 0.8 : 0.6) : 0.1;
  },
});

export default defineConnector<AdReportOptions>({
  name: 'microsoft-ads',
  label: 'Microsoft Advertising',
  description: 'Microsoft Advertising: Reports, Campaign (or ad group) performance, unit of time day, downloaded as .csv or .tsv in any language. Levels of the same days are not added up; days exported again replace what was imported.',
  options: adReportOptions,
  layouts: [
    { name: 'performance report', columns: ['Gregorian date or Day', 'Campaign name', 'Spend'], optional: ['Campaign ID', 'Ad group', 'Account name', 'Currency code', 'Impressions', 'Clicks'] },
  ],
  ...reader,
});
