import type { Language } from '@convstudy/viz';
import type { PictureWords } from './picture-words.js';
import { english } from './english.js';
import { russian } from './russian.js';

export const pictureWords: Record<Language, PictureWords> = { en: english, ru: russian };
