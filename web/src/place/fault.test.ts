import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problem';
import { faultIn } from './fault';

const FIELDS = ['title', 'text', 'motive.why', 'motive.who', 'motive.removal_reasons'];
const refused = (detail: string, status = 422) => new Problem(status, 'refused', detail);

describe('a refused form', () => {
  it('tells the field that is missing', () => {
    expect(faultIn(refused('motive.who: missing; no page opens without a whole motive card'), FIELDS)).toMatchObject({ field: 'motive.who', kind: 'missing' });
    expect(faultIn(refused('title: missing'), FIELDS)?.field).toBe('title');
  });

  it('tells the word that makes a reason one against what is said', () => {
    const fault = faultIn(refused('motive.removal_reasons: off: holds "négatif"; what is said may not be a reason'), FIELDS);
    expect(fault).toMatchObject({ field: 'motive.removal_reasons', kind: 'against', word: 'négatif' });
  });

  it('keeps other words of the server, without the field', () => {
    expect(faultIn(refused('title: holds a line break'), FIELDS)).toMatchObject({ kind: 'other', detail: 'holds a line break' });
  });

  it('may be about no field', () => {
    expect(faultIn(refused('the place is full'), FIELDS)).toBeNull();
    expect(faultIn(refused('titles: missing'), FIELDS)).toBeNull();
    expect(faultIn(refused('title: missing', 503), FIELDS)).toBeNull();
    expect(faultIn(null, FIELDS)).toBeNull();
  });
});
