// What a search by name finds: persons and companies, by the beginning of a name, e-mail or domain, or by id.
import { z } from 'zod';

export const foundNames = z.object({
  persons: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), account: z.string().describe("name of their company; '' for none") })),
  accounts: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type FoundNames = z.infer<typeof foundNames>;
