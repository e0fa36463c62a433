import { describe, expect, it } from 'vitest';
import { studies } from './index.js';

describe.each(studies.filter(({ translations }) => translations))('the Russian of $id', (study) => {
  it('translates texts that the study has', () => {
    const { title, question, reconstructed = [], notControlled = [], claims = [] } = study;
    const texts = [
      title,
      question,
      ...reconstructed,
      ...notControlled,
      ...claims.map(({ statement }) => statement),
    ];
    const unknown = Object.keys(study.translations!.ru ?? {}).filter((text) => !texts.includes(text));
    expect(unknown).toEqual([]);
  });
});
