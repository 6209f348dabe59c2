// What Linux says of a process while it runs: its threads, and how long it has computed. Neither depends on how busy the machine is.
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks a second, on every Linux that Node runs on: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticks = 100;

/** The names of its threads; none where it has ended. */
export function threadNames(pid: number): readonly string[] {
  try {
    const folder = `/proc/${pid}/task`;
    return readdirSync(folder).map((id) => readFileSync(`${folder}/${id}/comm`, 'utf8').trim());
  } catch {
    return [];
  }
}

/** Seconds that all its threads have computed; `undefined` where it has ended. */
export function cpuSeconds(pid: number): number | undefined {
  try {
    const [user, system] = afterName(readFileSync(`/proc/${pid}/stat`, 'utf8'))
      .slice(11, 13)
      .map(Number);
    return ((user ?? 0) + (system ?? 0)) / ticks;
  } catch {
    return undefined;
  }
}

/** The fields behind the name, which may hold spaces. */
const afterName = (stat: string): readonly string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');
