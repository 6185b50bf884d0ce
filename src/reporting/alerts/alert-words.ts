// What an alert says, and the mail that brings several.
import type { Alert, AlertReason } from '../../shared/api/reporting.js';
import { goalText } from '../goal-in-mail.js';
import { COLOURS, dataTable, escapeHtml, link, mailHtml, paragraph } from '../mail-html.js';
import { pageLinks } from '../page-links.js';
import type { Writer } from '../reader-locale.js';
import { screenedName, screenedText } from '../screened-in-mail.js';
import { staleName, staleText } from '../stale-in-mail.js';
import type { StoredAlert } from './alert-records.js';

function words(reason: AlertReason, publicUrl: string, writer: Writer): Pick<Alert, 'name' | 'text' | 'link'> {
  const links = pageLinks(publicUrl);
  switch (reason.about) {
    case 'goal': {
      const { goal } = reason;
      return { name: `Goal off track: ${goal.name}${goal.owner === '' ? '' : ` (${goal.owner})`}`, text: goalText(goal, writer), link: links.goal(goal) };
    }
    case 'figure': return { name: `${reason.figure.value > reason.figure.usual ? 'Above' : 'Below'} its usual range: ${screenedName(reason.figure)}`, text: screenedText(reason.figure, writer), link: links.screened(reason.figure) };
    case 'data': return { name: `Data stopped coming in: ${staleName(reason.source)}`, text: staleText(reason.source, writer), link: links.imports };
  }
}

export const alertWords = ({ id, subject, openedAt, closedAt, reason }: StoredAlert, publicUrl: string, writer: Writer): Alert => ({ id, subject, openedAt, closedAt, reason, ...words(reason, publicUrl, writer) });

/** @param alerts one at least */
export function alertMail(alerts: readonly Alert[], workspaceName: string, unsubscribeUrl: string): { subject: string; text: string; html: string } {
  const house = workspaceName === 'default' ? 'Leadline' : `Leadline ${workspaceName}`;
  const [first] = alerts;
  const subject = `${house}: ${first?.name ?? ''}${alerts.length > 1 ? ` and ${alerts.length - 1} more` : ''}`;
  const title = `${house}: ${alerts.length === 1 ? 'an alert' : `${alerts.length} alerts`}`;
  return {
    subject,
    text: [title, '', ...alerts.flatMap((one) => [`- ${one.name}`, `  ${one.text}`, `  ${one.link}`]), '', 'Each is told once, until it is over and comes again.', `No more of these mails: ${unsubscribeUrl}`, ''].join('\n'),
    html: mailHtml(title, [
      dataTable([], alerts.map((one) => [{ html: `${link(one.link, one.name)}<br>${escapeHtml(one.text)}` }])),
      paragraph(`Each is told once, until it is over and comes again. ${link(unsubscribeUrl, 'No more of these mails')}`, COLOURS.soft),
    ].join('\n')),
  };
}
