/** What opens a route: kinds of keys, and permissions of people, which the feature `users` adds. */
export interface AccessNames {
  batch: true;
  realtime: true;
  reseller: true;
}

/** Who may call a route: anyone, or whoever has one of these. A route that says nothing is closed to people. */
export type Access = 'public' | readonly (keyof AccessNames)[];

/** Keys of every kind. */
export const ANY_KEY = ['batch', 'realtime', 'reseller'] as const;
