/** The colours of one theme. */
export interface Palette {
  /** Background of a picture. */
  background: string;
  /** Text and error bars. */
  text: string;
  /** Axis labels, subtitles: text of second rank. */
  mutedText: string;
  /** Axis lines and ticks. */
  axis: string;
  /** Grid lines and the tracks of dots. */
  grid: string;
  /** Lines that are there to compare with. */
  context: string;
  /** Verdicts that support and refute; they stand beside a sign and a word. */
  good: string;
  bad: string;
  /** One colour per model, in the order of `models`. */
  models: readonly string[];
}

/** `light` for paper and bright screens, `dark` for dark ones. */
export type Theme = 'light' | 'dark';

/**
 * The palettes. Their model colours started from Okabe and Ito's (https://jfly.uni-koeln.de/color/) and were moved
 * until all eight can be told apart with normal vision, protanopia, deuteranopia and tritanopia, and each stands out
 * from its background; `palette.test.ts` holds them to both.
 */
export const palettes: Record<Theme, Palette> = {
  light: {
    background: '#ffffff',
    text: '#1f2328',
    mutedText: '#57606a',
    axis: '#8c959f',
    grid: '#e4e8ec',
    context: '#b4bcc5',
    good: '#12703a',
    bad: '#b3261e',
    models: ['#0046bd', '#b25200', '#00886e', '#e64ca7', '#a99300', '#3a9ae1', '#3a3a3a', '#6f2f7d'],
  },
  dark: {
    background: '#161b22',
    text: '#e6edf3',
    mutedText: '#9ea7b3',
    axis: '#6e7681',
    grid: '#2b323b',
    context: '#5c6672',
    good: '#56d080',
    bad: '#ff938a',
    models: ['#4084b7', '#e76a3a', '#30e09f', '#de9aff', '#ece94a', '#a6f9ff', '#8ea2a2', '#994fff'],
  },
};
