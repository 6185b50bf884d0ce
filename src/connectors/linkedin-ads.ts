// LinkedIn Campaign Manager reports (UTF-16 with tabs, a preamble with account and currency) and files shaped like
// its API's answers: each campaign and day becomes one cost line.
import { adReportOptions, adReportReader, type AdReportOptions } from './ads/ad-report.js';
import { defineConnector } from './connector.js';

const TITLES = /campaign performance report|(ad|creative|campaign group|account) performance report|kampagnen-?(performance|leistungs)bericht|kampagnenleistungsbericht|rapport de performances? (des|de) (campagnes?|groupes?)|informe de rendimiento de (la )?campañas?/i;

const reader = adReportReader({
  connector: 'linkedin-ads',
  label: 'LinkedIn Ads',
  expected: 'a LinkedIn campaign performance report with the columns Campaign Name, Total Spent and Start Date (in UTC), or a file from its API with date_start, campaign_id and cost_in_usd',
  origin: { source: 'linkedin', medium: 'paid_social' },
  blankIsTotal: false,
  names: {
    columns: {
      from: ['Start Date (in UTC)', 'Start Date', 'date_start', 'start_date', 'Startdatum (in UTC)', 'Startdatum (UTC)', 'Startdatum', 'Date de début (en UTC)', 'Date de début (UTC)', 'Date de début', 'Fecha de inicio (en UTC)', 'Fecha de inicio (UTC)', 'Fecha de inicio', 'Date', 'Day'],
      until: ['End Date (in UTC)', 'End Date', 'date_end', 'end_date', 'Enddatum (in UTC)', 'Enddatum', 'Date de fin (en UTC)', 'Date de fin', 'Fecha de finalización (en UTC)', 'Fecha de finalización'],
      campaign: ['Campaign Name', 'campaign', 'Kampagnenname', 'Nom de la campagne', 'Nom de campagne', 'Nombre de la campaña'],
      campaignId: ['Campaign ID', 'campaign_id', 'Kampagnen-ID', 'ID de campagne', 'ID de la campagne', 'ID de campaña', 'Identificador de la campaña', 'Id. de campaña'],
      group: ['Campaign Group Name', 'campaign_group_name', 'campaign_group', 'Name der Kampagnengruppe', 'Kampagnengruppenname', 'Nom du groupe de campagnes', 'Nombre del grupo de campañas'],
      groupId: ['Campaign Group ID', 'campaign_group_id', 'Kampagnengruppen-ID', 'ID du groupe de campagnes', 'ID del grupo de campañas', 'Identificador del grupo de campañas'],
      ad: ['Ad Name', 'Creative Name', 'ad_name', 'creative_name', 'Anzeigenname', 'Nom de la publicité', 'Nombre del anuncio'],
      adId: ['Ad ID', 'Creative ID', 'creative_id', 'ad_id', 'Anzeigen-ID', 'ID de la publicité', 'ID del anuncio'],
      account: ['Account Name', 'account_name', 'Kontoname', 'Nom du compte', 'Nombre de la cuenta'],
      accountId: ['Account ID', 'account_id', 'Konto-ID', 'ID du compte', 'ID de la cuenta'],
      currency: ['Currency', 'currency', 'account_currency', 'Währung', 'Devise', 'Moneda', 'Divisa'],
      cost: ['Total Spent', 'cost_in_local_currency', 'Spent', 'Spend', 'total_spent', 'Gesamtausgaben', 'Gesamtbetrag', 'Ausgaben insgesamt', 'Total dépensé', 'Montant total dépensé', 'Dépenses totales', 'Total gastado', 'Importe total gastado', 'Gasto total'],
      costInUsd: ['cost_in_usd'],
      impressions: ['Impressions', 'Impressionen', 'Impresiones'],
      clicks: ['Clicks', 'Klicks', 'Clics'],
    },
    breakdowns: [],
  },
  confidence: (names, preamble, { at }) => {
    if (names.has('cost in usd') || names.has('cost in local currency')) return 0.95;
    if (preamble.some((line) => TITLES.test(line))) return 0.95;
    if ([...names].some((n) => /^(start date in utc|startdatum (in )?utc|date de debut (en )?utc|fecha de inicio (en )?utc)$/.test(n))) return 0.95;
    return names.has('total spent') ? 0.85 : at.has('group') ? 0.5 : 0.1;
  },
});

export default defineConnector<AdReportOptions>({
  name: 'linkedin-ads',
  label: 'LinkedIn Ads',
  description: 'LinkedIn Campaign Manager: Export, Campaign (or Ad) Performance, time breakdown daily, as .csv; files shaped like its API are read too. Levels of the same days are not added up; days exported again replace what was imported.',
  options: adReportOptions,
  layouts: [
    { name: 'performance report', columns: ['Start Date (in UTC)', 'Campaign Name', 'Total Spent'], optional: ['Campaign ID', 'Campaign Group Name', 'Ad Name', 'Impressions', 'Clicks'] },
    { name: 'from the API', columns: ['date_start', 'campaign_id', 'cost_in_usd or cost_in_local_currency'], optional: ['date_end', 'campaign_name', 'impressions', 'clicks', 'creative_id'] },
  ],
  ...reader,
});
