// Recognises what a column is for by its name, in English, German, French, Spanish, Italian, Portuguese,
// Czech, Polish and Dutch, and by what its cells hold.
import { SELF_REPORTED_COLUMN } from '../mapping/self-reported-column.js';
import { plainName } from '../reading/plain-name.js';
import type { ColumnProfile, ContentKind } from './profile-column.js';

interface RoleRule {
  readonly name: RegExp;
  /** Content the column must have; any when left out. */
  readonly content?: readonly ContentKind[];
}

const DATE: readonly ContentKind[] = ['moment', 'day'];
const AMOUNT: readonly ContentKind[] = ['number', 'money'];
const LABEL: readonly ContentKind[] = ['words', 'text', 'id', 'url', 'number', 'phone'];
const WORDS: readonly ContentKind[] = ['words', 'text'];

const BEFORE = '(date|day|datum|tag|fecha|data|dia|jour|dag|den|dzien)( (of|the|der|des|de|do|del|di|van))?';
const AFTER = '(date|day|at|on|time|since|datum|am|seit|le|el|il|em|op|dne|od|dnia)';
/** The day of a stage, whichever way round: `MQL date`, `Datum MQL`, `Date of SQL`, `Became a marketing qualified lead date`. @param bare whether the stage alone names its day */
const stageDay = (names: string, { bare }: { readonly bare: boolean }): RegExp =>
  new RegExp(`^${BEFORE} (${names})$|^(${names}) ${AFTER}$|\\b(${names}) (date|at|datum)\\b|became an? (${names})${bare ? `|^(${names})$` : ''}`);

