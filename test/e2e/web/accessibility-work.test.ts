// Pages that people work in, for those who do not see, in the dark, on a phone.
import { beforeAll, describe } from 'vitest';
import { checkPages } from './check-pages.js';
import { keepThings } from './keep-things.js';
import { openDemo } from './open-demo.js';

const demo = openDemo();
beforeAll(() => keepThings(demo));

describe('on a phone, in the dark, for those who do not see', () => {
  checkPages(demo, [
    '/goals', '/plan?hold=leads:2000', '/scenarios?target=300000&change=closeRate%3D0.4', '/board?p=quarter', '/reports', '/leads', '/leads?of=accounts&whenever=yes', '/leads/{person}', '/accounts/{account}',
    '/explorer?by=channel', '/explorer?by=channel&every=month&show=charts&p=365d', '/dashboards', '/dashboards/{marketer}', '/dashboards/{sales-lead}?p=365d', '/dashboards/{executive}?vs=none',
    '/imports', '/settings', '/help/imports/hubspot', '/help/glossary', '/help/dashboards',
  ]);
});
