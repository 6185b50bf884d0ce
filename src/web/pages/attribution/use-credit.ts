// What the present address asks of attribution; undefined until the models that there are have arrived.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ModelCatalogue } from '../../../shared/api/attribution.js';
import { creditChoice, type CreditChoice } from '../../analysis/credit-choice.js';
import { modelsQuery } from '../../api/queries.js';
import { useView } from '../../view/use-view.js';

export interface UsedCredit {
  readonly models: UseQueryResult<ModelCatalogue>;
  readonly choice: CreditChoice | undefined;
}

export function useCredit(): UsedCredit {
  const { view, period, where } = useView();
  const models = useQuery(modelsQuery);
  return { models, choice: models.data && creditChoice(view, period, where, models.data) };
}
