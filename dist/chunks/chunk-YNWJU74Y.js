import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);
import{DeployError}from"./shared-885AB4D7.js";function noWayToMerge(url,remedy){return new DeployError("push-refused",`Cannot merge "${url}": the settings of the repository and its branch allow no way to merge`,remedy)}export{noWayToMerge};
