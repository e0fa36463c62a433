/** The form of a Russian noun that a count asks for: 1 модель, 2 модели, 5 моделей. */
export function russianPlural(count: number, one: string, few: string, many: string): string {
  const form = rules.select(count);
  return form === 'one' ? one : form === 'few' ? few : many;
}

const rules = new Intl.PluralRules('ru');
