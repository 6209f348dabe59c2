// What git calls a reference that is not there: gitprotocol-pack(5), "Reference Update Request".

/** The id of no commit. */
export const noCommit = '0'.repeat(40);
