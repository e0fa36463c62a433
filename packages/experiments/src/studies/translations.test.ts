import { describe, expect, it } from 'vitest';
import { studies } from './index.js';

describe.each(studies)('the Russian of $id', ({ translations, ...study }) => {
  const { title, question, reconstructed = [], notControlled = [], claims = [] } = study;
  const texts = [
    title,
    question,
    ...reconstructed,
    ...notControlled,
    ...claims.map(({ statement }) => statement),
  ];
  const translated = Object.keys(translations?.ru ?? {});

  it('translates texts that the study has', () => {
    expect(translated.filter((text) => !texts.includes(text))).toEqual([]);
  });

  it('leaves none of them out', () => {
    expect(texts.filter((text) => !translated.includes(text))).toEqual([]);
  });
});
