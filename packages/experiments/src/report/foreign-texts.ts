import type { Block, Language, Text } from '@convstudy/viz';

/** Marks what a block of a Russian report says in English, as analyses do that know no other language. */
export function markForeign(block: Block, lang: Language): Block {
  if (lang === 'en') return block;
  if ((block.kind === 'figure' || block.kind === 'table') && block.caption !== undefined) {
    return { ...block, caption: marked(block.caption) };
  }
  return block.kind === 'paragraph' ? { ...block, text: marked(block.text) } : block;
}

/** A text without a Russian letter is English; names and numbers alone may be read in either. */
function marked(text: Text): Text {
  return typeof text === 'string' && !/\p{Script=Cyrillic}/u.test(text) ? { text, lang: 'en' } : text;
}
