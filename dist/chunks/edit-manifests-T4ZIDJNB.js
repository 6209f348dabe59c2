import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{editManifests,kustomizationsBeside,warmUp}from"./chunk-FP6NCR3N.js";import"./chunk-2NIXHWLF.js";import"./chunk-JCY4576E.js";import"./chunk-IZKE62QR.js";import"./chunk-QECFQDR5.js";import"./chunk-ZXZS2NWP.js";export{editManifests,kustomizationsBeside,warmUp};
