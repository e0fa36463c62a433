import { readFileSync } from 'node:fs';

/** The most memory of this process, in bytes, that was ever resident. */
export function peakBytes(): number {
  try {
    // Not maxRSS, which on Linux begins with that of the process that started this one.
    return peakOf(readFileSync('/proc/self/status', 'utf8'));
  } catch {
    return 1024 * process.resourceUsage().maxRSS;
  }
}

/** The peak in the text of Linux's /proc/PID/status. */
export function peakOf(status: string): number {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  if (!found) throw new Error('there is no VmHWM in the status of the process');
  return 1024 * Number(found[1]);
}
