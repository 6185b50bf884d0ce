// Names in an address that are no dimension are found once each.
import { expect, it } from 'vitest';
import { parseView } from '../view/view-state.js';
import { unknownDimensions } from './unknown-dimensions.js';

it('finds what is filtered and split by and does not exist', () => {
  const view = parseView('?p=90d&chanel=Email&channel=Email&by=chanel,cuntry');
  expect(unknownDimensions(view, ['channel', 'country'])).toEqual(['chanel', 'cuntry']);
  expect(unknownDimensions(parseView('?channel=Email&by=country'), ['channel', 'country'])).toEqual([]);
});
