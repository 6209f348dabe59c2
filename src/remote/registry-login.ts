// Credentials for image registries: those that are given, and those that Docker and podman keep in files.

/** A credential for one registry; all of its texts but the user are secrets. */
export type RegistryLogin =
  | { readonly is: 'password'; readonly user: string; readonly password: string }
  /** Makes tokens at the token server, as `docker login` gets it there. */
  | { readonly is: 'identity-token'; readonly token: string }
  /** Is the token itself. */
  | { readonly is: 'registry-token'; readonly token: string };

/** What the inputs say; without a user it is the one that the registry expects beside a token. */
export interface GivenLogin {
  readonly user: string | undefined;
  readonly password: string;
}

/** The credentials of one file of Docker or podman. */
export interface StoredLogins {
  /** By host, or by host and the start of the repository: `quay.io/acme`. */
  readonly logins: ReadonlyMap<string, RegistryLogin>;
  /** The programs that keep the credentials of single hosts, `ecr-login`. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The program that keeps all others. */
  readonly helper: string | undefined;
}

/** Where Docker and podman keep credentials. */
export interface LoginFiles {
  /** What the variable DOCKER_AUTH_CONFIG holds, in the place of a file. */
  readonly inline: string | undefined;
  /** Paths of files that need not be there, in the order in which they are looked at. */
  readonly paths: readonly string[];
}
