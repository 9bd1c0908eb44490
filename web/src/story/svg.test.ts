import { describe, expect, it } from 'vitest';
import { ceilingOf, escaped, label, tag, wrapped } from './svg';

describe('a text in a drawing', () => {
  it('stays text, whatever it holds', () => {
    expect(label('<script>alert("1")</script> & so', 0, 1)).toBe('<text x="0" y="1">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; so</text>');
    expect(tag('g', { fill: '"><script>' })).toBe('<g fill="&quot;&gt;&lt;script&gt;"/>');
  });

  it('loses what XML has no place for', () => {
    expect(escaped('a\u0000b\u001bc\ufffed\ud800e\udc00f')).toBe('abcdef');
    expect(escaped('phare 🌊 déjà')).toBe('phare 🌊 déjà');
  });

  it('is wrapped, and ends in an ellipsis where there is no room', () => {
    expect(wrapped('one two three', 100, 20, 9)).toEqual(['one two', 'three']);
    expect(wrapped('one two three four five', 100, 20, 2)).toEqual(['one two', 'three…']);
    expect(wrapped('x'.repeat(30), 100, 20, 9).every((line) => line.length <= 9)).toBe(true);
    expect(wrapped('', 100, 20, 2)).toEqual([]);
  });
});

it('an axis ends at a round number above', () => {
  expect([0, 3, 5, 17, 41, 100, 101, 9_999].map(ceilingOf)).toEqual([4, 4, 6, 20, 60, 100, 200, 10_000]);
});
