/** How one environment variable is read: its default as text, what it is for, and how it becomes a value. */
export interface ConfigKey<T> {
  env: string;
  description: string;
  /** What holds when the variable is unset, in words for the documentation. */
  defaultText: string;
  /** Hidden in logs and error texts. */
  secret?: boolean;
  read(raw: string | undefined): T;
}

export const key = <T>(
  env: string,
  defaultText: string,
  description: string,
  read: ConfigKey<T>['read'],
  secret = false,
) => ({
  env,
  defaultText,
  description,
  read,
  secret,
});
