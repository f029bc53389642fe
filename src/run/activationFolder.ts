/** The folder beside a run file that its activations are kept in. */
export function activationFolderName(runFileName: string): string {
  return `${runFileName.replace(/\.ibrun$/, "")}.activations`;
}
