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
  /** Steps of a quantity from little to much. */
  heat: readonly string[];
  /** The same for what is wrong, beside `heat`. */
  errorHeat: readonly string[];
  /** Text on the steps of both from {@link STRONG_STEP} on; on those before it `text` is legible. */
  onHeat: string;
}

/** First of the eight steps of `heat` and `errorHeat` that needs text in `onHeat`. */
export const STRONG_STEP = 5;

/** `light` for paper and bright screens, `dark` for dark ones. */
export type Theme = 'light' | 'dark';

/**
 * The palettes. Their model colours started from Okabe and Ito's (https://jfly.uni-koeln.de/color/) and were moved
 * until all eight can be told apart with normal vision, protanopia, deuteranopia and tritanopia, and each stands out
 * from its background. The steps of `heat` (blue) and `errorHeat` (orange) grow in contrast to the background.
 * `palette.test.ts` holds all of them to it.
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
    heat: ['#f1f6fc', '#dae8f6', '#bdd7ee', '#98c2e3', '#6ba9d6', '#3374ae', '#1d5a94', '#093b74'],
    errorHeat: ['#fdf4ec', '#fbe2cd', '#f7c8a2', '#efa76e', '#e18a49', '#a9520f', '#8a4007', '#642b04'],
    onHeat: '#fdfefe',
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
    heat: ['#1b2432', '#1f3049', '#244060', '#28527d', '#2d6494', '#5b9ed6', '#8abdeb', '#c3e0fa'],
    errorHeat: ['#251f1d', '#3a2a20', '#523521', '#6f4421', '#8a531f', '#d98b3e', '#edab69', '#fcd5ab'],
    onHeat: '#0c1016',
  },
};
