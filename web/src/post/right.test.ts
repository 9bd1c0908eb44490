import { describe, expect, it } from 'vitest';
import { rightOf } from './right';

describe('a key on a post', () => {
  it('says a mood by its sign', () => {
    expect(rightOf('-')).toEqual({ mood: 'negative' });
    expect(rightOf('=')).toEqual({ mood: 'neutral' });
    expect(rightOf('+')).toEqual({ mood: 'positive' });
  });

  it('takes back what was corrected', () => {
    expect(rightOf('u')).toEqual({ mood: null, lang: null });
  });

  it('says nothing otherwise', () => {
    for (const key of ['j', 'Enter', '−', '']) expect(rightOf(key)).toBeNull();
  });
});
