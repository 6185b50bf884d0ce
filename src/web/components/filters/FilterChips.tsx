// The conditions that narrow every figure of the page: those of the address.
import { useView } from '../../view/use-view.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { ConditionChips } from './ConditionChips.js';

export function FilterChips() {
  const { view, change } = useView();
  const { catalogue } = useWorkspace();
  return <ConditionChips filters={view.filters ?? []} dimensions={catalogue.dimensions.map((d) => d.id)} onChange={(filters) => change({ filters: filters.length > 0 ? filters : undefined, skip: undefined })} />;
}
