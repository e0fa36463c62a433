/** Translations by the English text; `{words in braces}` stand for what differs from case to case. */
export type Phrases = Readonly<Record<string, string>>;

/** What the reasons of verdicts are translated by. */
export interface ReasonPhrases {
  /** Whole sentences. */
  sentences: Phrases;
  /** What stands for the words in braces: names of measures and tests, lists. */
  parts: Phrases;
  /** What follows a number, for all else. */
  units: Phrases;
}

interface Pattern {
  expression: RegExp;
  translation: string;
}

/**
 * Translates the reason of a verdict, sentence by sentence.
 *
 * @returns a function that gives the translation, or undefined where a sentence is not among the phrases
 */
export function reasonTranslator({
  sentences,
  parts,
  units,
}: ReasonPhrases): (reason: string) => string | undefined {
  const sentencePatterns = patterns(sentences, '(?= |$)');
  const partPatterns = patterns(parts, '$');
  const unit = new RegExp(`(?<=\\d )(${Object.keys(units).map(escaped).join('|')})(?![\\w])`, 'gu');

  const fill = ({ translation }: Pattern, found: Record<string, string> = {}): string =>
    translation.replace(/\{(\w+)\}/gu, (_, name: string) => part(found[name]));

  const part = (text: string): string => {
    for (const pattern of partPatterns) {
      const match = pattern.expression.exec(text);
      if (match) return fill(pattern, match.groups);
    }
    return text.replace(unit, (word) => units[word]);
  };

  const translate = (reason: string): string | undefined => {
    for (const pattern of sentencePatterns) {
      const match = pattern.expression.exec(reason);
      if (!match) continue;
      const rest = reason.slice(match[0].length + 1);
      const translated = rest === '' ? '' : translate(rest);
      if (translated === undefined) continue;
      // The full stop of an abbreviation ends the sentence too.
      const sentence = fill(pattern, match.groups).replace(/\.\.$/u, '.');
      return translated === '' ? sentence : `${sentence} ${translated}`;
    }
    return undefined;
  };
  return translate;
}

function patterns(phrases: Phrases, end: string): Pattern[] {
  return Object.entries(phrases).map(([english, translation]) => ({
    // What a word in braces stands for goes over no end of a sentence.
    expression: new RegExp(
      `^${escaped(english).replace(/\\\{(\w+)\\\}/gu, '(?<$1>(?:(?!\\. [A-Z]).)+?)')}${end}`,
      'u',
    ),
    translation,
  }));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
}
