// Meta Ads (Facebook, Instagram) reports of campaigns, ad sets or ads, by day or over a range: each campaign and
// day becomes one cost line. The currency stands in the header only; rows with a blank name are totals.
import { adReportOptions, adReportReader, type AdReportOptions } from './ads/ad-report.js';
import { defineConnector } from './connector.js';

const reader = adReportReader({
  connector: 'meta-ads',
  label: 'Meta Ads',
  expected: 'a Meta Ads report with the columns Campaign name, Amount spent and Day (or Reporting starts and Reporting ends)',
  origin: { source: 'facebook', medium: 'paid_social' },
  blankIsTotal: true,
  names: {
    columns: {
      day: ['Day', 'Tag', 'Jour', 'Día', 'Giorno', 'Dia', 'Dag', 'Date'],
      from: ['Reporting starts', 'date_start', 'Berichtsbeginn', 'Berichtsstart', 'Anfang des Berichtszeitraums', 'Début des rapports', 'Début du rapport', 'Inicio del informe', 'Inicio de los informes', 'Inizio dei report', 'Início dos relatórios', 'Begin rapportage', 'Starts'],
      until: ['Reporting ends', 'date_stop', 'Berichtsende', 'Ende des Berichtszeitraums', 'Fin des rapports', 'Fin du rapport', 'Fin del informe', 'Fin de los informes', 'Fine dei report', 'Término dos relatórios', 'Encerramento dos relatórios', 'Einde rapportage'],
      period: ['Month', 'Week', 'Monat', 'Woche', 'Mois', 'Semaine', 'Mes', 'Semana'],
      campaign: ['Campaign name', 'Campaign', 'Kampagnenname', 'Name der Kampagne', 'Nom de la campagne', 'Nombre de la campaña', 'Nome della campagna', 'Nome da campanha', 'Campagnenaam'],
      campaignId: ['Campaign ID', 'Kampagnen-ID', 'ID de la campagne', 'ID de campagne', 'Identificador de la campaña', 'ID de la campaña', 'ID campagna', 'Identificação da campanha', 'Campagne-ID'],
      adSet: ['Ad set name', 'adset_name', 'Anzeigengruppenname', 'Name der Anzeigengruppe', 'Nom de l’ensemble de publicités', 'Nom de l\'ensemble de publicités', 'Nombre del conjunto de anuncios', 'Nome del gruppo di inserzioni', 'Nome do conjunto de anúncios', 'Naam advertentieset'],
      adSetId: ['Ad set ID', 'adset_id', 'Anzeigengruppen-ID', 'ID de l’ensemble de publicités', 'Identificador del conjunto de anuncios', 'ID del conjunto de anuncios'],
      ad: ['Ad name', 'Anzeigenname', 'Name der Anzeige', 'Name der Werbeanzeige', 'Nom de la publicité', 'Nombre del anuncio', 'Nome dell’inserzione', 'Nome do anúncio', 'Advertentienaam'],
      adId: ['Ad ID', 'Anzeigen-ID', 'ID de la publicité', 'Identificador del anuncio', 'ID del anuncio'],
      account: ['Account name', 'Kontoname', 'Name des Werbekontos', 'Nom du compte', 'Nombre de la cuenta', 'Nome account', 'Nome da conta', 'Accountnaam'],
      accountId: ['Account ID', 'Konto-ID', 'ID du compte', 'Identificador de la cuenta', 'ID de la cuenta'],
      currency: ['Currency', 'account_currency', 'Währung', 'Devise', 'Moneda', 'Divisa'],
      cost: ['Amount spent', 'Spend', 'Ausgegebener Betrag', 'Montant dépensé', 'Importe gastado', 'Importo speso', 'Valor usado', 'Valor gasto', 'Besteed bedrag'],
      impressions: ['Impressions', 'Impressionen', 'Impresiones', 'Impression', 'Impressões', 'Weergaven'],
      linkClicks: ['Link clicks', 'inline_link_clicks', 'Link-Klicks', 'Linkklicks', 'Clics sur un lien', 'Clics sur le lien', 'Clics en el enlace', 'Clic sul link', 'Cliques no link', 'Klikken op link'],
      clicks: ['Clicks (all)', 'Clicks', 'Klicks (alle)', 'Clics (tous)', 'Clics (todos)', 'Clic (tutti)', 'Cliques (todos)', 'Klikken (alle)'],
    },
    breakdowns: [
      'Age', 'Gender', 'Country', 'Region', 'Platform', 'Placement', 'Device platform', 'Impression device', 'Time of day (ad account time zone)',
      'Alter', 'Geschlecht', 'Land', 'Plattform', 'Platzierung', 'Âge', 'Sexe', 'Pays', 'Plateforme', 'Emplacement', 'Edad', 'Sexo', 'País', 'Plataforma', 'Ubicación',
    ],
  },
  confidence: (names, _, { at }) => {
    const spent = [...names].some((n) => /^(amount spent|ausgegebener betrag|montant depense|importe gastado|importo speso|valor usado|valor gasto|besteed bedrag)$/.test(n));
    const reported = at.has('from') && at.has('until');
    if (spent) return reported ? 0.97 : 0.9;
    return names.has('date stop') ? 0.85 : 0.1;
  },
});

export default defineConnector<AdReportOptions>({
  name: 'meta-ads',
  label: 'Meta Ads',
  description: 'Meta Ads Manager: Reports, campaigns (or ad sets, ads) broken down by day, exported as .csv in any language. Levels of the same days are not added up; days exported again replace what was imported.',
  options: adReportOptions,
  layouts: [
    { name: 'by campaign', columns: ['Campaign name', 'Amount spent', 'Day'], optional: ['Campaign ID', 'Reporting starts', 'Reporting ends', 'Impressions', 'Link clicks', 'Account name', 'Account ID'] },
    { name: 'by ad set or ad', columns: ['Campaign name', 'Ad set name', 'Amount spent', 'Day'], optional: ['Ad name', 'Impressions', 'Link clicks'] },
  ],
  ...reader,
});
