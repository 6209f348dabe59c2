import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
var closingMark="<!-- gitops-deploy: closed -->";function cut(text,most){return text.length>most?`${text.slice(0,most-3).replace(/[\uD800-\uDBFF]$/,"")}...`:text}export{closingMark,cut};
