// Figures read right in any locale and lose nothing on the way.
import { describe, expect, it } from 'vitest';
import { columnDigits, formatBytes, formatChange, formatFigure, formatRelative, NO_VALUE, unitSign } from './format-figure.js';

const eur = { unit: 'money', currency: 'EUR', locale: 'en' } as const;

describe('formatting a figure', () => {
  it('shows a dash for no value and a zero for zero', () => {
    expect(formatFigure(null, eur)).toBe(NO_VALUE);
    expect(formatFigure('0.00', eur)).toBe('€0.00');
    expect(formatFigure(0, { unit: 'count', currency: '', locale: 'en' })).toBe('0');
  });

  it('keeps every cent of money that a double could not hold', () => {
    expect(formatFigure('900719925474099301.27', eur)).toBe('€900,719,925,474,099,301.27');
  });

  it('shortens large money in large type only', () => {
    expect(formatFigure('1924300.00', { ...eur, precision: 'short' })).toBe('€1.92M');
    expect(formatFigure('84.004', { ...eur, precision: 'short' })).toBe('€84.00');
    expect(formatFigure('1924300.00', { ...eur, precision: 'cell' })).toBe('1,924,300');
  });

  it('speaks the reader’s locale', () => {
    expect(formatFigure('1234.5', { ...eur, locale: 'de' })).toBe('1.234,50\u00a0€');
    expect(formatFigure(0.2185, { unit: 'rate', currency: '', locale: 'de' })).toBe('21,9\u00a0%');
  });

  it('gives small rates the digits they need', () => {
    expect(formatFigure(0.0019, { unit: 'rate', currency: '', locale: 'en' })).toBe('0.19%');
    expect(formatFigure(0.25, { unit: 'rate', currency: '', locale: 'en' })).toBe('25.0%');
  });

  it('shows amounts without a sign of currency while the workspace has none', () => {
    expect(formatFigure('12.00', { ...eur, currency: '' })).toBe('12.00');
  });

  it('names the unit once, in the header', () => {
    expect(unitSign('money', 'EUR', 'en')).toBe('€');
    expect(unitSign('rate', 'EUR')).toBe('%');
    expect(formatFigure(0.22, { unit: 'rate', currency: '', precision: 'cell', locale: 'en' })).toBe('22.0');
  });

  it('gives a column one number of digits', () => {
    expect(columnDigits('money', ['84.31', '224.84', null])).toBe(2);
    expect(columnDigits('money', ['84.31', '118200'])).toBe(0);
    expect(columnDigits('rate', [0.004, 0.05])).toBe(2);
  });
});

describe('formatting a change', () => {
  it('carries its sign, with a true minus', () => {
    expect(formatChange('-5.02', eur)).toBe('−€5.02');
    expect(formatChange(312, { unit: 'count', currency: '', locale: 'en' })).toBe('+312');
  });

  it('counts rates in points, not in percent of percent', () => {
    expect(formatChange(-0.021, { unit: 'rate', currency: '', locale: 'en' })).toBe('−2.1\u202fpoints');
  });

  it('gives a relative change without its sign', () => {
    expect(formatRelative(-0.034, 'en')).toBe('3.4%');
    expect(formatRelative(0.12, 'en')).toBe('12%');
  });
});

it('names file sizes', () => {
  expect(formatBytes(4_200_000, 'en')).toBe('4.2 MB');
  expect(formatBytes(812, 'en')).toBe('812 bytes');
});
