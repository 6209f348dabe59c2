import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{__require}from"./shared-885AB4D7.js";var all=__require("node:fs/promises");var open=all.open;var readFile=all.readFile,readdir=all.readdir;var stat=all.stat;var writeFile=all.writeFile;export{open,readFile,readdir,stat,writeFile};
