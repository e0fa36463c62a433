import type { Results, RunRecord, Verdict } from '../../results/types.js';

/** Everything that the report writes by itself, in one language. */
export interface ReportWords {
  title: string;
  subtitle: (presets: readonly string[], date: string, status: Results['status']) => string;
  footer: string;
  allStudies: string;
  ownPage: string;
  headings: Record<
    | 'conclusions'
    | 'claims'
    | 'question'
    | 'setUp'
    | 'evidence'
    | 'results'
    | 'conclusion'
    | 'reconstructed'
    | 'notControlled'
    | 'machine',
    string
  >;
  numbers: NumberWords;
  conclusions: ConclusionWords;
  facts: FactWords;
  findings: FindingWords;
  tables: TableWords;
  figures: FigureWords;
  analyses: AnalysisWords;
  syntheticData: (name: string) => string;
  unverifiedData: (name: string) => string;
  reconstructed: string;
  notControlled: string;
  oneSeed: string;
  noFinishedRun: string;
}

export interface NumberWords {
  /** A difference of fractions. */
  points: (difference: number) => string;
  seconds: (value: number) => string;
}

export interface ConclusionWords {
  /** How many statements got which verdict, as a sentence. */
  counts: (counts: Record<Verdict, number>) => string;
  /** The same as the item of a list, after the name of the study. */
  shortCounts: (counts: Record<Verdict, number>) => string;
  construction: (count: number) => string;
  /** The statements were judged on images that the document did not use. */
  synthetic: (names: readonly string[]) => string;
  /** Headings of lists of statements. */
  lists: Record<Verdict, (count: number) => string>;
  refutedOf: string;
  contradictions: string;
  against: string;
  verdicts: Record<Verdict, string>;
}

export interface FactWords {
  data: string;
  images: string;
  imageCounts: (train: string, test: string) => string;
  sha256: string;
  asPublished: string;
  published: Record<'yes' | 'no', string>;
  preset: string;
  epochs: string;
  batchSize: string;
  optimiser: string;
  adam: (learningRate: number) => string;
  seeds: (count: number) => string;
  date: string;
  processor: string;
  cores: (cpu: string, cores: number) => string;
  platform: string;
  backend: string;
  threads: string;
  jobs: string;
  modelsAtATime: (jobs: number) => string;
  wideVectors: string;
  switched: Record<'on' | 'off', string>;
  nothingTrained: string;
}

export interface FindingWords {
  accuracy: (ranking: string) => string;
  time: (ranking: string, slowest: string, factor: string, fastest: string) => string;
  gap: (ranking: string) => string;
  unfinished: (
    run: Pick<RunRecord, 'model' | 'seed' | 'message'>,
    status: Exclude<RunRecord['status'], 'finished'>,
    epochs: number,
  ) => string;
}

export interface TableWords {
  models: string;
  model: string;
  layers: string;
  results: string;
  meansOverSeeds: string;
  seeds: string;
  parameters: string;
  multiplyAdds: string;
  testAccuracy: string;
  bestEpoch: string;
  gap: string;
  training: string;
  inference64: string;
  inference1: string;
}

export interface FigureWords {
  loss: { title: string; caption: string };
  accuracy: { title: string; caption: string };
  trainedOn: (data: string, train: string, test: string) => string;
  comparison: {
    title: string;
    caption: string;
    panels: Record<'accuracy' | 'time' | 'parameters' | 'inference', string>;
  };
  seeds: { title: string; caption: string; value: string };
}

/** Of the charts of the package's own analyses; `seed` is empty or begins with a comma. */
export interface AnalysisWords {
  seed: (seed: number) => string;
  classes: { title: string; caption: (seed: string) => string };
  confusion: { title: (model: string) => string; caption: (model: string, seed: string) => string };
  gradients: { title: string; caption: (images: number, seed: string) => string };
  weights: { title: (model: string) => string; caption: (model: string, seed: string) => string };
}
