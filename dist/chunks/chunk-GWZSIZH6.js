import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
function untilDeadline(deadline,monotonicNow){return AbortSignal.timeout(Math.max(0,Math.ceil(deadline-monotonicNow()))+1)}export{untilDeadline};
