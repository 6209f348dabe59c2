// A GitHub App as a credential.

/** A GitHub App. */
export interface GitHubApp {
  /** Its id, or its client id. */
  readonly id: string;
  /** RSA, in PKCS#8 and PEM; a secret. */
  readonly privateKey: string;
  /** Where it is installed; `undefined`: found by the repository. */
  readonly installationId: number | undefined;
}
