// What the server says of a query, in the language of the screens. Pure.
import type { QueryProblem, QueryValues, Understood } from '../api/types';
import { QUERY_FR } from '../i18n/query_fr';
import { withValues, type Language } from '../i18n/translate';

export function problemText(problem: QueryProblem, language: Language): string {
  return said(problem.code, problem.values, language) ?? problem.reason;
}

export function warningTexts({ warnings, warning_codes }: Understood, language: Language): string[] {
  return warnings.map((sentence, index) => {
    const warning = warning_codes[index];
    return (warning && said(warning.code, warning.values, language)) ?? sentence.replace(/^column \d+: /, '');
  });
}

function said(code: string, values: QueryValues, language: Language): string | undefined {
  const sentence = language === 'fr' ? QUERY_FR[code] : undefined;
  return sentence && withValues(sentence, values, language);
}
