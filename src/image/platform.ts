// Platforms that an image is built for: os/architecture[/variant], as OCI's image specification names them.

/** A platform: `linux/arm/v7`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | undefined;
}

/**
 * Reads a platform by the letter: https://github.com/opencontainers/image-spec/blob/main/image-index.md
 * @param text `os/architecture` or `os/architecture/variant`
 * @returns the platform; `undefined` when the text is none
 */
export function parsePlatform(text: string): Platform | undefined {
  const [, os, architecture, variant] = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/([a-z0-9._]+))?$/.exec(text) ?? [];
  return os === undefined || architecture === undefined ? undefined : { os, architecture, variant };
}

/**
 * Writes a platform.
 * @param platform its parts
 * @returns `os/architecture[/variant]`
 */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
}

/** What an image that names no variant is built for: https://github.com/containerd/platforms */
const usualVariants: ReadonlyMap<string, string> = new Map([
  ['arm64', 'v8'],
  ['arm', 'v7'],
]);

/**
 * Says whether an image that is built for a platform is one for the wanted platform, too: a variant counts where one is wanted.
 * @param built the platform that the image names
 * @param wanted the platform that it has to run on
 * @returns whether it does
 */
export function fitsPlatform(built: Platform, wanted: Platform): boolean {
  const isSame = built.os === wanted.os && built.architecture === wanted.architecture;
  const variant = built.variant ?? usualVariants.get(built.architecture);
  return isSame && (wanted.variant === undefined || wanted.variant === variant);
}
