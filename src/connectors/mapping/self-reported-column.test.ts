import { describe, expect, test } from 'vitest';
import { readImport } from '../../../test/read-import.js';
import { plainName } from '../reading/plain-name.js';
import crm from '../crm.js';
import hubspot from '../hubspot.js';
import salesforce from '../salesforce.js';
import zoho from '../zoho.js';
import type { Connector } from '../connector.js';
import { SELF_REPORTED_COLUMN, selfReportedField } from './self-reported-column.js';

describe('the column of what people say of their source', () => {
  test.each(['How did you hear about us?', 'How_did_you_hear_about_us__c', 'howDidYouHearAboutUs', 'HDYHAU', 'Where did you first hear of us', 'Self-reported attribution', 'Wie haben Sie von uns erfahren?', 'Wie sind Sie auf uns aufmerksam geworden', 'Comment nous avez-vous connus ?', '¿Cómo nos conoció?', 'Come ci ha conosciuto', 'Jak jste se o nás dozvěděli', 'Hoe heeft u ons gevonden'])('is %s', (name) => {
    expect(SELF_REPORTED_COLUMN.test(plainName(name))).toBe(true);
  });

  test.each(['Lead Source', 'Original Source', 'Comment', 'Comments', 'How many employees', 'Heard', 'Referrer'])('is not %s', (name) => {
    expect(selfReportedField(['Id', name])).toEqual({});
  });

  test.each<[string, Connector, string]>([
    ['HubSpot contacts', hubspot, 'Record ID,First Name,Email,Create Date,How did you hear about us?\n1,Ann,ann@a.example,2026-03-02 10:00,A colleague\n'],
    ['Salesforce leads', salesforce, 'Id,Email,Company,CreatedDate,How_did_you_hear_about_us__c\n00Q5g000004AbCdEAK,ann@a.example,Acme,2026-03-02T10:00:00.000+0000,A colleague\n'],
    ['Zoho leads', zoho, 'LEADID,Email,Lead Status,Created Time,Wie haben Sie von uns gehört?\n1,ann@a.example,New,2026-03-02 10:00:00,A colleague\n'],
    ['the plain layout', crm, 'lead_id,created_at,email,self_reported\n1,2026-03-02,ann@a.example,A colleague\n'],
  ])('arrives from %s with the person', async (_, connector, file) => {
    const { of, problems } = await readImport(connector, file);
    expect([problems, of('person').map((p) => p.selfReported)]).toEqual([[], ['A colleague']]);
  });
});
