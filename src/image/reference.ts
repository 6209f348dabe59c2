/** [registry/]repository[:tag][@digest], as OCI's distribution spec and Docker write it. */
export interface Reference {
  /** Everything before the tag as it was written: `ghcr.io/acme/api`, `nginx`. */
  readonly name: string;
  readonly tag?: string;
  /** `sha256:<hex>` */
  readonly digest?: string;
}
