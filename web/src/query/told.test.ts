import { describe, expect, it } from 'vitest';
import document from '../../../src/api/openapi.json';
import { QUERY_FR } from '../i18n/query_fr';
import { problemText, warningTexts } from './told';

const problem = {
  code: 'field-unknown', values: { field: 'langue' }, column: 1, from: 1, to: 10, reason: 'unknown field "langue"', suggestion: 'lang:fr',
};

describe('what the server says of a query', () => {
  it('has a French sentence for each code', () => {
    expect(Object.keys(QUERY_FR).sort()).toEqual([...document.components.schemas.QueryCode.enum].sort());
  });

  it.each(Object.entries(QUERY_FR))('is set as French is: %s', (_code, sentence) => {
    expect(sentence).not.toContain("'");
    expect(sentence).not.toMatch(/[^\u202f][;?!»]/u);
    expect(sentence).not.toMatch(/(?<![\u202f\w}]):/u);  // But `lang:` is of the language of queries.
    expect(sentence).not.toMatch(/«[^\u202f]/u);
  });

  it('is told with its values in French, as it came in English', () => {
    expect(problemText(problem, 'fr')).toBe('le champ «\u202flangue\u202f» est inconnu');
    expect(problemText(problem, 'en')).toBe('unknown field "langue"');
  });

  it('of a code that is not known yet is told as it came', () => {
    expect(problemText({ ...problem, code: 'new' }, 'fr')).toBe('unknown field "langue"');
  });

  it('warns without the column, which nothing on the screen shows', () => {
    const understood = {
      ok: true as const, tree: { op: 'word' as const }, text: 'a or b', warnings: ['column 3: "or" is a word here; the operator is OR'],
      warning_codes: [{ code: 'operator-is-word', values: { word: 'or', operator: 'OR' }, column: 3 }],
    };
    expect(warningTexts(understood, 'en')).toEqual(['"or" is a word here; the operator is OR']);
    expect(warningTexts(understood, 'fr')[0]).toContain('l’opérateur s’écrit OR');
  });
});
