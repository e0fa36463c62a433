/** Mean advance of a character of DejaVu Sans in units of the font size, rounded up. */
const CHARACTER_WIDTH = 0.62;

/**
 * Breaks a text into lines that fit a width, at spaces where there are any and inside of words longer than a line.
 * Charts are pure functions without a font at hand, so the width of a character is taken as 0.62 of the font size.
 *
 * @param text the text, without line breaks
 * @param width in pixels
 * @param fontSize in pixels
 */
export function wrapText(text: string, width: number, fontSize: number): string[] {
  const perLine = Math.max(4, Math.floor(width / (fontSize * CHARACTER_WIDTH)));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const joined = line ? `${line} ${word}` : word;
    if ([...joined].length <= perLine) {
      line = joined;
      continue;
    }
    if (line) lines.push(line);
    let rest = [...word];
    while (rest.length > perLine) {
      lines.push(rest.slice(0, perLine).join(''));
      rest = rest.slice(perLine);
    }
    line = rest.join('');
  }
  if (line || lines.length === 0) lines.push(line);
  return lines;
}
