// Inputs that say what the registry is asked, from outside to their effect.
import { describeInputs } from './describe-inputs.ts';
import { imageNames, imageRows } from './rows/images.ts';

describeInputs(imageNames, [imageRows]);
