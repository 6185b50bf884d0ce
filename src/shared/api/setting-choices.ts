// The document of what some settings can be chosen from: `GET /api/v1/settings/choices`.
import { z } from 'zod';

export const settingChoices = z.object({
  /** ISO 3166 codes of the countries whose public holidays are known. */
  countries: z.array(z.string()),
  /** Regions of the country that was asked about, by name; none where it is one region. */
  regions: z.array(z.object({ value: z.string(), label: z.string() })),
  /** Channel groups that the rules place channels in. */
  channelGroups: z.array(z.string()),
});
export type SettingChoices = z.infer<typeof settingChoices>;
