// The last touch before the conversion takes all.
import { defineRule } from '../attribution/model.js';

export default defineRule({
  id: 'last',
  label: 'Last touch',
  description: 'The whole conversion to the last touch before it, direct visits included.',
  needs: [],
  winner: (journey) => journey.count,
  onPath: (position, names) => (position === names.length ? 1 : 0),
});
