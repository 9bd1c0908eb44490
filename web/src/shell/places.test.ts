import { expect, it } from 'vitest';
import { isAt, placesFor, DESK } from './places';

const names = (...of: Parameters<typeof placesFor>) => placesFor(...of).map((place) => place.route.page);

it('an expert is led to the desk and nowhere else', () => {
  expect(names('expert', false)).toEqual(['desk']);
});

it('a reader sees all that is measured, and no list of people', () => {
  expect(names('reader', false)).not.toContain('people');
  expect(names('manager', false)).toContain('people');
});

it('a rehearsal has no people of its own', () => {
  expect(names('manager', true)).not.toContain('people');
});

it('the desk stands for its conversations', () => {
  expect(isAt(DESK, 'conversation')).toBe(true);
  expect(isAt(DESK, 'learning')).toBe(false);
});
