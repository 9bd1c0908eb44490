import { expect, test } from 'vitest';
import { ofAttribute, ofSeries } from './buckets';

const counts = { n: 3, negative: 2, neutral: 1, positive: 0 };

test('an attribute of which nothing is said has an empty bucket', () => {
  const buckets = ofAttribute([{ time: 'a', read: 9, attributes: { price: counts } }, { time: 'b', read: 4, attributes: {} }], 'price');
  expect(buckets.map((one) => [one.time, one.posts, one.negative])).toEqual([['a', 3, 2], ['b', 0, 0]]);
});

test('a series of moods keeps its counts', () => {
  const [one] = ofSeries({ moods: { ...counts, enough: false }, buckets: [{ ...counts, time: 'a' }] });
  expect(one).toEqual({ time: 'a', posts: 3, voices: 0, coverage: null, negative: 2, neutral: 1, positive: 0 });
});
