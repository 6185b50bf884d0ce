// Two people whose names are markup and Arabic, as a form might have taken them.
import { expect, vi } from 'vitest';
import { z } from 'zod';
import type { Demo } from './open-demo.js';
import { SOON } from './settle.js';

const ODD = [
  'Created,Email,First name,Last name,Company,Form',
  '2026-11-20 10:00,eve@html.example,<img src=x onerror=alert(1)>,<b>Bold</b>,<script>Inc</script>,demo',
  '2026-11-21 11:00,leila@rtl.example,ليلى,حسن,شركة النور,demo',
  '',
].join('\n');

/** Imports them; they are there when this resolves. */
export async function bringOddPeople(demo: Demo): Promise<void> {
  const { uploadId } = z.object({ uploadId: z.string() }).parse(await demo.call('POST', '/uploads?name=odd.csv', Buffer.from(ODD)));
  const { mapping } = z.object({ mapping: z.string() }).parse(await demo.call('POST', '/imports/preview', { uploadId, connector: 'csv' }));
  // Reserved domains would be scrubbed as no addresses.
  const { id } = z.object({ id: z.string() }).parse(await demo.call('POST', '/imports', { uploadId, connector: 'csv', mapping: mapping.replace(/^ *scrub: true\n/m, '') }));
  await vi.waitFor(async () => { expect(await demo.call('GET', `/imports/${id}`)).toMatchObject({ state: 'done' }); }, SOON);
}
