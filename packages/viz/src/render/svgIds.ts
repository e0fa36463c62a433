/**
 * Renames what an SVG of Vega defines and refers to (clip paths, gradients, patterns). Vega counts them through the
 * whole process; counted anew in every picture, the same spec always gives the same document, and with a prefix of
 * their own several pictures can stand in one page.
 *
 * @param prefix begins each name
 */
export function renameIds(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  return svg.replace(
    /( id="|url\(#|href="#)((?:clip|gradient_|pattern_)\d+)/gu,
    (_, before: string, id: string) => {
      if (!names.has(id)) names.set(id, `${prefix}${names.size}`);
      return before + names.get(id)!;
    },
  );
}
