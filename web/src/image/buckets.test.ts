import { expect, test } from 'vitest';
import { ofAttribute, ofSeries, without } from './buckets';

const counts = { n: 3, negative: 2, neutral: 1, positive: 0 };

test('an attribute of which nothing is said has an empty bucket', () => {
  const buckets = ofAttribute([{ time: 'a', read: 9, attributes: { price: counts } }, { time: 'b', read: 4, attributes: {} }], 'price');
  expect(buckets.map((one) => [one.time, one.posts, one.negative])).toEqual([['a', 3, 2], ['b', 0, 0]]);
});

test('a series of moods keeps its counts', () => {
  const [one] = ofSeries({ moods: { ...counts, enough: false }, buckets: [{ ...counts, time: 'a' }] });
  expect(one).toEqual({ time: 'a', posts: 3, voices: 0, coverage: null, negative: 2, neutral: 1, positive: 0 });
});

test('all posts without those of a watch, step by step', () => {
  const all = { moods: { n: 40, negative: 20, neutral: 10, positive: 10, enough: true }, buckets: [{ ...counts, n: 4, positive: 1, time: 'a' }, { ...counts, time: 'b' }] };
  const others = without(all, { moods: { n: 11, negative: 10, neutral: 1, positive: 0, enough: false }, buckets: [{ ...counts, time: 'a' }] });
  expect(others.moods).toEqual({ n: 29, negative: 10, neutral: 9, positive: 10, enough: false });
  expect(others.buckets.map((one) => [one.time, one.n, one.negative, one.positive])).toEqual([['a', 1, 0, 1], ['b', 3, 2, 0]]);
});
