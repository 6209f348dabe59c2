import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{editManifests,kustomizationsBeside,warmUp}from"./chunk-7LJ5JS7V.js";import"./chunk-U3EFAKTX.js";import"./chunk-IZKE62QR.js";import"./chunk-AHTASPKG.js";import"./chunk-ZXZS2NWP.js";export{editManifests,kustomizationsBeside,warmUp};
