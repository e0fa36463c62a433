/** What a run directory's `results.json` holds. `results.schema.json` says the same to other programs. */
export interface Results {
  schemaVersion: 1;
  /** `running` until the command ends: a file that still says so belongs to a process that was killed. */
  status: 'running' | 'finished' | 'interrupted' | 'failed';
  environment: Environment;
  studies: StudyResults[];
}

/** Where and with what the numbers came about. */
export interface Environment {
  /** ISO 8601, when the run began. */
  date: string;
  node: string;
  /** Operating system and processor architecture, such as `linux x64`. */
  platform: string;
  cpu: string;
  /** Cores that this process may use. */
  cores: number;
  backend: string;
  /** The graphics adapter, where the backend is WebGPU. */
  adapter?: string;
  threads: number;
  /** Whether the backend may use V8's 256-bit vectors; always false on other backends than `simd`. */
  wideVectors: boolean;
  /** Package name to version. */
  versions: Record<string, string>;
}

export interface StudyResults {
  id: string;
  preset: string;
  data: DataRecord;
  settings: SettingsRecord;
  runs: RunRecord[];
  analyses: Record<string, unknown>;
  claims: ClaimRecord[];
}

/** The data set and its fingerprint: the SHA-256 of all of its bytes. */
export interface DataRecord {
  name: string;
  sha256: string;
  synthetic: boolean;
  trainSize: number;
  testSize: number;
}

export interface SettingsRecord {
  epochs: number;
  batchSize: number;
  learningRate: number;
  seeds: number[];
}

/** One model trained once from one seed. */
export interface RunRecord {
  model: string;
  seed: number;
  /** Trainable parameters. */
  parameters: number;
  /** Multiply-adds of one forward pass of one image. */
  multiplyAdds: number;
  status: 'finished' | 'interrupted' | 'diverged' | 'failed';
  /** Why a run did not finish. */
  message?: string;
  /** Finished epochs only. */
  epochs: EpochRecord[];
  /** Seconds of training over all finished epochs, evaluation left out. */
  trainSeconds: number;
  /** Both sets evaluated with the final weights; absent unless the run finished. */
  final?: { train: Evaluation; test: Evaluation };
  /** Forward pass per image in a batch of 64 and alone; absent unless the run finished. */
  inferenceMsPerImage?: { batch64: number; batch1: number };
}

/** Train figures are running means in training mode, test figures an evaluation after the epoch. */
export interface EpochRecord {
  trainLoss: number;
  /** A fraction, as all accuracies. */
  trainAccuracy: number;
  testLoss: number;
  testAccuracy: number;
  /** Training alone. */
  seconds: number;
}

export interface Evaluation {
  loss: number;
  accuracy: number;
}

export interface ClaimRecord {
  id: string;
  section: string;
  statement: string;
  verdict: 'supported' | 'refuted' | 'inconclusive';
  /** The numbers behind the verdict, by name. */
  figures: Record<string, number>;
}
