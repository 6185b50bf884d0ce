// Finds the columns in which a HubSpot export says when a contact became what: one per stage of the lifecycle,
// under the name of either generation of the property.
import { fold } from '../mapping/mapping-schema.js';

/** `Became a lead date`; `Became an opportunity date`. */
const BECAME = /^became an? (.+) date$/;
/** `Date entered "Lead (Lifecycle Stage Pipeline)"`. */
const ENTERED = /^date entered ["'“‘]?(.+?) \(lifecycle stage pipeline\)["'”’]?$/;

/** HubSpot's stages in the words of the workspace. Subscribers have not asked for anything yet; evangelists are customers already. */
const STAGES: Readonly<Record<string, string>> = {
  lead: 'lead', 'marketing qualified lead': 'mql', 'sales accepted lead': 'sal', 'sales qualified lead': 'sql', opportunity: 'opportunity', customer: 'won',
};

/** The workspace's stage that a stage of a lifecycle stands for; a portal's own stages go by their name. */
export function stageNamed(lifecycleStage: string, stages: readonly string[]): string | undefined {
  const name = fold(lifecycleStage);
  const stage = STAGES[name] ?? stages.find((s) => fold(s) === name || fold(s) === name.replaceAll(' ', '_'));
  return stage !== undefined && stages.includes(stage) ? stage : undefined;
}

/** Stage of the workspace -> the columns that hold when it was reached, the surer first. */
export function lifecycleColumns(header: readonly string[], stages: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pattern of [BECAME, ENTERED]) {
    for (const column of header) {
      const named = pattern.exec(fold(column))?.[1];
      const stage = named === undefined ? undefined : stageNamed(named, stages);
      if (stage !== undefined) found.set(stage, [...(found.get(stage) ?? []), column]);
    }
  }
  return found;
}
