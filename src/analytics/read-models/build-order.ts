// The read models in the order in which they are built: later ones read earlier ones.
import type { ReadModelBuild } from './build-context.js';
import { accountAttributes, personAttributes } from './attributes.js';
import { conversions } from './conversions.js';
import { costDays } from './cost-days.js';
import { dealFacts } from './deal-facts.js';
import { dealHolders } from './deal-holders.js';
import { dealSteps } from './deal-steps.js';
import { engagements } from './engagements.js';
import { funnel } from './funnel.js';
import { journeyTouches, touchOrigins } from './journey-touches.js';
import { journeys, touchPrints } from './journeys.js';
import { personAnswers } from './person-answers.js';
import { personAccounts } from './person-accounts.js';
import { personCycles } from './person-cycles.js';
import { personOrigins } from './person-origins.js';
import { personSteps } from './person-steps.js';
import { seriesDays } from './series-days.js';
import { submissionFacts } from './submission-facts.js';
import { subscriptionSpans } from './subscription-spans.js';
import { trafficDays } from './traffic-days.js';
import { visits } from './visits.js';

export const BUILD_ORDER: readonly ReadModelBuild[] = [
  personAccounts, personAttributes, accountAttributes, personSteps, dealHolders, dealSteps, personCycles, personOrigins, personAnswers,
  funnel, submissionFacts, dealFacts, conversions, subscriptionSpans, visits, trafficDays, engagements, costDays, seriesDays, journeyTouches, touchOrigins, journeys, touchPrints,
];

/** Every table that is built, once. */
export const BUILT_TABLES: readonly string[] = [...new Set(BUILD_ORDER.map((b) => b.table))];
