// Inputs that say which places change, and to what, from outside to their effect.
import { describeInputs } from './describe-inputs.ts';
import { placeNames, placeRows } from './rows/places.ts';

describeInputs(placeNames, [placeRows]);
