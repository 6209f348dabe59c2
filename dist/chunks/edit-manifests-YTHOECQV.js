import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{editManifests,kustomizationsBeside,warmUp}from"./chunk-NDGBFJL6.js";import"./chunk-VVT3MIQ4.js";import"./chunk-UNH2KTI4.js";import"./chunk-AHTASPKG.js";import"./chunk-ZXZS2NWP.js";export{editManifests,kustomizationsBeside,warmUp};
