import { describe, expect, it } from 'vitest';
import { companyDomainOf, isEmptyId, normalizeEmail } from './email-address.js';

describe('an e-mail address', () => {
  it.each([
    [' Ada.Lovelace@Example.ORG ', 'ada.lovelace@example.org'], ['ada+news@acme.test', 'ada+news@acme.test'], ['jose\u0301@acme.test', 'josé@acme.test'], ['info@müller.de', 'info@xn--mller-kva.de'], ['a@b.co.uk', 'a@b.co.uk'], ["o'neil@acme.test", "o'neil@acme.test"],
  ])('reads %j as %j', (text, email) => {
    expect(normalizeEmail(text)).toBe(email);
  });

  it.each(['', 'ada', '@acme.test', 'ada@', 'ada@acme', 'a b@acme.test', 'ada@acme..test', '.ada@acme.test', 'ada@-acme.test', 'ada@acme.123', 'ada@192.168.1.1', 'a@b@', 'ada@acme.test; bob@acme.test', 'none@none.com', 'noemail@noemail.com', 'unknown@email.com'])('takes %j for none', (text) => {
    expect(normalizeEmail(text)).toBe('');
  });

  it('names a company by its registered domain, unless anybody can have such an address', () => {
    expect(companyDomainOf('a@mail.acme.co.uk')).toBe('acme.co.uk');
    expect(companyDomainOf('a@acme.github.io')).toBe('acme.github.io');
    for (const email of ['a@gmail.com', 'a@web.de', 'a@seznam.cz', 'a@mailinator.com', 'a@dayrep.com']) expect(companyDomainOf(email)).toBe('');
  });
});

describe('an id', () => {
  it('is none when its last part says so', () => {
    for (const id of ['', 'crm:contact:', 'crm:null', 'n/a', 'crm:undefined']) expect(isEmptyId(id)).toBe(true);
    for (const id of ['0', 'crm:contact:0', 'crm:nullable']) expect(isEmptyId(id)).toBe(false);
  });
});
