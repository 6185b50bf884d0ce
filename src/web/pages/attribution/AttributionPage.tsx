// Which touches earned the conversions: credit by any dimension, cost and return beside it, models side by side, and how it was given.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AttributionDocument, ModelCatalogue } from '../../../shared/api/attribution.js';
import type { CreditChoice } from '../../analysis/credit-choice.js';
import { creditLines, totalLine } from '../../analysis/credit-lines.js';
import { dimensionLabel } from '../../analysis/catalogue-names.js';
import { ApiError } from '../../api/api-client.js';
import { creditQuery } from '../../api/queries.js';
import { FilterBar } from '../../components/filters/FilterBar.js';
import { Page } from '../../components/Page.js';
import { Section } from '../../components/Section.js';
import { EmptyState } from '../../components/states/EmptyState.js';
import { ErrorState } from '../../components/states/ErrorState.js';
import { TableBones } from '../../components/states/Skeleton.js';
import { useArrived } from '../../view/use-arrived.js';
import { useView } from '../../view/use-view.js';
import { carried } from '../../view/view-state.js';
import { useWorkspace } from '../../view/workspace-context.js';
import { CreditTable } from './CreditTable.js';
import { conversionName, CreditTools } from './CreditTools.js';
import { EnoughOffer } from './EnoughOffer.js';
import { HowCredited } from './HowCredited.js';
import { ModelComparison } from './ModelComparison.js';
import { ModelTools } from './ModelTools.js';
import { Refusal } from './Refusal.js';
import { SavedResults } from './SavedResults.js';
import { WhatTheySay } from './WhatTheySay.js';
import { WhatChanged } from './WhatChanged.js';
import { useCredit } from './use-credit.js';

export function AttributionPage() {
  const { models, choice } = useCredit();
  const { extent } = useWorkspace();
  return (
    <Page title="Attribution" bar={<FilterBar withCompare={false} />}>
      {extent === null ? <Section title="Credit"><EmptyState action={<Link to="/imports" search={{}} className="link">Bring files in</Link>}>Here stands what each channel and campaign earned, by several models side by side. There are no data yet.</EmptyState></Section>
      : models.isError ? <Section title="Credit"><ErrorState error={models.error} what="The models" onRetry={() => void models.refetch()} /></Section>
      : !models.data || !choice ? <Section title="Credit" busy><TableBones rows={10} /></Section>
      : <Credit catalogue={models.data} choice={choice} />}
    </Page>
  );
}

function Credit({ catalogue, choice }: { readonly catalogue: ModelCatalogue; readonly choice: CreditChoice }) {
  const { catalogue: figures, settings } = useWorkspace();
  const ids = (fitted: boolean): string[] => choice.models.filter((m) => (m.kind === 'fitted') === fitted).map((m) => m.id);
  const [rules, fits] = [ids(false), ids(true)];
  // Asked apart: what can't be learned from too few conversions must not take the rules with it.
  const ruled = useQuery({ ...creditQuery({ ...choice.ask, models: [...rules].sort(), by: choice.by }), enabled: rules.length > 0 });
  // Fitted models give to what touches have; of who converted they say nothing.
  const apart = choice.by.filter((d) => catalogue.dimensions.conversion.includes(d));
  const asked = fits.length > 0 && apart.length === 0;
  const fitted = useQuery({ ...creditQuery({ ...choice.ask, models: [...fits].sort(), by: choice.by }), enabled: asked });
  const own = choice.models[0]?.kind === 'fitted' ? fitted : ruled;
  const documents = [...(rules.length > 0 && ruled.data ? [ruled.data] : []), ...(asked && fitted.data ? [fitted.data] : [])];
  const lines = creditLines(documents);
  const [any] = documents;
  // What is not asked never comes.
  const arrived = useArrived((own === fitted && !asked) || !own.isPending);
  return (
    <>
      <CreditTools catalogue={catalogue} choice={choice} here="/attribution"><ModelTools catalogue={catalogue} choice={choice} /></CreditTools>
      {own.data && own.data.conversions < settings.fewSample && <EnoughOffer choice={choice} catalogue={catalogue} />}
      {own.isError && own.error instanceof ApiError && own.error.code === 'too_few_conversions' && <EnoughOffer choice={choice} catalogue={catalogue} />}
      <WhatChanged catalogue={catalogue} choice={choice} />
      {(own !== fitted || asked) && <Leading choice={choice} credit={own} />}
      <div className="later" hidden={!arrived}>
        {fits.length > 0 && !asked && <Section title={labels(choice, fits)}><EmptyState>{labels(choice, fits)} gives credit to what touches have, and {apart.map((d) => dimensionLabel(figures, d).toLowerCase()).join(' and ')} is of who converted. Split by channel, campaign or another dimension of touches to see it.</EmptyState></Section>}
        {asked && own !== fitted && fitted.isError && <Section title={labels(choice, fits)}><Refusal credit={fitted} what={labels(choice, fits)} /></Section>}
        {rules.length > 0 && own !== ruled && ruled.isError && <Section title={labels(choice, rules)}><Refusal credit={ruled} what={labels(choice, rules)} /></Section>}
        {any && any.conversions > 0 && choice.models.length > 1 && <ModelComparison choice={choice} document={any} lines={lines} total={totalLine(documents, lines)} touchDimensions={catalogue.dimensions.touch} />}
        <WhatTheySay catalogue={catalogue} choice={choice} />
        <SavedResults catalogue={catalogue} choice={choice} answered={documents.flatMap((d) => d.models)} />
        {any && <HowCredited choice={choice} documents={documents} />}
      </div>
    </>
  );
}

const labels = (choice: CreditChoice, ids: readonly string[]): string => choice.models.filter((m) => ids.includes(m.id)).map((m) => m.label).join(', ');

function Leading({ choice, credit }: { readonly choice: CreditChoice; readonly credit: UseQueryResult<AttributionDocument> }) {
  const { view } = useView();
  const name = choice.models[0]?.label ?? 'Credit';
  if (credit.isError) return <Section title={name}><Refusal credit={credit} what={name} /></Section>;
  if (!credit.data) return <Section title={name} busy><TableBones rows={10} /></Section>;
  if (credit.data.conversions === 0) {
    return (
      <Section title={name}>
        <EmptyState action={<Link to="/imports" search={carried(view)} className="link">Import a file</Link>}>No conversion of the kind “{conversionName(choice.conversion)}” fits in this period. Take a longer period, an earlier stage or fewer filters.</EmptyState>
      </Section>
    );
  }
  return <CreditTable choice={choice} document={credit.data} />;
}
