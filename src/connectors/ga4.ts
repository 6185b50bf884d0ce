// Google Analytics 4: report downloads and explorations by day, in total or by channel group, source and medium or
// campaign, with their comment lines, grand totals and second tables. Aggregated: visits that were not seen here.
import { defineConnector } from './connector.js';
import { trafficOptions, trafficReader, type TrafficOptions, type TrafficProduct } from './traffic/traffic-report.js';

const COMMENT = /^\s*"?#/;
const bare = (line: string): string => line.replace(/^\s*"?#\s*/, '').replace(/[",;\s]+$/, '');
const isoDay = (compact: string): string => `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6)}`;

const above: TrafficProduct['above'] = (preamble) => {
  const lines = preamble.filter((line) => COMMENT.test(line)).map(bare);
  const [from, until] = lines.flatMap((line) => { const day = /:\s*(\d{8})$/.exec(line)?.[1]; return day === undefined ? [] : [isoDay(day)]; });
  const site = lines.map((line) => /^(?:property|property name|propriété|propiedad|proprietà)\s*:\s*(.+)$/i.exec(line)?.[1]).find((found) => found !== undefined);
  return { days: from === undefined || until === undefined ? undefined : { from, until }, site };
};

const reader = trafficReader({
  connector: 'ga4',
  expected: 'a Google Analytics 4 report with the columns Sessions and Date, and Session primary channel group, Session source / medium or Session campaign if it is split',
  above,
  columns: [
    ['day', /^(date|datum|jour|fecha|day|tag|dia|data)$/],
    ['sourceMedium', /(source medium|quelle medium|source support|fuente medio|sorgente mezzo|origem midia)/],
    ['channel', /(channel group|kanalgruppe|channelgruppe|groupes? de canaux|grupo de canales|gruppo di canali|grupo de canais)/],
    ['campaign', /^(?!.*\bid\b)(session |sitzung |first user )?(manual )?(campaign( name)?|kampagne(nname)?)$|^campagne de la session$|^campana de (la )?sesion$|^(campagne|campana)$/],
    ['content', /^(session )?manual ad content$/],
    ['source', /^(session |sitzung )?(manual )?(source|quelle)$|^source de la session$|^fuente de (la )?sesion$/],
    ['medium', /^(session |sitzung )?(manual )?medium$|^support de la session$|^medio de (la )?sesion$/],
    ['landing_page', /^(landing page( query string)?|landingpage|page de destination|pagina de destino)$/],
    ['country', /^(country|land|pays|pais)$/],
    ['device', /^(device category|geratekategorie|categorie d appareil|categoria de dispositivo)$/],
    ['engagedVisits', /^(engaged sessions|sitzungen mit interaktion(en)?|sessions avec engagement|sesiones con interaccion)$/],
    ['visits', /^(sessions|sitzungen|sesiones|sessioni|sessoes)$/],
    ['visitors', /^(total users|gesamtzahl der nutzer|nutzer insgesamt|nombre total d utilisateurs|total d utilisateurs|total de usuarios|users|nutzer|utilisateurs|usuarios)$/],
    ['visitors', /^(active users|aktive nutzer|utilisateurs actifs|usuarios activos)$/],
    ['pageviews', /^(views|screen page views|pageviews|page views|aufrufe|vues|vistas|visualizzazioni)$/],
    ['bounceRate', /^(bounce rate|absprungrate|taux de rebond|(porcentaje|tasa) de rebote)$/],
    ['engagementRate', /^(engagement rate|interaktionsrate|taux d engagement|(porcentaje|tasa) de interaccion(es)?)$/],
  ],
  confidence: (names, preamble) => {
    const typical = [...names].some((n) => /^(session |sitzung )|engaged sessions|channelgruppe|de la session$|de (la )?sesion$|sitzungen mit|avec engagement|con interaccion/.test(n));
    if (preamble.some((line) => COMMENT.test(line))) return typical ? 0.97 : 0.9;
    return typical ? 0.9 : names.has('sessions') ? 0.55 : 0.3;
  },
});

export default defineConnector<TrafficOptions>({
  name: 'ga4',
  label: 'Google Analytics 4',
  description: 'Google Analytics 4: Traffic acquisition with Date as a second dimension (or an exploration by date), downloaded as CSV. Counts stand for days on which no visit was seen here; days exported again replace what was imported.',
  options: trafficOptions,
  layouts: [
    { name: 'by day', columns: ['Date', 'Sessions'], optional: ['Total users', 'Engaged sessions', 'Views', 'Bounce rate'] },
    { name: 'by day and origin', columns: ['Date', 'Session source / medium', 'Sessions'], optional: ['Session primary channel group (Default Channel Group)', 'Session campaign', 'Landing page', 'Country', 'Device category'] },
  ],
  ...reader,
});
