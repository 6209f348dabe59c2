import { toDeployError } from '../src/errors.ts';

const tooMuch = (): unknown => {
  try {
    return new ArrayBuffer(2 ** 46);
  } catch (error) {
    // Jest gives each test classes of its own.
    return Object.setPrototypeOf(error, RangeError.prototype);
  }
};

test('memory that is not there is no defect of the program', () => {
  expect(toDeployError(tooMuch())).toMatchObject({ code: 'out-of-memory', exitCode: 1 });
});

test('what is not ours is a defect, with its stack', () => {
  expect(toDeployError(new RangeError('x is not in y'))).toMatchObject({
    code: 'internal-error',
    message: expect.stringContaining('errors.test.ts'),
  });
});
