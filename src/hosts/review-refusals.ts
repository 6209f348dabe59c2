// Refusals of a push that a pull request would satisfy.

/** How hosts say that the branch takes its changes through a review, or from others alone. */
const review = [
  // GitHub
  /through a pull request|protected branch hook declined|required status checks?|merge queue|\bGH006\b/i,
  /cannot update this protected ref|approving review is required/i,
  // GitLab
  /not allowed to push code to (?:a )?protected branch|CODEOWNERS/i,
  // Bitbucket
  /only be modified through pull requests|requires? (?:a )?pull request|permission denied to update branch/i,
  // Gitea and Forgejo
  /not allowed to push to protected branch/i,
  // Azure DevOps
  /TF402455|must use a pull request/i,
  // Gerrit
  /prohibited by gerrit/i,
];

/** What a request's branch would be refused for as well, whatever else is said. */
const everywhere =
  /secrets?\b.{0,80}(?:detected|found|push protection)|cannot contain secrets|GH009|verified signatures?|must be signed|commit message must|e-?mail(?: address)? must|GH001|file size|files? path/i;

/**
 * Says whether a request would satisfy what a push was refused for.
 * @param said the error's message, which quotes the server
 * @returns whether it would
 */
export function asksForReview(said: string): boolean {
  return review.some((text) => text.test(said)) && !everywhere.test(said);
}
