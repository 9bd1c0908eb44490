import { describe, expect, it } from 'vitest';
import type { Account } from '../api/people';
import { dayIn, endOfDay, inMandate, topicsIn } from './words';

const account = (more: Partial<Account>): Account => ({
  id: '1', name: 'naima', display_name: 'Naïma B.', role: 'expert', title: '', topics: [], mandate_until: null, created_at: '', state: 'active', ...more,
});
const NOW = new Date('2026-02-01T12:00:00Z');

describe('topics', () => {
  it('are told apart by commas, each once, as first written', () => {
    expect(topicsIn(' Motor,  charging at   home; motor,\n,battery ')).toEqual(['Motor', 'charging at home', 'battery']);
  });
  it('may be none', () => expect(topicsIn(' ,; ')).toEqual([]));
});

describe('a mandate', () => {
  it('runs to its end and not beyond', () => {
    expect(inMandate(account({ mandate_until: '2026-02-01T12:00:01Z' }), NOW)).toBe(true);
    expect(inMandate(account({ mandate_until: '2026-02-01T12:00:00Z' }), NOW)).toBe(false);
  });
  it('without an end runs on, and not of one who is still invited', () => {
    expect(inMandate(account({}), NOW)).toBe(true);
    expect(inMandate(account({ state: 'invited' }), NOW)).toBe(false);
  });
});

it('a day ends with its last second', () => {
  expect(new Date(endOfDay('2026-12-31') ?? '').getSeconds()).toBe(59);
  expect(endOfDay('')).toBeNull();
  expect(dayIn(endOfDay('2026-12-31') ?? '')).toBe('2026-12-31');
});
