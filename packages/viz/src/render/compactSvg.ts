/**
 * Takes out of a picture in a page what the page says already or nobody sees: the font, which the page's style sets;
 * descriptions of single marks, which the picture's own stands for; digits beyond a hundredth of a pixel.
 */
export function compactSvg(svg: string): string {
  let outermost = true;
  return svg
    .replaceAll(/<[a-zA-Z]+(?: [\w:-]+="[^"]*")* ?\/?>/gu, (tag) => {
      if (outermost) {
        outermost = false;
        return tag;
      }
      return tag
        .replaceAll(/ (?:aria-[a-z]+|role|font-family|pointer-events)="[^"]*"/gu, '')
        .replaceAll(/ (?:opacity|stroke-width|fill-opacity|stroke-opacity)="1"/gu, '')
        .replaceAll(/ (?:d|transform|x2|y2|x|y)="[^"]*"/gu, rounded);
    })
    .replaceAll(/<path class="(?:background|foreground)" d="(?:M0,0h0v0h0Z)?"(?: display="none")?\/>/gu, '');
}

function rounded(attribute: string): string {
  return attribute.replaceAll(/(\.\d\d)\d+/gu, '$1');
}
