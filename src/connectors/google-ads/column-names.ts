// What Google Ads calls its columns, report titles and totals in the languages it exports in.
import { fold } from '../mapping/mapping-schema.js';

export type AdsColumn = 'day' | 'campaign' | 'campaignId' | 'account' | 'accountId' | 'currency' | 'cost' | 'impressions' | 'clicks' | 'device';

/** Per language: en, de, fr, es, it, pt, cs, pl, nl. Coarser time segments are no day and are not listed. */
const NAMES: Readonly<Record<AdsColumn, readonly string[]>> = {
  day: ['Day', 'Tag', 'Jour', 'Día', 'Giorno', 'Dia', 'Den', 'Dzień', 'Dag', 'Date'],
  campaign: ['Campaign', 'Campaign name', 'Kampagne', 'Kampagnenname', 'Campagne', 'Nom de la campagne', 'Campaña', 'Campagna', 'Campanha', 'Kampaň', 'Kampania'],
  campaignId: ['Campaign ID', 'Kampagnen-ID', 'Kampagnen-Id', 'ID de campagne', 'ID de la campagne', 'ID de campaña', 'ID de la campaña', 'ID campagna', 'ID da campanha', 'ID kampaně', 'Identyfikator kampanii', 'Campagne-ID'],
  account: ['Account', 'Account name', 'Konto', 'Kontoname', 'Compte', 'Nom du compte', 'Cuenta', 'Nombre de la cuenta', 'Account Name', 'Nome account', 'Conta', 'Nome da conta', 'Účet', 'Název účtu', 'Nazwa konta', 'Accountnaam'],
  accountId: ['Customer ID', 'Account ID', 'Kundennummer', 'Kunden-ID', 'Numéro client', 'ID client', 'ID de cliente', 'ID cliente', 'ID do cliente', 'ID zákazníka', 'Identyfikator klienta', 'Klantnummer'],
  currency: ['Currency code', 'Currency', 'Währungscode', 'Währung', 'Code de la devise', 'Code devise', 'Devise', 'Código de moneda', 'Codice valuta', 'Código da moeda', 'Kód měny', 'Kod waluty', 'Valutacode'],
  cost: ['Cost', 'Kosten', 'Coût', 'Coste', 'Costo', 'Custo', 'Cena', 'Náklady', 'Koszt'],
  impressions: ['Impr.', 'Impr', 'Impressions', 'Impressionen', 'Impresiones', 'Impressioni', 'Impressões', 'Zobr.', 'Zobrazení', 'Wyśw.', 'Wyświetlenia', 'Vert.', 'Vertoningen'],
  clicks: ['Clicks', 'Klicks', 'Clics', 'Clic', 'Cliques', 'Kliknutí', 'Kliknięcia', 'Klikken'],
  device: ['Device', 'Gerät', 'Appareil', 'Dispositivo', 'Zařízení', 'Urządzenie', 'Apparaat'],
};

const BY_NAME: ReadonlyMap<string, AdsColumn> = new Map((Object.entries(NAMES) as [AdsColumn, readonly string[]][]).flatMap(([column, names]) => names.map((name) => [fold(name), column] as const)));

/** Where each column stands in a header; the first of a kind counts. A code in brackets (`Cost (EUR)`) is no part of a name. */
export function findColumns(header: readonly string[]): Map<AdsColumn, number> {
  const found = new Map<AdsColumn, number>();
  header.forEach((name, i) => {
    const column = BY_NAME.get(fold(name.replace(/\s*\([A-Z]{3}\)$/, '')));
    if (column !== undefined && !found.has(column)) found.set(column, i);
  });
  return found;
}

/** Titles on the first line of a report. */
const TITLES = /\b(campaign (report|performance)|account report|ad ?group report|kampagnenbericht|kontobericht|rapport (sur les|de) (campagnes?|comptes?)|informe de (campañas?|cuentas?)|rapporto campagn\w+|relatório de campanhas?|přehled kampaní|raport kampanii|campagnerapport)\b/i;
export const isReportTitle = (line: string): boolean => TITLES.test(line);

/** Languages whose numbers have a decimal comma; asked only where the numbers themselves leave it open. */
const COMMA_LANGUAGES = new Set(['tag', 'kampagne', 'kosten', 'klicks', 'jour', 'campagne', 'coût', 'clics', 'día', 'campaña', 'coste', 'giorno', 'campagna', 'clic', 'campanha', 'custo', 'cliques', 'den', 'kampaň', 'kliknutí', 'dzień', 'kampania', 'koszt', 'dag', 'klikken']);
export const usesDecimalComma = (header: readonly string[]): boolean => header.some((name) => COMMA_LANGUAGES.has(fold(name)));
