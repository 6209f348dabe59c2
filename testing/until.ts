// Waiting for something that gives no event, such as a line in another process's output or a file that a hook writes.
import { setTimeout as sleep } from 'node:timers/promises';

const looks = 3000;
const pauseMs = 20;

/**
 * Looks again and again until something holds. The bound is a count of looks, so that a machine that stands still for a
 * while does not use it up.
 * @param what it is, for the message
 * @param holds whether it is so by now
 * @throws {Error} when it does not hold after all the looks
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    if (await holds()) return;
    await sleep(pauseMs);
  }
  throw new Error(`Cannot see that ${what}: looked ${looks} times`);
}
