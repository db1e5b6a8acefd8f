/** Archives lie below it: those to be imported, and those that were made. */
export const ARCHIVES_FOLDER = 'archives';

export const archiveKey = (job: string) => `${ARCHIVES_FOLDER}/${job}.zip`;
