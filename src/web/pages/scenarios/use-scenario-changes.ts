// Keeping and removing scenarios, and the one that was just removed, to be brought back.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScenarioList, ScenarioRequest } from '../../../shared/api/planning.js';
import { keepScenario, removeScenario } from '../../api/api-client.js';

export type KeptScenario = ScenarioList['scenarios'][number];

export function useScenarioChanges() {
  const cache = useQueryClient();
  const [removed, setRemoved] = useState<KeptScenario | null>(null);
  const forget = (): Promise<void> => cache.invalidateQueries({ queryKey: ['plan', 'scenarios'] });
  const keep = useMutation({ mutationFn: ({ name, request }: { name: string; request: ScenarioRequest }) => keepScenario(name, request), onSuccess: forget });
  const remove = useMutation({ mutationFn: (kept: KeptScenario) => removeScenario(kept.name), onSuccess: (_, kept) => { setRemoved(kept); return forget(); } });
  const restore = useMutation({ mutationFn: ({ name, request }: KeptScenario) => keepScenario(name, request), onSuccess: () => { setRemoved(null); return forget(); } });
  return { keep, remove, restore, removed };
}
export type ScenarioChanges = ReturnType<typeof useScenarioChanges>;
