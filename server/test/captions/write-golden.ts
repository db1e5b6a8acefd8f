// Writes the files that server/src/captions/formats/golden.test.ts compares with; look at the difference before committing it.
import { writeFileSync } from 'node:fs';
import { goldenFiles, goldenPath } from './golden.ts';

for (const [name, bytes] of goldenFiles()) writeFileSync(goldenPath(name), bytes);
