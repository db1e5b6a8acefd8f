/** The pattern for `ilike` of texts that contain `text` as it is. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
