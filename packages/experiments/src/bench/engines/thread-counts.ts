/** 1, 2, 4, ... and all cores. */
export function threadCounts(cores: number): number[] {
  const counts = [];
  for (let threads = 1; threads < cores; threads *= 2) counts.push(threads);
  return [...counts, cores];
}
