import type { Language } from '@convstudy/viz';
import type { ComparisonWords } from './comparison-words.js';
import { englishPictures } from './english-pictures.js';
import { englishComparisons } from './english-comparisons.js';
import type { PictureWords } from './picture-words.js';
import { russianPictures } from './russian-pictures.js';
import { russianComparisons } from './russian-comparisons.js';

export const pictureWords: Record<Language, PictureWords> = { en: englishPictures, ru: russianPictures };
export const comparisonWords: Record<Language, ComparisonWords> = {
  en: englishComparisons,
  ru: russianComparisons,
};
