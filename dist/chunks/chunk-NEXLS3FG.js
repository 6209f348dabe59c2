import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
var colors=[[/^(?:---|\+\+\+) /,1,22],[/^@@ /,36,39],[/^-/,31,39],[/^\+/,32,39]];function diffLines(diff,color){if(diff==="")return[];let lines=diff.trimEnd().split(`
`);return color?lines.map(colored):lines}function colored(line){let[,on,off]=colors.find(([pattern])=>pattern.test(line))??[];return on===void 0?line:`\x1B[${on}m${line}\x1B[${off}m`}export{diffLines};
