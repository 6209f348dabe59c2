// Inputs that say where the config repository is, and by what right it is written, from outside to their effect.
import { hasSshd } from '../../testing/ssh-server.ts';
import { describeInputs } from './describe-inputs.ts';
import { accessNames, accessRows } from './rows/access.ts';

if (!hasSshd) process.stderr.write('Inputs for SSH are not tested: install openssh-server\n');
describeInputs(accessNames, [accessRows]);
