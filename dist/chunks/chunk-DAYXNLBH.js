import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
function timeOf(value){let time=typeof value=="string"?Date.parse(value):Number.NaN;return Number.isNaN(time)?0:time}function textOf(value){return typeof value=="string"&&value!==""?value:void 0}export{timeOf,textOf};
