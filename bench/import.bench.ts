// A million touches by the import runner against one plain INSERT … SELECT FROM file() of the same file, and
// what a list of contacts and a CRM's export take. Each run in a process and a data folder of its own.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { runTask } from './child-task.js';
import { contactsFile, crmFile, touchesFile, type CsvFile } from './csv-files.js';
import { median, round } from './measure.js';
import { defineScenario } from './scenario.js';

const imported = z.object({ milliseconds: z.number(), uploadMilliseconds: z.number() });
/** A CRM's export must come in at this pace at least. */
const CRM_ROWS_A_SECOND = 5000;
const inserted = z.object({ milliseconds: z.number() });

export default defineScenario({
  title: 'Import',
  async run(context) {
    const runs = Math.min(3, context.runs);
    const contactRows = Math.round(context.rows / 5);
    const folder = path.join(context.folder, 'import');
    const imports = async (file: CsvFile): Promise<{ result: z.infer<typeof imported>; peakMegabytes: number; peakAnonymous: number | undefined }> => {
      await runTask('create-installation', { folder }, z.unknown());
      return runTask('import-file', { ...file, folder }, imported);
    };
    const touches = await touchesFile(context, context.rows);
    const ours: number[] = [];
    const plain: number[] = [];
    const peaks: number[] = [];
    let upload = 0;
    for (let run = 0; run < runs; run += 1) {
      context.say(`touches, run ${run + 1} of ${runs}`);
      plain.push((await runTask('insert-from-file', { file: touches.file, rows: touches.rows, folder }, inserted)).result.milliseconds);
      const { result, peakMegabytes } = await imports(touches);
      ours.push(result.milliseconds);
      upload = result.uploadMilliseconds;
      peaks.push(peakMegabytes);
    }
    const contacts = await contactsFile(context, contactRows);
    context.say('contacts');
    const people = await imports(contacts);
    context.say('CRM export');
    const crm = await imports(await crmFile(context, contactRows));
    rmSync(folder, { recursive: true, force: true });
    const size = `${context.rows.toLocaleString('en')} rows × 15 columns, ${round(touches.bytes / 1e6, 0)} MB`;
    return [
      { what: 'import of touches', value: round(median(ours) / 1000), unit: 's', runs: ours.map((t) => t / 1000), note: `${size}; after the upload was kept (${round(upload / 1000)} s)` },
      { what: 'plain INSERT … SELECT FROM file()', value: round(median(plain) / 1000), unit: 's', runs: plain.map((t) => t / 1000), note: 'into an equal table with the same durability' },
      { what: 'import ÷ plain insert', value: round(median(ours) / median(plain)), unit: '×', bar: 4 },
      { what: 'peak memory of the importing process', value: round(Math.max(...peaks), 0), unit: 'MB', bar: 1000 },
      { what: 'import of contacts', value: round(contactRows / (people.result.milliseconds / 1000), 0), unit: 'rows/s', note: `${contactRows.toLocaleString('en')} rows, each a person and an inquiry; ${round(people.result.milliseconds / 1000)} s, peak memory ${round(people.peakMegabytes, 0)} MB` },
      { what: 'import of a CRM export', value: round(crm.result.milliseconds / 1000), unit: 's', bar: contactRows / CRM_ROWS_A_SECOND, note: `${contactRows.toLocaleString('en')} contacts of HubSpot, each a person and the dates of their lifecycle: ${round(contactRows / (crm.result.milliseconds / 1000), 0)} rows/s` },
      ...(crm.peakAnonymous === undefined ? [] : [{ what: 'peak anonymous memory of that process', value: round(crm.peakAnonymous, 0), unit: 'MB' as const, bar: 600 }]),
      { what: 'its peak with the pages of program files', value: round(crm.peakMegabytes, 0), unit: 'MB' },
    ];
  },
});
