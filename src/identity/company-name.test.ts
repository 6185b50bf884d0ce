import { describe, expect, it } from 'vitest';
import { normalizeCompanyName } from './company-name.js';

describe('a company\'s name', () => {
  it.each([
    ['Acme GmbH', 'acme'], ['ACME Ltd.', 'acme'], ['Acme, Inc.', 'acme'], ['Acme s.r.o.', 'acme'], ['Acme spol. s r.o.', 'acme'], ['Acme, s. r. o.', 'acme'], ['Acme a.s.', 'acme'], ['Acme Sp. z o.o.', 'acme'],
    ['Müller & Söhne GmbH & Co. KG', 'müller and söhne'], ['Acme Co., Ltd.', 'acme'], ['Acme S.A. de C.V.', 'acme'], ['Acme S.p.A.', 'acme'], ['Acme A/S', 'acme'], ['Acme Pty Ltd', 'acme'], ['Acme B.V.', 'acme'], ['株式会社アクメ', 'アクメ'], ['ООО Акме', 'ооо акме'], ['Акме ООО', 'акме'],
    ['O\'Reilly Media Inc', 'oreilly media'], ['AT&T', 'at and t'], ['Acme   Holding', 'acme holding'], ['Acme Company', 'acme'], ['Acme.com', 'acme com'],
  ])('reads %j as %j', (text, name) => {
    expect(normalizeCompanyName(text)).toBe(name);
  });

  it('stays whole when it is nothing but legal forms', () => {
    expect(normalizeCompanyName('SE')).toBe('se');
    expect(normalizeCompanyName('AG Co')).toBe('ag');
  });

  it('is none where the field says that there is none', () => {
    for (const text of [undefined, '', '  ', 'n/a', '-', 'None', 'Self-employed', 'private', '(not set)', '...']) expect(normalizeCompanyName(text)).toBe('');
  });

  it('is the same however it is composed', () => {
    expect(normalizeCompanyName('Mu\u0308ller GmbH')).toBe(normalizeCompanyName('Müller gmbh'));
  });
});
