import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{__commonJS}from"./shared-885AB4D7.js";var require_undici=__commonJS({"oidc:undici"(exports,module){module.exports={}}});export{require_undici};
