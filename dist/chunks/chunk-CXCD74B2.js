import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{__commonJS,__require}from"./chunk-ZXZS2NWP.js";var require_node_net=__commonJS({"builtin:node:net"(exports,module){module.exports=__require("node:net")}});export{require_node_net};
