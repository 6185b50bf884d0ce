// How the journal speaks of where somebody stands and what they are called when nobody named them.
import { CONTACT } from '../../../shared/api/persons.js';
import { stageName } from '../../../shared/stages.js';

/** `MQL`, `Lost`; `Contact` of somebody who has entered no stage. */
export const standingName = (stage: string): string => (stage === CONTACT ? 'Contact' : stageName(stage));

/** The name, else the e-mail, else the id. */
export const calledOf = ({ id, name, email }: { readonly id: string; readonly name: string; readonly email?: string }): string => name || email || id;
