/**
 * Every way a run can end badly. `exit` is the process's exit code:
 * 1 internal, 2 bad input, 3 target not found, ambiguous or not editable, 4 authentication or permission,
 * 5 refused by the server's rules, 6 out of time, 7 unknown (the push may still land).
 */
export const errorCodes = {
  'internal-error': 1,
  'invalid-input': 2,
  'file-not-found': 3,
  'image-not-found': 3,
  'image-ambiguous': 3,
  'path-not-found': 3,
  'wrong-count': 3,
  'branch-not-found': 3,
  'not-editable': 3,
  'invalid-yaml': 3,
  'proof-failed': 3,
  'would-change-nothing': 3,
  'authentication-failed': 4,
  'permission-denied': 4,
  'repository-not-found': 4,
  'untrusted-server': 4,
  'not-a-git-server': 4,
  'unsupported-repository': 5,
  'push-refused': 5,
  'out-of-time': 6,
  'outcome-unknown': 7,
} as const;

export type ErrorCode = keyof typeof errorCodes;

/**
 * The one error class. `message` says what is wrong (`Cannot <action> "<thing>": <what is>`), `remedy` what
 * to do about it; both without a final period, so that they read as one line: `<message>; <remedy>`.
 */
export class DeployError extends Error {
  override readonly name = 'DeployError';
  readonly code: ErrorCode;
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }

  get exitCode(): number {
    return errorCodes[this.code];
  }
}