/** Asked in this order; a column gets the first role that fits, a role goes to the first column it fits. */
const ROLES = {
  email: { name: /\b(e ?mail|courriel|correo)\b(?!.*\b(opt|status|sent|count|type|domain)\b)/, content: ['email'] },
  visitorId: { name: /^(visitor|anonymous|client|cookie|device|browser|user pseudo)( ?id)?$|^(visitor|anonymous|client|cookie|user pseudo) id\b|^besucher( ?id)?$/, content: ['id', 'text', 'number', 'words', 'phone'] },
  visitId: { name: /^(session|visit|sitzung|sesion|sessione)( ?id)?$|\bsession id\b/, content: ['id', 'text', 'number', 'words', 'phone'] },
  mqlAt: { name: stageDay('mql|marketing qualified lead', { bare: true }), content: DATE },
  salAt: { name: stageDay('sal|sales accepted lead', { bare: true }), content: DATE },
  sqlAt: { name: stageDay('sql|sales qualified lead', { bare: true }), content: DATE },
  opportunityAt: { name: stageDay('opportunity', { bare: false }), content: DATE },
  customerAt: { name: /became a customer|^customer (since|date|at)$|^kunde seit$/, content: DATE },
  leadAt: { name: /became a lead/, content: DATE },
  trialEndAt: { name: /\btrial (end|ends)\b|\btest(phase)? ende\b/, content: DATE },
  startAt: { name: /^(start|started|begin|beginn|subscription start|contract start|valid from|start date|startdatum|date de debut|debut|fecha de inicio|data inizio|inicio|data de inicio|od|von|from|zacatek|poczatek)\b|^(date|day|period|service|datum|zeitraum|leistung|gultig|fecha|data|dag|dia|jour|periode|periodo|obdobi) (from|start|begin|beginn|von|ab|de|du|desde|da|van|od)$/, content: DATE },
  canceledAt: { name: /\bcancel+ed( at)?\b|\bcancel+ation (date|requested)\b/, content: DATE },
  endAt: { name: /^(end|ended|ends|expires|expiry|churn|churned|contract end|valid (to|until)|end date|ende|enddatum|date de fin|fin|fecha de fin|data fine|fine|fim|do|bis|until|to|konec|koniec)\b|^(date|day|period|service|datum|zeitraum|leistung|gultig|fecha|data|dag|dia|jour|periode|periodo|obdobi) (to|until|end|ende|bis|a|au|hasta|al|ate|fin|fine|fim|tot|do)$/, content: DATE },
  closedAt: { name: /\b(clos(e|ed|ing) (date|at|time|on)|date closed|won (date|at)|abschluss(datum)?|date de cloture|fecha de cierre|data chiusura|data de fechamento|sluitingsdatum|datum uzavreni|data zamkniecia|closedate)\b/, content: DATE },
  changedAt: { name: /\b(last )?(modified|updated|changed)( (date|at|time|on))?\b|\b(geandert|modifie|actualizado|modificato|zmeneno|zmieniono)\b|last modified/, content: DATE },
  submittedAt: { name: /\b(submitted|submission|conversion)( (date|at|time|on))?\b|\b(eingegangen|gesendet am|soumis)\b/, content: DATE },
  contactAt: { name: /\b(first|erster|premier|primer|primo) (contact|touch|kontakt)\b|\bfirst seen\b/, content: DATE },
  callAt: { name: /\b(call|meeting|activity) (start )?(time|date)\b|\bcall start\b/, content: DATE },
  createdAt: { name: /\b(created?|creation|added|inserted|registered|signup|sign up|erstellt|angelegt|erfasst|cree|creation|creado|creada|creacion|creato|criado|criacao|vytvoreno|zalozeno|utworzono|aangemaakt|datum zapisu)\b/, content: DATE },
  at: { name: /^(date|day|datum|tag|jour|fecha|giorno|data|dia|den|dzien|dag|time|timestamp|zeit|zeitpunkt|datetime|date time|event time|occurred at|at|when|period|month|monat|mois|mes|mese|mesic|miesiac|maand|quarter|quartal)\b/, content: [...DATE, 'period'] },
  leadId: { name: /^(lead|mql|inquiry|enquiry|prospect|anfrage)( ?(id|no|number|nr|nummer))$/ },
  contactId: { name: /^(contact|kontakt|contacto|contatto|contato|person|people|customer|kunden?|client|user|member)( ?(id|no|number|nr|nummer))$/ },
  dealId: { name: /^(deal|opportunity|opp|potential|order|contract|quote|affaire|angebots?|auftrags?|obchod|vertrags?)( ?(id|no|number|nr|nummer))$/ },
  accountId: { name: /^(account|company|organi[sz]ation|firm(a|en)?|seller)( ?(id|no|number|nr|nummer))$|associated company ids?/ },
  subscriptionId: { name: /^(subscription|abo|abonnement|contract)( ?(id|no|number|nr))$/ },
  campaignId: { name: /^(campaign|kampagnen?|campagne|campana)( ?id)$/ },
  recordId: { name: /^(record |object |row |external )?(id|uuid|guid|key|nr|no|number)$/ },
  firstName: { name: /^(first|given|fore) ?name$|^vorname$|^prenom$|^nombre$|^jmeno$|^imie$|^voornaam$|^primeiro nome$/, content: ['text', 'words'] },
  lastName: { name: /^(last|family|sur) ?name$|^nachname$|^nom( de famille)?$|^apellidos?$|^cognome$|^prijmeni$|^nazwisko$|^achternaam$|^sobrenome$/, content: ['text', 'words'] },
  fullName: { name: /^(full|contact|lead|customer|person|client)? ?name$|^(ansprechpartner|kontakt|contact|nom complet|nombre completo|naam)$/, content: ['text', 'words'] },
  phone: { name: /\b(phone|mobile|mobil|tel|telefon|telephone|telefono|telefone|handy|cell|telefoon)\b/ },
  dealName: { name: /^(deal|opportunity|potential)( name)?$|^auftrag$|^affaire$/, content: ['text', 'words'] },
  company: { name: /\b(company|organi[sz]ation|firma|unternehmen|entreprise|societe|empresa|azienda|spolecnost|bedrijf)( name)?\b|^account( name)?$|^client$|^kunde$/, content: ['text', 'words'] },
  domain: { name: /\b(website|web ?site|domain|company url|homepage|webseite|site web|sitio web)\b/, content: ['url', 'text'] },
  landingPage: { name: /\blanding ?page\b|\bentry page\b|\beinstiegsseite\b|\bpage de destination\b|\bfirst page\b/ },
  referrer: { name: /\b(http )?referr?er\b|\bverweis\b/ },
  page: { name: /^(page|url|path|seite|pagina|page (url|path|location|view)|current url)\b/, content: ['url', 'text', 'words'] },
  medium: { name: /\bmedium\b|^utm medium$/, content: WORDS },
  campaign: { name: /\bcampaign( name)?$|^(kampagne|campagne|campana|campagna|campanha|kampan|kampania)\b|^utm campaign$/ },
  content: { name: /^utm content$|^(ad|ad name|creative)$/ },
  term: { name: /^utm term$|^(keyword|search term|suchbegriff)$/ },
  clickId: { name: /^(gclid|msclkid|fbclid|li fat id|wbraid|gbraid|ttclid)$/ },
  channel: { name: /^(channel|kanal|canal|canale|kanaal)( group(ing)?)?$|\bdefault channel\b/, content: WORDS },
  selfReported: { name: SELF_REPORTED_COLUMN },
  source: { name: /\b(lead |traffic |utm |original )?source\b|^(origin|herkunft|quelle|leadquelle|origine|origen|fonte|zdroj|zrodlo|bron)\b/, content: [...WORDS, 'url'] },
  currency: { name: /\b(currency|wahrung|waehrung|devise|moneda|valuta|moeda|mena|waluta)\b/, content: ['currency', 'words', 'text'] },
  impressions: { name: /^(impr|impressions|impressionen|impresiones|impressioni|impressoes|zobrazeni|wyswietlenia|vertoningen)\b/, content: AMOUNT },
  clicks: { name: /^(link )?(clicks|klicks|clics|clic|cliques|kliknuti|klikniecia|klikken)\b/, content: AMOUNT },
  interval: { name: /^(interval|billing (period|cycle|interval|frequency)|frequency|turnus|intervall|periodicite|intervalo)$/, content: WORDS },
  price: { name: /^(lead )?price$|^cost per lead$|^cpl$|^preis$/, content: AMOUNT },
  costAmount: { name: /^(?!.*\b(budget|budgeted|planned|expected|per|avg)\b).*\b(cost|costs|spend|spent|kosten|ausgaben|cout|couts|depenses|costo|coste|gasto|spesa|custo|naklady|koszt|expense|invoice amount|invoiced)\b/, content: AMOUNT },
  margin: { name: /\b(margin|gross profit|marge|deckungsbeitrag|margen|marze)\b/, content: AMOUNT },
  mrr: { name: /\b(mrr|monthly (recurring )?(revenue|amount|fee))\b/, content: AMOUNT },
  amount: { name: /^(?!.*\b(expected|forecast|weighted|budget|budgeted|tier|monthly)\b).*\b(amount|value|revenue|total|price|betrag|summe|umsatz|wert|montant|valeur|importe|valor|monto|importo|valore|castka|kwota|bedrag)\b/, content: AMOUNT },
  probability: { name: /\b(probability|wahrscheinlichkeit|likelihood|score|age)\b/ },
  dealType: { name: /^(deal |opportunity |business )?type$/, content: WORDS },
  stage: { name: /\b(deal stage|pipeline stage|sales stage|stage|phase|verkaufsphase|etape|etapa|fase|faze|etap|lifecycle stage)\b/, content: WORDS },
  status: { name: /\b(status|state|statut|estado|stato|stav|lead status)\b/, content: WORDS },
  lostReason: { name: /\b(lost|loss|closed lost) reason\b|^(reason|verlustgrund)$/, content: WORDS },
  initiative: { name: /\b(call|activity)? ?(type|direction)\b/, content: ['words'] },
  eventType: { name: /^(event|event (name|type)|touch|touch type|kind|action|type|aktivitat|activity type|typ|art)$/, content: WORDS },
  formName: { name: /\b(form|formular|formulaire|formulario)( name| title)?\b/, content: [...WORDS, 'url'] },
  vendor: { name: /\b(vendor|supplier|lieferant|publisher)\b/, content: WORDS },
  country: { name: /\b(country|land|pays|pais|paese|zeme|kraj)\b/, content: WORDS },
  device: { name: /\b(device|gerat|appareil|dispositivo|zarizeni|urzadzenie|apparaat)\b/, content: WORDS },
  owner: { name: /^(?!.* id$).*\b(owner|sales ?rep|sales person|salesperson|assigned to|besitzer|verantwortlich|proprietaire|propietario|responsable|vlastnik|wlasciciel|eigenaar|rep)\b/, content: LABEL },
  ownerId: { name: /\b(owner|sales rep|sr|sdr|rep) id$/ },
  product: { name: /^(product|plan|produkt|produit|producto|prodotto|produto|tarif)( name)?$/, content: [...WORDS, 'id', 'number'] },
  industry: { name: /\b(industry|sector|branche|industrie|secteur|sektor|settore|odvetvi|branza)\b/, content: WORDS },
  size: { name: /\b(employees|company size|headcount|number of employees|mitarbeiter|effectif|empleados|dipendenti)\b/ },
  persona: { name: /\b(persona|job title|title|role|position|buyer role|funktion|fonction|cargo|behaviour profile)\b/, content: WORDS },
  segment: { name: /\b(segment|customer type)\b/, content: WORDS },
  costKind: { name: /^(kind|type|category|cost type|cost category|kategorie|kostenart|categorie|categoria)$/, content: WORDS },
  note: { name: /^(note|notes|description|comment|remark|beschreibung|bemerkung|description|poznamka|opis|item|position|posten)$/, content: ['text', 'words'] },
} as const satisfies Record<string, RoleRule>;

export type Role = keyof typeof ROLES;

/** The columns of a file by what they are for. A column without a role is in none. */
export function assignRoles(columns: readonly ColumnProfile[]): Map<Role, ColumnProfile> {
  const roles = new Map<Role, ColumnProfile>();
  const taken = new Set<number>();
  for (const [role, rule] of Object.entries(ROLES) as [Role, RoleRule][]) {
    const fits = columns.find((c) => !taken.has(c.index) && c.content !== 'empty' && rule.name.test(plainName(c.name)) && (rule.content === undefined || rule.content.includes(c.content)));
    if (fits === undefined) continue;
    roles.set(role, fits);
    taken.add(fits.index);
  }
  // A column of addresses is the e-mail whatever it is called.
  if (!roles.has('email')) {
    const addresses = columns.find((c) => c.content === 'email' && !taken.has(c.index));
    if (addresses !== undefined) roles.set('email', addresses);
  }
  return roles;
}
